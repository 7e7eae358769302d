/** AWS's services as raw requests name them, and the package whose schemas decode them. */
import type { WireRequest } from './wire.ts'

export interface AwsService {
  /** `com.amazonaws.lambda` */
  readonly namespace: string
  readonly title: string
  /** In hosts and signature scopes: `lambda.us-east-1.amazonaws.com`. */
  readonly names: readonly string[]
  /** `AmazonSQS`, before the dot of `X-Amz-Target`. */
  readonly target?: string
  readonly package: string
  /** The client's class in that package. */
  readonly client: string
}

export const DYNAMODB: AwsService = {
  namespace: 'com.amazonaws.dynamodb',
  title: 'DynamoDB',
  names: ['dynamodb'],
  target: 'DynamoDB_20120810',
  package: '@aws-sdk/client-dynamodb',
  client: 'DynamoDBClient',
}

const AWS_SERVICES: readonly AwsService[] = [
  DYNAMODB,
  {
    namespace: 'com.amazonaws.dynamodbstreams',
    title: 'DynamoDB Streams',
    names: ['streams.dynamodb'],
    target: 'DynamoDBStreams_20120810',
    package: '@aws-sdk/client-dynamodb-streams',
    client: 'DynamoDBStreamsClient',
  },
  {
    namespace: 'com.amazonaws.lambda',
    title: 'Lambda',
    names: ['lambda'],
    package: '@aws-sdk/client-lambda',
    client: 'LambdaClient',
  },
  {
    namespace: 'com.amazonaws.apigatewaymanagementapi',
    title: 'API Gateway Management API',
    names: ['execute-api'],
    package: '@aws-sdk/client-apigatewaymanagementapi',
    client: 'ApiGatewayManagementApiClient',
  },
  {
    namespace: 'com.amazonaws.sqs',
    title: 'SQS',
    names: ['sqs', 'queue'],
    target: 'AmazonSQS',
    package: '@aws-sdk/client-sqs',
    client: 'SQSClient',
  },
  {
    namespace: 'com.amazonaws.sns',
    title: 'SNS',
    names: ['sns'],
    package: '@aws-sdk/client-sns',
    client: 'SNSClient',
  },
  {
    namespace: 'com.amazonaws.s3',
    title: 'S3',
    names: ['s3'],
    package: '@aws-sdk/client-s3',
    client: 'S3Client',
  },
  {
    namespace: 'com.amazonaws.cognitoidentityprovider',
    title: 'Cognito',
    names: ['cognito-idp'],
    target: 'AWSCognitoIdentityProviderService',
    package: '@aws-sdk/client-cognito-identity-provider',
    client: 'CognitoIdentityProviderClient',
  },
  {
    namespace: 'com.amazonaws.eventbridge',
    title: 'EventBridge',
    names: ['events'],
    target: 'AWSEvents',
    package: '@aws-sdk/client-eventbridge',
    client: 'EventBridgeClient',
  },
]

/** `streams.dynamodb` of `streams.dynamodb.eu-west-1.amazonaws.com`; `s3` of `bucket.s3.amazonaws.com`. */
export function serviceNameOfHost(hostname: string): string | undefined {
  const labels = /^(.+)\.amazonaws\.com(?:\.cn)?$/.exec(hostname.toLowerCase())?.[1]?.split('.')
  if (!labels) return undefined
  if (labels.includes('s3')) return 's3'
  const withoutRegion = /-\d+$/.test(labels.at(-1)!) ? labels.slice(0, -1) : labels
  if (withoutRegion.at(-2) === 'streams') return 'streams.dynamodb'
  return withoutRegion.at(-1)
}

const byName = (name: string): AwsService | undefined =>
  AWS_SERVICES.find(({ names }) => names.includes(name))

/** The service a raw request is for, or the name it goes by when it is none we know. */
export function identifyService(
  request: WireRequest,
  signed: string | undefined,
): AwsService | string {
  const [prefix, operation] = (request.headers['x-amz-target'] ?? '').split('.')
  const targeted = operation !== undefined && AWS_SERVICES.find(({ target }) => target === prefix)
  if (targeted) return targeted
  const name = serviceNameOfHost(request.hostname) ?? signed
  // An unknown host is the endpoint somebody configured for DynamoDB: the one service with clients in every language in use here.
  return name === undefined ? DYNAMODB : (byName(name) ?? name)
}

/** Whether a raw request can be for the service of this namespace, also for one that is not in the list. */
export function isServiceOf(
  namespace: string,
  request: WireRequest,
  signed: string | undefined,
): boolean {
  const [prefix, operation] = (request.headers['x-amz-target'] ?? '').split('.')
  const name = serviceNameOfHost(request.hostname) ?? signed
  if (operation === undefined && name === undefined) return true
  const service =
    operation === undefined
      ? byName(name ?? '')
      : AWS_SERVICES.find(({ target }) => target === prefix)
  return service
    ? service.namespace === namespace
    : !AWS_SERVICES.some((each) => each.namespace === namespace)
}
