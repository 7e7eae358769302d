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
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        },
      },
    },
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

describe('HTTP APIs of SAM', () => {
  const sam = (Auth: object | undefined, event: object): object => ({
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: {
      ...(Auth && {
        Shop: { Type: 'AWS::Serverless::HttpApi', Properties: { Auth, CorsConfiguration } },
      }),
      Place: {
        Type: 'AWS::Serverless::Function',
        Properties: {
          ...{ Handler: 'index.handler', Runtime: 'nodejs22.x', InlineCode: 'unused' },
          Events: { Post: { Type: 'HttpApi', Properties: event } },
        },
      },
    },
  })
  const CorsConfiguration = { AllowOrigins: ['*'], AllowMethods: ['GET'] }
  const handlers = { Place: async ({ routeKey }: { routeKey: string }) => routeKey }

  it('come from events', async () => {
    const { stack } = fromTemplate(sam(undefined, { Path: '/orders/{id}', Method: 'post' }), {
      handlers,
    })(createRegion())
    expect(stack.skipped).toEqual([])
    const api = stack.gateway('ServerlessHttpApi')
    const response = await api.post('/orders/7')
    expect([response.status, await response.text()]).toEqual([200, 'POST /orders/{id}'])
    expect((await api.get('/orders/7')).status).toBe(404)
  })

  it('have authorizers and CORS', async () => {
    const Authorizers = {
      Users: {
        JwtConfiguration: { issuer: 'https://issuer.test', audience: ['shop'] },
        IdentitySource: '$request.header.Authorization',
      },
    }
    const event = { ApiId: { Ref: 'Shop' }, Path: '/any', Method: 'GET' }
    const template = sam({ DefaultAuthorizer: 'Users', Authorizers }, event)
    const region = createRegion()
    const { stack } = fromTemplate(template, { handlers })(region)
    const api = stack.gateway('Shop')
    expect((await api.get('/any', { headers: { origin: 'https://a.test' } })).status).toBe(401)
    const preflight = await api.fetch('/any', {
      method: 'OPTIONS',
      headers: { origin: 'https://a.test', 'access-control-request-method': 'GET' },
    })
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    // The keys are needed when the first token comes.
    const issuer = region.testIssuer({ issuer: 'https://issuer.test' })
    const headers = { authorization: `Bearer ${issuer.token({ aud: 'shop' })}` }
    expect((await api.get('/any', { headers })).status).toBe(200)
  })
})
