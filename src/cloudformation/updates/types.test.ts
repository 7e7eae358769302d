/** Every type that rooms can change in place, changed once through UpdateStack. */
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../../index.ts'

type Properties = Readonly<Record<string, unknown>>

interface Case {
  readonly type: string
  readonly before: Properties
  readonly after: Properties
  /** Other resources of the stack. */
  readonly others?: Readonly<Record<string, object>>
  check?(region: Region, id: string): unknown
}

const arn = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] })
const ref = (name: string) => ({ Ref: name })
const Fn = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: 'fn',
    Handler: 'a.handler',
    Runtime: 'nodejs22.x',
    Code: { ZipFile: 'x' },
  },
}
const Queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q' } }
const Topic = { Type: 'AWS::SNS::Topic', Properties: { TopicName: 't' } }
const Group = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/g' } }
const Bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'bucket' } }
const Api = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'api' } }
const Http = { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'http', ProtocolType: 'HTTP' } }
const Integration = {
  Type: 'AWS::ApiGatewayV2::Integration',
  Properties: {
    ...{ ApiId: ref('Http'), IntegrationType: 'AWS_PROXY', IntegrationUri: arn('Fn') },
    PayloadFormatVersion: '2.0',
  },
}
const Mock = {
  Type: 'AWS::ApiGateway::Method',
  Properties: {
    ...{ RestApiId: ref('Api'), ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] } },
    ...{ HttpMethod: 'GET', AuthorizationType: 'NONE', Integration: { Type: 'MOCK' } },
  },
}
const Deployment = {
  ...{ Type: 'AWS::ApiGateway::Deployment', DependsOn: 'Mock' },
  Properties: { RestApiId: ref('Api') },
}
const policy = (Sid: string, resource: object) => ({
  Version: '2012-10-17',
  Statement: [
    { Sid, Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: '*', Resource: resource },
  ],
})

const CASES: readonly Case[] = [
  {
    type: 'AWS::DynamoDB::Table',
    before: {
      ...{ TableName: 'orders', BillingMode: 'PAY_PER_REQUEST' },
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    },
    after: {
      ...{ TableName: 'orders', BillingMode: 'PAY_PER_REQUEST' },
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'at', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: [
        {
          ...{ IndexName: 'byTime', Projection: { ProjectionType: 'ALL' } },
          KeySchema: [{ AttributeName: 'at', KeyType: 'HASH' }],
        },
      ],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      Tags: [{ Key: 'a', Value: 'b' }],
    },
    check: (region) =>
      expect(region.table('orders').query({ at: 'x' }, { index: 'byTime' })).toBeDefined(),
  },
  {
    type: 'AWS::DynamoDB::GlobalTable',
    before: {
      ...{ TableName: 'all', BillingMode: 'PAY_PER_REQUEST', Replicas: [{ Region: 'us-east-1' }] },
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    },
    after: {
      ...{ TableName: 'all', BillingMode: 'PAY_PER_REQUEST' },
      Replicas: [{ Region: 'us-east-1', DeletionProtectionEnabled: true }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
    },
  },
  {
    type: 'AWS::Events::Archive',
    others: { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } } },
    before: { SourceArn: arn('Bus'), RetentionDays: 1 },
    after: { SourceArn: arn('Bus'), RetentionDays: 2, EventPattern: { source: ['a'] } },
  },
  {
    type: 'AWS::Events::Connection',
    before: {
      AuthorizationType: 'API_KEY',
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'k', ApiKeyValue: 'v' } },
    },
    after: {
      ...{ AuthorizationType: 'API_KEY', Description: 'of partners' },
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'k', ApiKeyValue: 'w' } },
    },
  },
  {
    type: 'AWS::SQS::Queue',
    before: { QueueName: 'jobs', DelaySeconds: 4, Tags: [{ Key: 'a', Value: '1' }] },
    after: { QueueName: 'jobs', VisibilityTimeout: 99 },
  },
  {
    type: 'AWS::SQS::QueuePolicy',
    others: { Queue },
    before: { Queues: [ref('Queue')], PolicyDocument: policy('one', arn('Queue')) },
    after: { Queues: [ref('Queue')], PolicyDocument: policy('two', arn('Queue')) },
  },
  {
    type: 'AWS::SNS::Topic',
    others: { Queue },
    before: { TopicName: 'placed', DisplayName: 'one' },
    after: { TopicName: 'placed', Subscription: [{ Protocol: 'sqs', Endpoint: arn('Queue') }] },
    async check(region) {
      region.topic('placed').publish('x')
      await region.idle()
      expect(region.queue('q').size).toBe(1)
    },
  },
  {
    type: 'AWS::SNS::Subscription',
    others: { Queue, Topic },
    before: { TopicArn: ref('Topic'), Protocol: 'sqs', Endpoint: arn('Queue') },
    after: {
      ...{ TopicArn: ref('Topic'), Protocol: 'sqs', Endpoint: arn('Queue') },
      ...{ RawMessageDelivery: true, FilterPolicy: { kind: ['a'] } },
    },
    async check(region) {
      region.topic('t').publish('x')
      region.topic('t').publish('y', { attributes: { kind: 'a' } } as never)
      await region.idle()
      expect(region.queue('q').size).toBe(1)
    },
  },
  {
    type: 'AWS::S3::Bucket',
    others: { Queue },
    before: {
      BucketName: 'uploads',
      CorsConfiguration: { CorsRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }] },
    },
    after: {
      BucketName: 'uploads',
      ...{ VersioningConfiguration: { Status: 'Enabled' }, Tags: [{ Key: 'a', Value: 'b' }] },
      NotificationConfiguration: {
        QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: arn('Queue') }],
      },
    },
    async check(region) {
      region.bucket('uploads').put('a', 'b')
      await region.idle()
      // With the test event of the configuration.
      expect(region.queue('q').size).toBe(2)
    },
  },
  {
    type: 'AWS::S3::BucketPolicy',
    others: { Bucket },
    before: { Bucket: ref('Bucket'), PolicyDocument: policy('one', arn('Bucket')) },
    after: { Bucket: ref('Bucket'), PolicyDocument: policy('two', arn('Bucket')) },
  },
  {
    type: 'AWS::Events::Rule',
    others: { Queue },
    before: { Name: 'placed', EventPattern: { source: ['a'] } },
    after: {
      Name: 'placed',
      EventPattern: { source: ['b'] },
      Targets: [{ Id: 'q', Arn: arn('Queue') }],
    },
    async check(region) {
      region.eventBus('default').put({ source: 'b', detailType: 't', detail: {} })
      await region.idle()
      expect(region.queue('q').size).toBe(1)
    },
  },
  {
    type: 'AWS::Events::EventBus',
    before: { Name: 'orders' },
    after: { Name: 'orders', Description: 'of orders', Tags: [{ Key: 'a', Value: 'b' }] },
  },
  {
    type: 'AWS::Scheduler::Schedule',
    others: { Queue },
    before: {
      ...{ Name: 'daily', ScheduleExpression: 'rate(1 day)' },
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: arn('Queue'), RoleArn: 'arn:aws:iam::123456789012:role/r' },
    },
    after: {
      ...{ Name: 'daily', ScheduleExpression: 'rate(2 days)' },
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: arn('Queue'), RoleArn: 'arn:aws:iam::123456789012:role/r' },
    },
  },
  {
    type: 'AWS::Lambda::Function',
    before: { ...Fn.Properties, FunctionName: 'place', Timeout: 9, Description: 'one' },
    after: {
      ...{ ...Fn.Properties, FunctionName: 'place', MemorySize: 512, Runtime: 'nodejs24.x' },
      ...{ Environment: { Variables: { AA: '1' } }, Tags: [{ Key: 'a', Value: 'b' }] },
      ReservedConcurrentExecutions: 2,
    },
  },
  {
    type: 'AWS::Lambda::EventSourceMapping',
    others: { Fn, Queue },
    before: { EventSourceArn: arn('Queue'), FunctionName: ref('Fn') },
    after: { EventSourceArn: arn('Queue'), FunctionName: ref('Fn'), BatchSize: 1 },
  },
  {
    type: 'AWS::Lambda::Alias',
    others: { Fn, V: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: ref('Fn') } } },
    before: { FunctionName: ref('Fn'), Name: 'live', FunctionVersion: '$LATEST' },
    after: {
      ...{ FunctionName: ref('Fn'), Name: 'live' },
      FunctionVersion: { 'Fn::GetAtt': ['V', 'Version'] },
    },
  },
  {
    type: 'AWS::Lambda::Url',
    others: { Fn },
    before: { TargetFunctionArn: arn('Fn'), AuthType: 'NONE' },
    after: { TargetFunctionArn: arn('Fn'), AuthType: 'NONE', Cors: { AllowOrigins: ['*'] } },
  },
  {
    type: 'AWS::Lambda::EventInvokeConfig',
    others: { Fn },
    before: { FunctionName: ref('Fn'), Qualifier: '$LATEST', MaximumRetryAttempts: 0 },
    after: { FunctionName: ref('Fn'), Qualifier: '$LATEST', MaximumRetryAttempts: 1 },
  },
  {
    type: 'AWS::SSM::Parameter',
    before: { Name: '/a', Type: 'String', Value: 'one' },
    after: { Name: '/a', Type: 'String', Value: 'two', Tags: { a: 'b' } },
    check: (region) => expect(region.parameter('/a').value).toBe('two'),
  },
  {
    type: 'AWS::SecretsManager::Secret',
    before: { Name: 's', SecretString: 'one' },
    after: { Name: 's', SecretString: 'two', Tags: [{ Key: 'a', Value: 'b' }] },
  },
  {
    type: 'AWS::KMS::Key',
    before: { Description: 'one', EnableKeyRotation: true, RotationPeriodInDays: 90 },
    after: { Description: 'two', Enabled: false, Tags: [{ Key: 'a', Value: 'b' }] },
  },
  {
    type: 'AWS::Kinesis::Stream',
    before: { Name: 'clicks', ShardCount: 1 },
    after: { Name: 'clicks', ShardCount: 2, RetentionPeriodHours: 48 },
  },
  {
    type: 'AWS::CloudWatch::Alarm',
    others: { Topic },
    before: {
      ...{ AlarmName: 'many', MetricName: 'Errors', Namespace: 'AWS/Lambda', Statistic: 'Sum' },
      ...{ Period: 60, EvaluationPeriods: 1, Threshold: 1 },
      ComparisonOperator: 'GreaterThanThreshold',
    },
    after: {
      ...{ AlarmName: 'many', MetricName: 'Errors', Namespace: 'AWS/Lambda', Statistic: 'Sum' },
      ...{ Period: 60, EvaluationPeriods: 1, Threshold: 5, AlarmActions: [ref('Topic')] },
      ComparisonOperator: 'GreaterThanThreshold',
    },
  },
  {
    type: 'AWS::Logs::LogGroup',
    before: { LogGroupName: '/a', RetentionInDays: 7 },
    after: { LogGroupName: '/a', RetentionInDays: 14, Tags: [{ Key: 'a', Value: 'b' }] },
  },
  {
    type: 'AWS::Logs::MetricFilter',
    others: { Group },
    before: {
      ...{ LogGroupName: ref('Group'), FilterPattern: 'ERROR' },
      MetricTransformations: [{ MetricName: 'm', MetricNamespace: 'n', MetricValue: '1' }],
    },
    after: {
      ...{ LogGroupName: ref('Group'), FilterPattern: 'WARN' },
      MetricTransformations: [{ MetricName: 'm', MetricNamespace: 'n', MetricValue: '1' }],
    },
  },
  {
    type: 'AWS::ApiGateway::RestApi',
    before: { Name: 'orders', Description: 'one' },
    after: { Name: 'orders', Description: 'two', BinaryMediaTypes: ['image/png'] },
  },
  {
    type: 'AWS::ApiGateway::Method',
    others: { Api },
    before: Mock.Properties,
    after: { ...Mock.Properties, ApiKeyRequired: true },
  },
  {
    type: 'AWS::ApiGateway::Stage',
    others: { Api, Mock, Deployment, Second: Deployment },
    before: { RestApiId: ref('Api'), StageName: 'prod', DeploymentId: ref('Deployment') },
    after: {
      ...{ RestApiId: ref('Api'), StageName: 'prod', DeploymentId: ref('Second') },
      ...{ Variables: { a: 'b' }, Description: 'x' },
      MethodSettings: [{ ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 5 }],
    },
  },
  {
    type: 'AWS::ApiGateway::UsagePlan',
    before: { UsagePlanName: 'free', Throttle: { RateLimit: 1, BurstLimit: 1 } },
    after: {
      ...{ UsagePlanName: 'free', Throttle: { RateLimit: 2, BurstLimit: 1 }, Description: 'd' },
      Quota: { Limit: 5, Period: 'DAY' },
    },
  },
  {
    type: 'AWS::ApiGatewayV2::Api',
    before: { Name: 'orders', ProtocolType: 'HTTP' },
    after: { Name: 'other', ProtocolType: 'HTTP', CorsConfiguration: { AllowOrigins: ['*'] } },
  },
  {
    type: 'AWS::ApiGatewayV2::Route',
    others: { Fn, Http, Integration },
    before: {
      ...{ ApiId: ref('Http'), RouteKey: 'GET /a' },
      Target: { 'Fn::Join': ['/', ['integrations', ref('Integration')]] },
    },
    after: {
      ...{ ApiId: ref('Http'), RouteKey: 'GET /b' },
      Target: { 'Fn::Join': ['/', ['integrations', ref('Integration')]] },
    },
  },
  {
    type: 'AWS::ApiGatewayV2::Stage',
    others: { Http },
    before: { ApiId: ref('Http'), StageName: 'prod' },
    after: { ApiId: ref('Http'), StageName: 'prod', StageVariables: { a: 'b' }, Description: 'x' },
  },
]

describe('UpdateStack', () => {
  it.each(CASES.map((one) => [one.type, one] as const))('changes %s', async (Type, one) => {
    const region = createRegion()
    const client = new CloudFormationClient(region.sdk)
    const StackName = 'shop'
    const body = (Properties: Properties) =>
      JSON.stringify({ Resources: { ...one.others, It: { Type, Properties } } })
    const idOf = async () => {
      const { StackResources = [] } = await client.send(
        new DescribeStackResourcesCommand({ StackName }),
      )
      return StackResources.find((resource) => resource.LogicalResourceId === 'It')
        ?.PhysicalResourceId
    }
    const statusOf = async () => {
      const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }))
      const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }))
      const failures = StackEvents.flatMap(({ ResourceStatus, ResourceStatusReason }) =>
        ResourceStatus?.endsWith('_FAILED') ? [ResourceStatusReason] : [],
      )
      return [Stacks?.[0]?.StackStatus, ...failures]
    }
    const Capabilities = ['CAPABILITY_IAM' as const]
    await client.send(
      new CreateStackCommand({ StackName, TemplateBody: body(one.before), Capabilities }),
    )
    expect(await statusOf()).toEqual(['CREATE_COMPLETE'])
    const before = await idOf()
    await client.send(
      new UpdateStackCommand({ StackName, TemplateBody: body(one.after), Capabilities }),
    )
    expect(await statusOf()).toEqual(['UPDATE_COMPLETE'])
    expect(await idOf()).toBe(before)
    await one.check?.(region, before ?? '')
    // And back again.
    await client.send(
      new UpdateStackCommand({
        ...{ StackName, TemplateBody: body(one.before), Capabilities },
      }),
    )
    expect(await statusOf()).toEqual(['UPDATE_COMPLETE'])
  })
})
