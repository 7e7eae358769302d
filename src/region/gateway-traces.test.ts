/** The trace of a request, from the gateway through functions and their SDK calls. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { expect, it } from 'vitest'
import { lambdaAuthorizer } from '../gateway/index.ts'
import { createRegion } from './index.ts'

const ROOT = '1-5759e988-bd862e3fe1be46a994272793'
const rootOf = (header: unknown): string | undefined => /Root=([^;]+)/.exec(String(header))?.[1]
const ownRoot = (): string | undefined => rootOf(process.env['_X_AMZN_TRACE_ID'])

it.each([
  ['rest', undefined],
  ['rest', `Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1`],
  ['http', undefined],
  ['http', `Root=${ROOT}`],
])('passes on in %s APIs, with the header %s', async (type, given) => {
  const region = createRegion()
  const roots: Record<string, string | undefined> = {}
  const queue = region.createQueue('jobs')
  const note = (name: string) => () => {
    roots[name] = ownRoot()
  }
  const worker = region.registerFunction('worker', async (event: any) => {
    note('worker')()
    roots['message'] = rootOf(event.Records[0].attributes.AWSTraceHeader)
  })
  queue.on('message', worker)
  const called = region.registerFunction('called', async () => note('called')())
  const check = region.registerFunction('check', async () => {
    note('authorizer')()
    return {
      principalId: 'me',
      policyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    }
  })
  const handler = region.registerFunction('handler', async (event: any) => {
    note('handler')()
    const { headers } = event
    roots['event'] = rootOf(headers['X-Amzn-Trace-Id'] ?? headers['x-amzn-trace-id'])
    await new SQSClient(region.sdk).send(
      new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'job' }),
    )
    const invoke = { FunctionName: called.name, InvocationType: 'Event' as const }
    await new LambdaClient(region.sdk).send(new InvokeCommand(invoke))
    return { statusCode: 200 }
  })
  const api = region.createGateway({ 'GET /': { handler, authorizer: lambdaAuthorizer(check) } }, {
    type,
  } as object)
  const headers = { Authorization: 'token', ...(given && { 'X-Amzn-Trace-Id': given }) }
  const response = await api.get('/', { headers })
  expect(response.status).toBe(200)
  await region.idle()
  const root = given === undefined ? roots['event'] : ROOT
  expect(root).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/)
  expect(roots).toEqual(
    Object.fromEntries(
      ['event', 'handler', 'authorizer', 'called', 'worker', 'message'].map((name) => [name, root]),
    ),
  )
  if (type === 'rest') expect(rootOf(response.headers.get('x-amzn-trace-id'))).toBe(root)
})
