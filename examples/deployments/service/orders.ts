import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { APIGatewayProxyHandler } from 'aws-lambda'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}))
const table = (): string | undefined => process.env['TABLE']

/** POST /orders */
export const place: APIGatewayProxyHandler = async ({ body }) => {
  const order = JSON.parse(body ?? '{}') as { id?: string }
  if (!order.id) return { statusCode: 400, body: 'An order needs an id.' }
  await documents.send(new PutCommand({ TableName: table(), Item: order }))
  return { statusCode: 201, body: JSON.stringify(order) }
}

/** GET /orders/{id} */
export const read: APIGatewayProxyHandler = async ({ pathParameters }) => {
  const Key = { id: pathParameters?.['id'] }
  const { Item } = await documents.send(new GetCommand({ TableName: table(), Key }))
  return Item
    ? { statusCode: 200, body: JSON.stringify(Item) }
    : { statusCode: 404, body: 'There is no such order.' }
}
