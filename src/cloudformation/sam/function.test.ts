import { describe, expect, it } from 'vitest'
import { createRegion } from '../../index.ts'
import { fromTemplate } from '../../templates/index.ts'

const build = (Resources: object, more: object = {}) =>
  fromTemplate({ Transform: 'AWS::Serverless-2016-10-31', Resources, ...more })(createRegion())
    .stack

const fn = (properties: object = {}): object => ({
  Type: 'AWS::Serverless::Function',
  Properties: { InlineCode: 'x', Handler: 'a.handler', Runtime: 'nodejs22.x', ...properties },
})
const Queue = { Type: 'AWS::SQS::Queue' }
const arn = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] })

describe('the role of a function of SAM', () => {
  const managed = (name: string): unknown =>
    expect.stringMatching(new RegExp(`^arn:aws:iam::aws:policy/${name}$`))

  it('may do what its events, dead letters and destinations need', () => {
    const stack = build({
      Jobs: Queue,
      Dead: Queue,
      Work: fn({
        Tracing: 'PassThrough',
        // SAM finds it among the service roles, where the event of the queue needs it as well.
        Policies: ['AWSLambdaSQSQueueExecutionRole'],
        DeadLetterQueue: { Type: 'SQS', TargetArn: arn('Dead') },
        EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: 'SQS' } } },
        Events: {
          Jobs: { Type: 'SQS', Properties: { Queue: arn('Jobs') } },
        },
      }),
    })
    expect(stack.resources['WorkRole']?.properties).toMatchObject({
      ManagedPolicyArns: [
        managed('service-role/AWSLambdaBasicExecutionRole'),
        managed('AWSXRayDaemonWriteAccess'),
        managed('service-role/AWSLambdaSQSQueueExecutionRole'),
      ],
      Policies: [
        {
          PolicyName: 'DeadLetterQueuePolicy',
          PolicyDocument: { Statement: [{ Action: 'sqs:SendMessage' }] },
        },
        { PolicyName: 'WorkEventInvokeConfigOnFailureSQSPolicy' },
      ],
    })
  })

  it('has policies that depend on conditions', () => {
    const Conditions = { Yes: { 'Fn::Equals': ['a', 'a'] } }
    const none = { Ref: 'AWS::NoValue' }
    const policy = { SQSSendMessagePolicy: { QueueName: 'jobs' } }
    const stack = build(
      {
        Work: fn({
          Policies: [
            { 'Fn::If': ['Yes', policy, none] },
            { 'Fn::If': ['Yes', 'AmazonS3ReadOnlyAccess', none] },
          ],
        }),
      },
      { Conditions },
    )
    expect(stack.resources['WorkRole']?.properties).toMatchObject({
      ManagedPolicyArns: [expect.anything(), managed('AmazonS3ReadOnlyAccess')],
      Policies: [{ PolicyName: 'WorkRolePolicy0' }],
    })
  })
})

describe('SAM refuses', () => {
  const refused = (properties: object): (() => unknown) => {
    return () => build({ Work: fn(properties), Jobs: Queue })
  }

  it.each<[object, string]>([
    [
      { Handlr: 'x' },
      "Resource with id [Work] is invalid. property Handlr not defined for resource of type AWS::Serverless::Function. Did you mean 'Handler'?",
    ],
    [{ Role: ['x'] }, "Resource with id [Work] is invalid. Property 'Role' should be a string."],
    [{ Tags: 'x' }, "Property 'Tags' should be a map."],
    [{ FunctionName: 1 }, "Type of property 'FunctionName' is invalid."],
    [
      { Runtime: undefined },
      'Runtime and Handler needs to be present when PackageType is of type `Zip`',
    ],
    [
      { ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 } },
      'To set ProvisionedConcurrencyConfig AutoPublishALias must be defined on the function',
    ],
    [{ FunctionUrlConfig: {} }, 'AuthType is required to configure function property'],
    [{ DeadLetterQueue: { Type: 'SQS' } }, "'DeadLetterQueue' requires Type and TargetArn"],
    [
      { EventInvokeConfig: { DestinationConfig: { OnSuccess: { Type: 'Topic' } } } },
      "'Type: Topic' must be one of ['SQS', 'SNS', 'EventBridge', 'Lambda']",
    ],
    [
      { Events: { Jobs: { Type: 'SQS', Properties: {} } } },
      "Resource with id [WorkJobs] is invalid. Missing required property 'Queue'.",
    ],
    [
      { Events: { Get: { Type: 'Api', Properties: { Path: '/', Methd: 'get' } } } },
      'Resource with id [WorkGet] is invalid. property Methd not defined for resource of type Api',
    ],
    [
      {
        Events: {
          Said: { Type: 'SNS', Properties: { Topic: 'x', SqsSubscription: { a: 1, b: 2 } } },
        },
      },
      'Event with id [Said] is invalid. No QueueARN or QueueURL provided.',
    ],
  ])('%j', (properties, message) => {
    expect(refused(properties)).toThrow(message)
  })
})

describe('APIs of SAM', () => {
  const route = (type: string, properties: object): object =>
    fn({ Events: { Route: { Type: type, Properties: properties } } })

  it('have custom domains', () => {
    const Domain = { DomainName: 'api.shop.example', CertificateArn: 'arn:aws:acm:us-east-1:1:c/1' }
    const stack = build({
      Rest: {
        Type: 'AWS::Serverless::Api',
        Properties: { StageName: 'prod', Domain: { ...Domain, BasePath: ['v1', '/v-2'] } },
      },
      Http: {
        Type: 'AWS::Serverless::HttpApi',
        Properties: { Domain: { ...Domain, DomainName: 'http.shop.example' } },
      },
      Read: route('Api', { Path: '/a', Method: 'get', RestApiId: { Ref: 'Rest' } }),
      List: route('HttpApi', { Path: '/b', Method: 'get', ApiId: { Ref: 'Http' } }),
    })
    const made = Object.values(stack.resources)
      .filter(({ type }) => /Mapping$|Domain/.test(type))
      .map(({ logicalId }) => logicalId.replace(/[0-9a-f]{10}$/, ''))
    expect(made.sort()).toEqual([
      ...['ApiGatewayDomainName', 'ApiGatewayDomainNameV2', 'HttpApiMapping'],
      ...['Restv1BasePathMapping', 'Restv2BasePathMapping'],
    ])
    expect(stack.skipped).toEqual([])
  })

  it('validate bodies by models', async () => {
    const { stack } = fromTemplate(
      {
        Transform: 'AWS::Serverless-2016-10-31',
        Resources: {
          Rest: {
            Type: 'AWS::Serverless::Api',
            Properties: {
              StageName: 'prod',
              Models: { Order: { type: 'object', required: ['id'] } },
            },
          },
          Place: route('Api', {
            ...{ Path: '/orders', Method: 'post', RestApiId: { Ref: 'Rest' } },
            RequestModel: { Model: 'Order', Required: true, ValidateBody: true },
          }),
        },
      },
      { handlers: { Place: async () => ({ statusCode: 201 }) } },
    )(createRegion())
    const api = stack.gateway('Rest')
    expect((await api.post('/orders', { id: 'o1' })).status).toBe(201)
    expect((await api.post('/orders', {})).status).toBe(400)
  })
})
