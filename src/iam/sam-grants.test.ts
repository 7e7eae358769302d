/** SAM's policy templates and connectors, and what they do not allow, under `enforce`. */
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'
import { fromTemplate } from '../templates/index.ts'

const ref = (id: string) => ({ Ref: id })
const att = (id: string, name: string) => ({ 'Fn::GetAtt': [id, name] })

const resources = {
  Orders: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: 'orders',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    },
  },
  Jobs: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
  Placed: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'placed' } },
  Uploads: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'uploads' } },
  Shop: { Type: 'AWS::Events::EventBus', Properties: { Name: 'shop' } },
  Setting: {
    Type: 'AWS::SSM::Parameter',
    Properties: { Name: 'setting', Type: 'String', Value: 'on' },
  },
  Password: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: { Name: 'password', SecretString: 'hidden' },
  },
  Other: {
    Type: 'AWS::Serverless::Function',
    Properties: {
      FunctionName: 'other',
      Runtime: 'nodejs22.x',
      Handler: 'a.b',
      InlineCode: '//',
    },
  },
}

/** What a function may want to do, by name. */
const calls = {
  put: ({ sdk }: Region) =>
    new DynamoDBClient(sdk).send(
      new PutItemCommand({ TableName: 'orders', Item: { id: { S: '1' } } }),
    ),
  scan: ({ sdk }: Region) => new DynamoDBClient(sdk).send(new ScanCommand({ TableName: 'orders' })),
  send: ({ sdk }: Region) =>
    new SQSClient(sdk).send(
      new SendMessageCommand({
        QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs',
        MessageBody: 'a',
      }),
    ),
  receive: ({ sdk }: Region) =>
    new SQSClient(sdk).send(
      new ReceiveMessageCommand({
        QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs',
      }),
    ),
  publish: ({ sdk }: Region) =>
    new SNSClient(sdk).send(
      new PublishCommand({
        TopicArn: 'arn:aws:sns:us-east-1:123456789012:placed',
        Message: 'a',
      }),
    ),
  upload: ({ sdk }: Region) =>
    new S3Client(sdk).send(new PutObjectCommand({ Bucket: 'uploads', Key: 'a', Body: 'a' })),
  download: ({ sdk }: Region) =>
    new S3Client(sdk).send(new GetObjectCommand({ Bucket: 'uploads', Key: 'seeded' })),
  event: ({ sdk }: Region) =>
    new EventBridgeClient(sdk).send(
      new PutEventsCommand({
        Entries: [{ EventBusName: 'shop', Source: 'a', DetailType: 'a', Detail: '{}' }],
      }),
    ),
  parameter: ({ sdk }: Region) =>
    new SSMClient(sdk).send(new GetParameterCommand({ Name: 'setting' })),
  secret: ({ sdk }: Region) =>
    new SecretsManagerClient(sdk).send(new GetSecretValueCommand({ SecretId: 'password' })),
  invoke: ({ sdk }: Region) =>
    new LambdaClient(sdk).send(new InvokeCommand({ FunctionName: 'other', Payload: '{}' })),
} as const

type Call = keyof typeof calls

/** Deploys the function and returns the calls that its role allows. */
async function allowedBy(policies: readonly object[], connectors: object = {}): Promise<Call[]> {
  const region = createRegion({ iam: 'enforce' })
  const allowed: Call[] = []
  const work = async (): Promise<void> => {
    for (const [name, call] of Object.entries(calls)) {
      const answer = await call(region).then(
        () => name as Call,
        (error: unknown) => {
          expect((error as Error).name).toMatch(/AccessDenied|AuthorizationError/)
        },
      )
      if (answer) allowed.push(answer)
    }
  }
  const template = {
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: {
      ...resources,
      Work: {
        Type: 'AWS::Serverless::Function',
        Properties: {
          FunctionName: 'work',
          Runtime: 'nodejs22.x',
          Handler: 'a.b',
          InlineCode: '//',
          Policies: policies,
        },
        ...connectors,
      },
    },
  }
  const { stack } = fromTemplate(template, {
    handlers: { Work: work, Other: async () => 'ok' },
  })(region)
  stack.bucket('Uploads').put('seeded', 'a')
  const run = await stack.function('Work').invoke({})
  expect(run.error).toBeUndefined()
  return allowed
}

it.each<[object, Call[]]>([
  [{ DynamoDBCrudPolicy: { TableName: ref('Orders') } }, ['put', 'scan']],
  [{ DynamoDBReadPolicy: { TableName: ref('Orders') } }, ['scan']],
  [{ DynamoDBWritePolicy: { TableName: ref('Orders') } }, ['put']],
  [{ SQSSendMessagePolicy: { QueueName: att('Jobs', 'QueueName') } }, ['send']],
  [{ SQSPollerPolicy: { QueueName: att('Jobs', 'QueueName') } }, ['receive']],
  [{ SNSPublishMessagePolicy: { TopicName: att('Placed', 'TopicName') } }, ['publish']],
  [{ S3WritePolicy: { BucketName: ref('Uploads') } }, ['upload']],
  [{ S3ReadPolicy: { BucketName: ref('Uploads') } }, ['download']],
  [{ S3CrudPolicy: { BucketName: ref('Uploads') } }, ['upload', 'download']],
  [{ EventBridgePutEventsPolicy: { EventBusName: ref('Shop') } }, ['event']],
  [{ SSMParameterReadPolicy: { ParameterName: 'setting' } }, ['parameter']],
  [{ AWSSecretsManagerGetSecretValuePolicy: { SecretArn: ref('Password') } }, ['secret']],
  [{ LambdaInvokePolicy: { FunctionName: ref('Other') } }, ['invoke']],
])('the policy template %j allows its calls and no others', async (policy, allowed) => {
  expect(await allowedBy([policy])).toEqual(allowed)
})

it.each<[string, string[], Call[]]>([
  ['Orders', ['Read'], ['scan']],
  ['Orders', ['Write'], ['put']],
  ['Jobs', ['Write'], ['send']],
  ['Placed', ['Write'], ['publish']],
  ['Uploads', ['Read', 'Write'], ['upload', 'download']],
  ['Shop', ['Write'], ['event']],
  ['Other', ['Write'], ['invoke']],
])('a connector to %s with %j allows its calls and no others', async (id, permissions, allowed) => {
  const connectors = {
    Connectors: { One: { Properties: { Destination: { Id: id }, Permissions: permissions } } },
  }
  expect(await allowedBy([], connectors)).toEqual(allowed)
})
