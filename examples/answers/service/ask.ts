import type { APIGatewayProxyEvent } from 'aws-lambda'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { answer } from './model.js'

const table = DynamoDBDocumentClient.from(new DynamoDBClient({}))

/** Answers a question word by word, as server-sent events, and keeps the answer. */
export const handler = awslambda.streamifyResponse(async (event: APIGatewayProxyEvent, stream) => {
  const { question = '' } = JSON.parse(event.body ?? '{}') as { question?: string }
  const events = awslambda.HttpResponseStream.from(stream, {
    statusCode: question === '' ? 400 : 200,
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
  })
  if (question === '') {
    events.end('event: error\ndata: a question is missing\n\n')
    return
  }
  const words: string[] = []
  for await (const word of answer(question)) {
    words.push(word)
    events.write(`id: ${words.length}\ndata: ${word}\n\n`)
  }
  const id = event.requestContext.requestId
  const text = words.join(' ')
  await table.send(
    new PutCommand({ TableName: process.env['ANSWERS'], Item: { id, question, text } }),
  )
  events.end(`event: done\ndata: ${id}\n\n`)
})
