import { describe, expect, it } from 'vitest'
import { createRegion } from '../../../index.ts'
import { fromServerless } from '../../index.ts'

const service = (constructs: object, functions: object = {}): object => ({
  service: 'shop',
  provider: {
    name: 'aws',
    runtime: 'nodejs22.x',
    environment: { QUEUE_URL: '${construct:emails.queueUrl}' },
  },
  plugins: ['serverless-lift'],
  functions,
  constructs,
})

describe('constructs of serverless-lift', () => {
  it('are queues with workers', async () => {
    const region = createRegion()
    const bodies: string[] = []
    const { stack } = fromServerless(
      service({
        emails: {
          ...{ type: 'queue', batchSize: 1, maxRetries: 2, alarm: 'me@shop.example' },
          worker: { handler: 'src/worker.handler', timeout: 10 },
        },
      }),
      {
        handlers: {
          emailsWorker: async (event: any) =>
            void bodies.push(...event.Records.map((record: any) => record.body)),
        },
      },
    )(region)
    expect(stack.skipped).toEqual([])
    // Its id is the one that the plugin deploys.
    const queue = stack.queue('emailsQueueF057328A')
    expect(queue.name).toBe('shop-dev-emails')
    expect(stack.resources['emailsQueueF057328A']?.properties).toMatchObject({
      VisibilityTimeout: 60,
      RedrivePolicy: { maxReceiveCount: 2 },
    })
    expect(stack.resources['EmailsWorkerLambdaFunction']?.properties).toMatchObject({
      Environment: { Variables: { QUEUE_URL: queue.url } },
    })
    queue.send('hello')
    await region.idle()
    expect(bodies).toEqual(['hello'])
  })

  it('are buckets, tables, and queues of functions of the file', () => {
    const { stack } = fromServerless(
      service(
        {
          emails: { type: 'queue', worker: 'send', fifo: true },
          avatars: {
            type: 'storage',
            extensions: { bucket: { Properties: { BucketName: 'avatars' } } },
          },
          items: { type: 'database/dynamodb-single-table', gsiCount: 1 },
          site: { type: 'static-website', path: 'dist' },
        },
        {
          send: {
            handler: 'src/send.handler',
            environment: { BUCKET: '${construct:avatars.bucketName}' },
          },
        },
      ),
    )(createRegion())
    expect(stack.skipped).toMatchObject([
      { logicalId: 'site', type: 'serverless-lift static-website' },
    ])
    expect(stack.queue('shop-dev-emails.fifo').name).toBe('shop-dev-emails.fifo')
    expect(stack.bucket('avatars').name).toBe('avatars')
    const table = Object.values(stack.resources).find(({ type }) => type === 'AWS::DynamoDB::Table')
    stack.table(table!.logicalId).put({ PK: 'a', SK: 'b' })
    const [policy] = stack.resources['IamRoleLambdaExecution']?.properties['Policies'] as any[]
    expect(policy.PolicyDocument.Statement.map(({ Action }: any) => Action[0])).toEqual(
      expect.arrayContaining(['sqs:SendMessage', 's3:PutObject', 'dynamodb:GetItem']),
    )
  })

  it('are webhooks', async () => {
    const region = createRegion()
    const events: unknown[] = []
    const { stack } = fromServerless(
      {
        service: 'shop',
        provider: { name: 'aws', runtime: 'nodejs22.x' },
        functions: {
          received: {
            handler: 'src/received.handler',
            events: [
              {
                eventBridge: {
                  eventBus: '${construct:stripe.busName}',
                  pattern: { source: ['stripe'] },
                },
              },
            ],
          },
        },
        constructs: {
          stripe: { type: 'webhook', path: '/hook', authorizer: { handler: 'src/check.handler' } },
        },
      },
      {
        handlers: {
          received: async (event: any) => void events.push(event.detail),
          stripeAuthorizer: async (event: any) => ({
            isAuthorized: event.headers.authorization === 'ok',
          }),
        },
      },
    )(region)
    const api = stack.gateway('stripeHttpApiA92205AE')
    const post = (authorization: string) =>
      api.post('/hook', { paid: 1 }, { headers: { authorization } })
    expect((await post('no')).status).toBe(403)
    expect((await post('ok')).status).toBe(200)
    await region.idle()
    expect(events).toEqual([{ paid: 1 }])
  })
})
