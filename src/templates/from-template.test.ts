import { describe, expect, it } from 'vitest'
import { createRegion, defineRegion } from '../index.ts'
import { fromTemplate } from './index.ts'

const template = {
  Parameters: { Stage: { Type: 'String', Default: 'dev' } },
  Resources: {
    Orders: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: { 'Fn::Sub': 'orders-${Stage}' },
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      },
    },
    Dead: { Type: 'AWS::SQS::Queue' },
    Jobs: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        QueueName: 'jobs',
        VisibilityTimeout: '45',
        RedrivePolicy: {
          deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] },
          maxReceiveCount: 3,
        },
      },
    },
    Placed: {
      Type: 'AWS::SNS::Topic',
      Properties: { Subscription: [{ Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': 'Jobs.Arn' } }] },
    },
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
    Work: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Handler: 'src/work.handler',
        Runtime: 'nodejs18.x',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Code: { ZipFile: 'exports.handler = () => {}' },
        Timeout: '9',
        Environment: { Variables: { TABLE: { Ref: 'Orders' }, URL: { Ref: 'Jobs' } } },
      },
    },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Jobs', 'Arn'] },
        FunctionName: { Ref: 'Work' },
        BatchSize: 5,
      },
    },
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  },
  Outputs: { Table: { Value: { Ref: 'Orders' }, Export: { Name: 'orders-table' } } },
}

describe('fromTemplate', () => {
  it('builds what the template describes', async () => {
    const region = createRegion()
    const bodies: string[] = []
    const { stack } = fromTemplate(template, {
      parameters: { Stage: 'test' },
      handlers: {
        Work: async (event: { Records: { body: string }[] }) => {
          bodies.push(...event.Records.map(({ body }) => body))
          return process.env['TABLE']
        },
      },
    })(region)
    expect(stack.table('Orders').name).toBe('orders-test')
    expect(stack.outputs).toEqual({ Table: 'orders-test' })
    stack.topic('Placed').publish({ id: 1 })
    await region.idle()
    expect(bodies).toHaveLength(1)
    expect(stack.function('Work').lastInvocation).toMatchObject({ payload: 'orders-test' })
    expect(stack.skipped).toEqual([
      {
        logicalId: 'Vpc',
        type: 'AWS::EC2::VPC',
        property: undefined,
        reason: 'This type is not simulated.',
      },
    ])
  })

  const app = defineRegion(fromTemplate(template, { load: async () => ({ handler: () => 1 }) }))

  it.concurrent(
    'means the fork of each test',
    app(async ({ stack, region }) => {
      stack.table('Orders').put({ id: '1' })
      expect(region.table('orders-dev').size).toBe(1)
    }),
  )
  it.concurrent(
    'means the fork of each test (2)',
    app(async ({ stack }) => {
      expect(stack.table('Orders').size).toBe(0)
    }),
  )

  it('explains a misspelt reference', () => {
    const wrong = {
      Resources: { A: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'Stge' } } } },
      Parameters: template.Parameters,
    }
    expect(() => fromTemplate(wrong)(createRegion())).toThrowErrorMatchingInlineSnapshot(
      `[MisuseError: the template: Resources.A.Properties.TopicName.Ref: Template format error: Unresolved resource dependencies [Stge] in the Resources block of the template. Did you mean 'Stage'?]`,
    )
  })
})
