import { GetCommand } from '@aws-sdk/lib-dynamodb'
import type { APIGatewayProxyHandlerV2 } from 'aws-lambda'
import { documents } from './documents.js'
import { json } from './http.js'

/** GET /customers/{customerId}/orders/{orderId} */
export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const { customerId, orderId } = event.pathParameters ?? {}
  const { Item } = await documents.send(
    new GetCommand({ TableName: process.env.ORDERS, Key: { customerId, orderId } }),
  )
  return Item ? json(200, Item) : json(404, { message: 'No such order' })
}
