/**
 * What the connectors between two types of resources make.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html
 * AWS: serverless-application-model, samtranslator/model/connector_profiles/profiles.json
 */

export type Permission = 'Read' | 'Write'

interface Access {
  readonly actions: readonly string[]
  /** The ends of the ARNs that the actions are for, after the resource's own. Default: that alone. */
  readonly suffixes?: readonly string[]
}

/** A managed policy of a role, about the other end of the connector. */
export interface RolePolicy {
  readonly kind: 'role'
  /** The end whose role it is. */
  readonly holder: 'source' | 'destination'
  readonly access: Partial<Record<Permission, Access>>
  /** Whether all permissions must be given. */
  readonly together?: boolean
}

export type Profile =
  | RolePolicy
  /** The function's own policy lets a service invoke it. */
  | { readonly kind: 'permission'; readonly principal: string }
  /** The policy of a queue or a topic lets a service send. */
  | { readonly kind: 'policy'; readonly principal: string }

const FUNCTION = 'AWS::Lambda::Function'
const TABLE = 'AWS::DynamoDB::Table'
const QUEUE = 'AWS::SQS::Queue'
const TOPIC = 'AWS::SNS::Topic'
const BUCKET = 'AWS::S3::Bucket'
const BUS = 'AWS::Events::EventBus'
const RULE = 'AWS::Events::Rule'
const REST_API = 'AWS::ApiGateway::RestApi'
const HTTP_API = 'AWS::ApiGatewayV2::Api'

/** Types of templates, as connectors call them. */
export const CONNECTED: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': FUNCTION,
  'AWS::Serverless::SimpleTable': TABLE,
  'AWS::Serverless::Api': REST_API,
  'AWS::Serverless::HttpApi': HTTP_API,
  ...Object.fromEntries(
    [FUNCTION, TABLE, QUEUE, TOPIC, BUCKET, BUS, RULE, REST_API, HTTP_API].map((type) => [
      type,
      type,
    ]),
  ),
}

const of = (service: string, ...actions: readonly string[]): string[] =>
  actions.map((action) => `${service}:${action}`)

const TABLE_ACCESS = {
  Read: {
    actions: of(
      'dynamodb',
      ...['GetItem', 'Query', 'Scan', 'BatchGetItem', 'ConditionCheckItem', 'PartiQLSelect'],
    ),
    suffixes: ['', '/index/*'],
  },
  Write: {
    actions: of(
      'dynamodb',
      ...['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'],
      ...['PartiQLDelete', 'PartiQLInsert', 'PartiQLUpdate'],
    ),
    suffixes: ['', '/index/*'],
  },
}

const BUCKET_ACCESS = {
  Read: {
    actions: of(
      's3',
      ...['GetObject', 'GetObjectAcl', 'GetObjectLegalHold', 'GetObjectRetention'],
      ...['GetObjectTorrent', 'GetObjectVersion', 'GetObjectVersionAcl'],
      ...['GetObjectVersionForReplication', 'GetObjectVersionTorrent', 'ListBucket'],
      ...['ListBucketMultipartUploads', 'ListBucketVersions', 'ListMultipartUploadParts'],
    ),
    suffixes: ['', '/*'],
  },
  Write: {
    actions: of(
      's3',
      ...['AbortMultipartUpload', 'DeleteObject', 'DeleteObjectVersion', 'PutObject'],
      ...['PutObjectLegalHold', 'PutObjectRetention', 'RestoreObject'],
    ),
    suffixes: ['', '/*'],
  },
}

const QUEUE_ACCESS = {
  Read: { actions: of('sqs', 'ReceiveMessage', 'GetQueueAttributes') },
  Write: {
    actions: of('sqs', 'DeleteMessage', 'SendMessage', 'ChangeMessageVisibility', 'PurgeQueue'),
  },
}

const ofSource = (access: RolePolicy['access']): RolePolicy => ({
  kind: 'role',
  holder: 'source',
  access,
})
const PUT_EVENTS = ofSource({ Write: { actions: ['events:PutEvents'] } })

const permission = (principal: string): Profile => ({ kind: 'permission', principal })
const policy = (principal: string): Profile => ({ kind: 'policy', principal })

/** By the types of source and destination. */
const PROFILES: Readonly<Record<string, Readonly<Record<string, Profile>>>> = {
  [FUNCTION]: {
    [FUNCTION]: ofSource({ Write: { actions: of('lambda', 'InvokeAsync', 'InvokeFunction') } }),
    [TABLE]: ofSource(TABLE_ACCESS),
    [BUCKET]: ofSource(BUCKET_ACCESS),
    [QUEUE]: ofSource(QUEUE_ACCESS),
    [TOPIC]: ofSource({ Write: { actions: ['sns:Publish'] } }),
    [BUS]: PUT_EVENTS,
  },
  [TABLE]: {
    [FUNCTION]: {
      kind: 'role',
      holder: 'destination',
      access: {
        Read: {
          actions: of(
            'dynamodb',
            ...['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'],
          ),
          suffixes: ['/stream/*'],
        },
      },
    },
  },
  [QUEUE]: {
    [FUNCTION]: {
      kind: 'role',
      holder: 'destination',
      together: true,
      access: {
        Write: { actions: of('sqs', 'DeleteMessage') },
        Read: { actions: of('sqs', 'ReceiveMessage', 'GetQueueAttributes') },
      },
    },
  },
  [RULE]: {
    [FUNCTION]: permission('events.amazonaws.com'),
    [QUEUE]: policy('events.amazonaws.com'),
    [TOPIC]: policy('events.amazonaws.com'),
    [BUS]: PUT_EVENTS,
  },
  [TOPIC]: {
    [FUNCTION]: permission('sns.amazonaws.com'),
    [QUEUE]: policy('sns.amazonaws.com'),
  },
  [BUCKET]: { [FUNCTION]: permission('s3.amazonaws.com') },
  [REST_API]: { [FUNCTION]: permission('apigateway.amazonaws.com') },
  [HTTP_API]: { [FUNCTION]: permission('apigateway.amazonaws.com') },
}

export const profileOf = (source: string, destination: string): Profile | undefined =>
  PROFILES[source]?.[destination]
