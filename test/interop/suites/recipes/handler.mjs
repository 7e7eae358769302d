import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'

const client = new DynamoDBClient({})

export async function handler({ id }) {
  await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: id } } }))
}
