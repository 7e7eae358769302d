import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { SQSEvent } from 'aws-lambda'

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }))

export const handler = async (event: SQSEvent): Promise<void> => {
  for (const { body } of event.Records ?? []) {
    await client.send(
      new PutCommand({ TableName: process.env['TABLE']!, Item: JSON.parse(body) as object }),
    )
  }
}
