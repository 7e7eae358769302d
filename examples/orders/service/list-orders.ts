import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { APIGatewayProxyHandlerV2 } from 'aws-lambda'
import { documents } from './documents.js'
import { json } from './http.js'

/** GET /orders?status=OPEN: the newest ten of a status, by the index. */
export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const { Items } = await documents.send(
    new QueryCommand({
      TableName: process.env.ORDERS,
      IndexName: 'byStatus',
      KeyConditionExpression: '#status = :status',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': event.queryStringParameters?.status ?? 'OPEN' },
      ScanIndexForward: false,
      Limit: 10,
    }),
  )
  return json(200, Items)
}
