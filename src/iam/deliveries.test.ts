import { AddPermissionCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge'
import { PutBucketNotificationConfigurationCommand, S3Client } from '@aws-sdk/client-s3'
import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import { describe, expect, it } from 'vitest'
import { lambdaAuthorizer } from '../gateway/api/authorizers/create-authorizers.ts'
import { createRegion } from '../region/index.ts'
import { allow } from './handle/statements.ts'

const failure = (promise: Promise<unknown>): Promise<any> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

const setUp = () => {
  const region = createRegion({ iam: 'enforce' })
  const fn = region.registerFunction('work', async () => 'done')
  const queue = region.createQueue('jobs')
  const topic = region.createTopic('placed')
  return { region, fn, queue, topic, config: { ...region.sdk, maxAttempts: 1 } }
}

const policy = (service: string, action: string, resource: string, source: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: service },
      Action: action,
      Resource: resource,
      Condition: { ArnEquals: { 'aws:SourceArn': source } },
    },
  })

describe('a topic', () => {
  it('that the test subscribes is let in', async () => {
    const { region, fn, queue, topic } = setUp()
    topic.subscribe(fn)
    topic.subscribe(queue)
    topic.publish('x')
    await region.idle()
    expect(fn.invocations).toHaveLength(1)
    expect(queue.size).toBe(1)
    expect(region.denials).toEqual([])
  })

  it('needs statements in the policies of its subscribers', async () => {
    const { region, fn, queue, topic, config } = setUp()
    const sns = new SNSClient(config)
    for (const [Protocol, Endpoint] of [
      ['lambda', fn.arn],
      ['sqs', queue.arn],
    ])
      await sns.send(new SubscribeCommand({ TopicArn: topic.arn, Protocol, Endpoint }))
    topic.publish('x')
    await region.idle()
    expect([fn.invocations.length, queue.size]).toEqual([0, 0])
    expect(topic.messages[0]!.deliveries).toMatchObject([
      {
        status: 'failed',
        why: `AccessDeniedException: User: sns.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: ${fn.arn} because no resource-based policy allows the lambda:InvokeFunction action`,
      },
      { status: 'failed', why: expect.stringContaining('sqs:sendmessage') },
    ])
    expect(region.denials).toMatchObject([
      {
        principal: 'sns.amazonaws.com',
        action: 'lambda:InvokeFunction',
        resource: fn.arn,
        reason: `${fn.arn} has no resource-based policy that allows sns.amazonaws.com lambda:InvokeFunction.`,
        fix: { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Resource: fn.arn },
      },
      { action: 'sqs:SendMessage', resource: queue.arn },
    ])
    await new LambdaClient(config).send(
      new AddPermissionCommand({
        FunctionName: 'work',
        StatementId: 's',
        Action: 'lambda:InvokeFunction',
        Principal: 'sns.amazonaws.com',
        SourceArn: topic.arn,
      }),
    )
    const Policy = policy('sns.amazonaws.com', 'sqs:SendMessage', queue.arn, topic.arn)
    await new SQSClient(config).send(
      new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { Policy } }),
    )
    topic.publish('x')
    await region.idle()
    expect([fn.invocations.length, queue.size]).toEqual([1, 1])
  })

  it('keeps what the test connected after a reset, and in forks', async () => {
    const { region, queue, topic } = setUp()
    topic.subscribe(queue)
    region.reset()
    topic.publish('x')
    await region.idle()
    expect(queue.size).toBe(1)
  })
})

describe('a rule', () => {
  it('that the test made is let in', async () => {
    const { region, fn, queue, topic } = setUp()
    const bus = region.createEventBus('shop')
    for (const target of [fn, queue, topic]) bus.rule(target.name, { source: ['shop'] }, target)
    bus.put({ source: 'shop', detailType: 'x', detail: {} })
    await region.idle()
    expect(fn.invocations).toHaveLength(1)
    expect(queue.size).toBe(1)
    expect(topic.messages).toHaveLength(1)
    expect(region.denials).toEqual([])
  })

  it('needs statements, or the role of its target', async () => {
    const { region, fn, queue, config } = setUp()
    const events = new EventBridgeClient(config)
    await events.send(new PutRuleCommand({ Name: 'r', EventPattern: '{"source":["shop"]}' }))
    const role = region.createRole('sender', [allow('sqs:SendMessage', queue)], {
      assumedBy: 'events.amazonaws.com',
    })
    await events.send(
      new PutTargetsCommand({
        Rule: 'r',
        Targets: [
          { Id: 'fn', Arn: fn.arn },
          { Id: 'queue', Arn: queue.arn, RoleArn: role.arn },
        ],
      }),
    )
    region.eventBus('default').put({ source: 'shop', detailType: 'x', detail: {} })
    await region.idle()
    expect(queue.size).toBe(1)
    expect(fn.invocations).toHaveLength(0)
    expect(region.denials).toMatchObject([{ principal: 'events.amazonaws.com' }])
  })
})

describe('a bucket', () => {
  it('that the test connected is let in', async () => {
    const { region, fn, queue, topic } = setUp()
    const uploads = region.createBucket('uploads')
    uploads.on('ObjectCreated:Put', fn)
    uploads.on('ObjectRemoved:Delete', queue)
    uploads.on('ObjectCreated:Copy', topic)
    uploads.put('a', 'x')
    uploads.delete('a')
    await region.idle()
    expect(fn.invocations).toHaveLength(1)
    expect(queue.size).toBe(1)
    expect(region.denials).toEqual([])
  })

  it('may be configured only with destinations that let S3 in', async () => {
    const { region, fn, queue, config } = setUp()
    region.createBucket('uploads')
    const s3 = new S3Client(config)
    const error = await failure(
      s3.send(
        new PutBucketNotificationConfigurationCommand({
          Bucket: 'uploads',
          NotificationConfiguration: {
            LambdaFunctionConfigurations: [
              { LambdaFunctionArn: fn.arn, Events: ['s3:ObjectCreated:*'] },
            ],
            QueueConfigurations: [{ QueueArn: queue.arn, Events: ['s3:ObjectRemoved:*'] }],
          },
        }),
      ),
    )
    expect(error.message).toBe('Unable to validate the following destination configurations')
    expect(region.denials).toHaveLength(2)
  })
})

describe('a function', () => {
  it('reads queues and streams, and sends results, with its role', async () => {
    const { region, queue } = setUp()
    const dead = region.createQueue('dead')
    const orders = region.createTable('orders', { partitionKey: 'id', stream: true })
    const role = region.createRole('worker')
    const fail = region.registerFunction(
      'fail',
      async () => {
        throw new Error('no')
      },
      { role, onFailure: dead, retryAttempts: 0 },
    )
    const read = region.registerFunction('read', async () => undefined, { role })
    queue.on('message', read)
    orders.on('stream', read)
    queue.send('x')
    orders.put({ id: '1' })
    await fail.invoke({}, { type: 'Event' })
    await region.idle()
    expect(read.invocations).toHaveLength(2)
    expect(dead.size).toBe(1)
    expect(region.denials).toEqual([])
    expect(fail.invocations[0]!.error).toMatchObject({ errorMessage: 'no' })
  })
})

describe('a gateway', () => {
  it('that the test made may invoke its functions', async () => {
    const { region, fn } = setUp()
    const check = region.registerFunction('check', async () => ({ isAuthorized: true }))
    const authorizer = lambdaAuthorizer(check, { type: 'REQUEST', simpleResponses: true })
    const api = region.createGateway({ 'GET /': { handler: fn, authorizer } })
    api.route(
      'GET /more',
      region.registerFunction('more', async () => 'ok'),
    )
    const headers = { authorization: 'x' }
    expect((await api.get('/', { headers })).status).toBe(200)
    expect((await api.get('/more')).status).toBe(200)
    expect(region.denials).toEqual([])
  })
})
