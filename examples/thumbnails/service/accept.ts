import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { APIGatewayProxyHandlerV2 } from 'aws-lambda'

const queue = new SQSClient()

export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  await queue.send(
    new SendMessageCommand({ QueueUrl: process.env['JOBS'], MessageBody: event.body }),
  )
  return { statusCode: 202 }
}
