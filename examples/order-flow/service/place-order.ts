import { createHmac } from 'node:crypto'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { APIGatewayProxyHandlerV2 } from 'aws-lambda'
import { documents } from './documents.js'
import type { Order } from './order.js'

// Read once per execution environment: warm invocations reuse both values.
const { Parameter } = await new SSMClient({}).send(
  new GetParameterCommand({ Name: process.env.CURRENCY_PARAMETER }),
)
const { SecretString = '' } = await new SecretsManagerClient({}).send(
  new GetSecretValueCommand({ SecretId: process.env.SIGNING_SECRET }),
)
const { key } = JSON.parse(SecretString) as { key: string }

/** POST /orders: signs an order and stores it. Everything else follows from the table's stream. */
export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const { id, kind, email } = JSON.parse(event.body ?? '{}') as Partial<Order>
  if (!id || !kind || !email) return { statusCode: 400, body: 'id, kind, email' }

  const signature = createHmac('sha256', key).update(id).digest('hex')
  const currency = Parameter?.Value ?? 'EUR'
  const order: Order = { id, kind, email, status: 'PLACED', currency, signature }
  await documents.send(new PutCommand({ TableName: process.env.ORDERS, Item: order }))
  return { statusCode: 202, body: JSON.stringify({ id }) }
}
