import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'

// Not at the top of the module: the functions of both regions share it in a test, and a client keeps
// the region that it began with.
const documentsOf = (region: string | undefined): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(region === undefined ? {} : { region }))

/** `PUT /orders/{id}/{state}` */
export async function handler(
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { id, state } = event.pathParameters ?? {}
  const documents = documentsOf(process.env['AWS_REGION'])
  const { Attributes } = await documents.send(
    new UpdateCommand({
      TableName: process.env['TABLE'],
      Key: { id },
      UpdateExpression: 'SET #state = :state, #by = :region',
      ExpressionAttributeNames: { '#state': 'state', '#by': 'by' },
      ExpressionAttributeValues: { ':state': state, ':region': process.env['AWS_REGION'] },
      ReturnValues: 'ALL_NEW',
    }),
  )
  return { statusCode: 200, body: JSON.stringify(Attributes) }
}
