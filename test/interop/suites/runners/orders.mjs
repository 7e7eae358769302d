// The code under test: it knows the AWS SDK alone.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }))

export async function place(event) {
  const order = JSON.parse(event.body)
  await client.send(new PutCommand({ TableName: 'orders', Item: order }))
  return { statusCode: 201, body: JSON.stringify(order) }
}
