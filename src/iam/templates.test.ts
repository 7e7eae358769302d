import { expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'
import { fromTemplate } from '../templates/index.ts'

const noop = () => async () => 'ok'
const att = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] })

const sam = {
  Transform: 'AWS::Serverless-2016-10-31',
  Resources: {
    Orders: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'orders',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      },
    },
    Jobs: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
    Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
    Placed: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'placed' } },
    Uploads: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'uploads' } },
    Work: {
      Type: 'AWS::Serverless::Function',
      Properties: {
        FunctionName: 'work',
        Runtime: 'nodejs22.x',
        Handler: 'work.handler',
        CodeUri: '.',
        DeadLetterQueue: { Type: 'SQS', TargetArn: att('Dead') },
        Events: {
          Http: { Type: 'HttpApi', Properties: { Path: '/orders/{id}', Method: 'GET' } },
          Rest: { Type: 'Api', Properties: { Path: '/orders/{id}', Method: 'ANY' } },
          Topic: { Type: 'SNS', Properties: { Topic: { Ref: 'Placed' } } },
          Queue: { Type: 'SQS', Properties: { Queue: att('Jobs') } },
          Bucket: {
            Type: 'S3',
            Properties: { Bucket: { Ref: 'Uploads' }, Events: 's3:ObjectCreated:*' },
          },
          Rule: { Type: 'EventBridgeRule', Properties: { Pattern: { source: ['shop'] } } },
          Nightly: { Type: 'Schedule', Properties: { Schedule: 'rate(1 day)' } },
          Hourly: { Type: 'ScheduleV2', Properties: { ScheduleExpression: 'rate(1 hour)' } },
          Stream: {
            Type: 'DynamoDB',
            Properties: {
              Stream: { 'Fn::GetAtt': ['Orders', 'StreamArn'] },
              StartingPosition: 'TRIM_HORIZON',
            },
          },
        },
      },
    },
  },
}

it("SAM's events come with the permissions that they need", async () => {
  const region = createRegion({ iam: 'enforce' })
  const { stack } = fromTemplate(sam, { handlers: { Work: noop() } })(region)
  const fn = stack.function('Work')
  const counted = async (act: () => unknown) => {
    const before = fn.invocations.length
    await act()
    await region.idle()
    expect(fn.invocations.length).toBeGreaterThan(before)
    expect(region.denials).toEqual([])
  }
  await counted(() => stack.topic('Placed').publish('x'))
  await counted(() => stack.queue('Jobs').send('x'))
  await counted(() => stack.bucket('Uploads').put('a', 'x'))
  await counted(() => stack.table('Orders').put({ id: '1' }))
  await counted(() =>
    region.eventBus('default').put({ source: 'shop', detailType: 'x', detail: {} }),
  )
  await counted(() => stack.gateway('ServerlessHttpApi').get('/orders/1'))
  await counted(() => stack.gateway('ServerlessRestApi').get('/orders/1'))
  await counted(() => region.clock.advance('61m'))
  await counted(() => region.clock.advance('1d'))
})

it('a permission that a template lacks is a denial', async () => {
  const region = createRegion({ iam: 'enforce' })
  const { stack } = fromTemplate(
    {
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Principal: { Service: 'lambda.amazonaws.com' },
                  Action: 'sts:AssumeRole',
                },
              ],
            },
          },
        },
        Work: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            Runtime: 'nodejs22.x',
            Handler: 'work.handler',
            Code: { ZipFile: 'x' },
            Role: att('Role'),
          },
        },
        Rule: {
          Type: 'AWS::Events::Rule',
          Properties: {
            EventPattern: { source: ['shop'] },
            Targets: [{ Id: 'work', Arn: att('Work') }],
          },
        },
        Api: {
          Type: 'AWS::ApiGatewayV2::Api',
          Properties: { Name: 'api', ProtocolType: 'HTTP', Target: att('Work') },
        },
      },
    },
    { handlers: { Work: noop() } },
  )(region)
  region.eventBus('default').put({ source: 'shop', detailType: 'x', detail: {} })
  await region.idle()
  expect(region.denials).toMatchObject([
    {
      principal: 'events.amazonaws.com',
      action: 'lambda:InvokeFunction',
      resource: stack.function('Work').arn,
    },
  ])
  const response = await stack.gateway('Api').get('/')
  expect([response.status, await response.text()]).toEqual([
    500,
    '{"message":"Internal Server Error"}',
  ])
  expect(region.denials).toMatchObject([{}, { principal: 'apigateway.amazonaws.com' }])
  expect(stack.function('Work').invocations).toEqual([])
})
