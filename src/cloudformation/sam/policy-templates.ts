/**
 * SAM's policy templates: names for small policies with parameters.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html
 */
import type { Properties } from './context.ts'

/** Actions, the service and resource of the ARN (`${X}` is a parameter), and further statements. */
type Statement = readonly [actions: readonly string[], ...resources: readonly string[]]

const DYNAMODB = [
  'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${TableName}',
]
const TABLE_AND_INDEXES = [...DYNAMODB, `${DYNAMODB[0]}/index/*`]
const QUEUE = 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${QueueName}'
const TOPIC = 'arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:${TopicName}'
const BUCKET = [
  'arn:${AWS::Partition}:s3:::${BucketName}',
  'arn:${AWS::Partition}:s3:::${BucketName}/*',
]
const STREAM = 'arn:${AWS::Partition}:kinesis:${AWS::Region}:${AWS::AccountId}:stream/${StreamName}'
const FUNCTION =
  'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${FunctionName}'
const PARAMETER =
  'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/${ParameterName}'
const KEY = 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${KeyId}'
const BUS =
  'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/${EventBusName}'
const POOL =
  'arn:${AWS::Partition}:cognito-idp:${AWS::Region}:${AWS::AccountId}:userpool/${UserPoolId}'
const MACHINE =
  'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:${StateMachineName}'

const of = (service: string, ...actions: readonly string[]): string[] =>
  actions.map((action) => `${service}:${action}`)

const TEMPLATES: Readonly<Record<string, readonly Statement[]>> = {
  DynamoDBCrudPolicy: [
    [
      of(
        'dynamodb',
        'GetItem',
        'DeleteItem',
        'PutItem',
        'Scan',
        'Query',
        'UpdateItem',
        'BatchWriteItem',
        'BatchGetItem',
        'DescribeTable',
        'ConditionCheckItem',
      ),
      ...TABLE_AND_INDEXES,
    ],
  ],
  DynamoDBReadPolicy: [
    [
      of('dynamodb', 'GetItem', 'Scan', 'Query', 'BatchGetItem', 'DescribeTable'),
      ...TABLE_AND_INDEXES,
    ],
  ],
  DynamoDBWritePolicy: [
    [of('dynamodb', 'PutItem', 'UpdateItem', 'BatchWriteItem'), ...TABLE_AND_INDEXES],
  ],
  DynamoDBReconfigurePolicy: [[of('dynamodb', 'UpdateTable'), ...DYNAMODB]],
  DynamoDBStreamReadPolicy: [
    [
      of('dynamodb', 'DescribeStream', 'GetRecords', 'GetShardIterator'),
      `${DYNAMODB[0]}/stream/\${StreamName}`,
    ],
    [of('dynamodb', 'ListStreams'), `${DYNAMODB[0]}/stream/*`],
  ],
  S3ReadPolicy: [
    [
      of(
        's3',
        'GetObject',
        'ListBucket',
        'GetBucketLocation',
        'GetObjectVersion',
        'GetLifecycleConfiguration',
      ),
      ...BUCKET,
    ],
  ],
  S3CrudPolicy: [
    [
      of(
        's3',
        'GetObject',
        'ListBucket',
        'GetBucketLocation',
        'GetObjectVersion',
        'PutObject',
        'PutObjectAcl',
        'GetLifecycleConfiguration',
        'PutLifecycleConfiguration',
        'DeleteObject',
      ),
      ...BUCKET,
    ],
  ],
  S3WritePolicy: [[of('s3', 'PutObject', 'PutObjectAcl', 'PutLifecycleConfiguration'), ...BUCKET]],
  S3FullAccessPolicy: [
    [
      of(
        's3',
        'GetObject',
        'GetObjectAcl',
        'GetObjectVersion',
        'PutObject',
        'PutObjectAcl',
        'DeleteObject',
        'DeleteObjectTagging',
        'DeleteObjectVersionTagging',
        'GetObjectTagging',
        'GetObjectVersionTagging',
        'PutObjectTagging',
        'PutObjectVersionTagging',
      ),
      BUCKET[1] ?? '',
    ],
    [
      of(
        's3',
        'ListBucket',
        'GetBucketLocation',
        'GetLifecycleConfiguration',
        'PutLifecycleConfiguration',
      ),
      BUCKET[0] ?? '',
    ],
  ],
  SQSSendMessagePolicy: [[of('sqs', 'SendMessage*'), QUEUE]],
  SQSPollerPolicy: [
    [
      of(
        'sqs',
        'ChangeMessageVisibility',
        'ChangeMessageVisibilityBatch',
        'DeleteMessage',
        'DeleteMessageBatch',
        'GetQueueAttributes',
        'ReceiveMessage',
      ),
      QUEUE,
    ],
  ],
  SNSPublishMessagePolicy: [[of('sns', 'Publish'), TOPIC]],
  SNSCrudPolicy: [
    [
      of(
        'sns',
        'ListSubscriptionsByTopic',
        'CreateTopic',
        'SetTopicAttributes',
        'Subscribe',
        'Publish',
      ),
      `${TOPIC}*`,
    ],
  ],
  EventBridgePutEventsPolicy: [[of('events', 'PutEvents'), BUS]],
  LambdaInvokePolicy: [[of('lambda', 'InvokeFunction'), `${FUNCTION}*`]],
  KinesisStreamReadPolicy: [
    [
      of('kinesis', 'ListStreams', 'DescribeLimits'),
      'arn:${AWS::Partition}:kinesis:${AWS::Region}:${AWS::AccountId}:stream/*',
    ],
    [
      of('kinesis', 'DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator'),
      STREAM,
    ],
  ],
  KinesisCrudPolicy: [
    [
      of(
        'kinesis',
        'AddTagsToStream',
        'CreateStream',
        'DecreaseStreamRetentionPeriod',
        'DeleteStream',
        'DescribeStream',
        'DescribeStreamSummary',
        'GetShardIterator',
        'IncreaseStreamRetentionPeriod',
        'ListTagsForStream',
        'MergeShards',
        'PutRecord',
        'PutRecords',
        'SplitShard',
        'RemoveTagsFromStream',
      ),
      STREAM,
    ],
  ],
  AWSSecretsManagerGetSecretValuePolicy: [[of('secretsmanager', 'GetSecretValue'), '${SecretArn}']],
  AWSSecretsManagerRotationPolicy: [
    [
      of(
        'secretsmanager',
        'DescribeSecret',
        'GetSecretValue',
        'PutSecretValue',
        'UpdateSecretVersionStage',
      ),
      'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:*',
    ],
    [of('secretsmanager', 'GetRandomPassword'), '*'],
  ],
  SSMParameterReadPolicy: [
    [of('ssm', 'DescribeParameters'), '*'],
    [of('ssm', 'GetParameters', 'GetParameter', 'GetParametersByPath'), PARAMETER],
  ],
  SSMParameterWithSlashPrefixReadPolicy: [
    [of('ssm', 'DescribeParameters'), '*'],
    [
      of('ssm', 'GetParameters', 'GetParameter', 'GetParametersByPath'),
      PARAMETER.replace('/${', '${'),
    ],
  ],
  KMSDecryptPolicy: [[of('kms', 'Decrypt'), KEY]],
  KMSEncryptPolicy: [[of('kms', 'Encrypt'), KEY]],
  StepFunctionsExecutionPolicy: [[of('states', 'StartExecution'), MACHINE]],
  SESCrudPolicy: [
    [
      of(
        'ses',
        'GetIdentityVerificationAttributes',
        'SendEmail',
        'SendRawEmail',
        'VerifyEmailIdentity',
      ),
      'arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/${IdentityName}',
    ],
  ],
  SESBulkTemplatedCrudPolicy: [
    [
      of(
        'ses',
        'GetIdentityVerificationAttributes',
        'SendEmail',
        'SendRawEmail',
        'SendTemplatedEmail',
        'SendBulkTemplatedEmail',
        'VerifyEmailIdentity',
      ),
      'arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/${IdentityName}',
    ],
  ],
  SESSendBouncePolicy: [
    [
      of('ses', 'SendBounce'),
      'arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/${IdentityName}',
    ],
  ],
  CloudWatchPutMetricPolicy: [[of('cloudwatch', 'PutMetricData'), '*']],
  CloudWatchDescribeAlarmHistoryPolicy: [[of('cloudwatch', 'DescribeAlarmHistory'), '*']],
  FilterLogEventsPolicy: [
    [
      of('logs', 'FilterLogEvents'),
      'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${LogGroupName}:log-stream:*',
    ],
  ],
  CognitoReadPolicy: [
    [
      of(
        'cognito-idp',
        'AdminGetUser',
        'AdminListDevices',
        'AdminListGroupsForUser',
        'AdminListUserAuthEvents',
        'ListUsers',
        'ListUsersInGroup',
        'GetUser',
      ),
      POOL,
    ],
  ],
  FirehoseWritePolicy: [
    [
      of('firehose', 'PutRecord', 'PutRecordBatch'),
      'arn:${AWS::Partition}:firehose:${AWS::Region}:${AWS::AccountId}:deliverystream/${DeliveryStreamName}',
    ],
  ],
  VPCAccessPolicy: [
    [
      of(
        'ec2',
        'CreateNetworkInterface',
        'DeleteNetworkInterface',
        'DescribeNetworkInterfaces',
        'DetachNetworkInterface',
      ),
      '*',
    ],
  ],
  ComprehendBasicAccessPolicy: [
    [
      of(
        'comprehend',
        'BatchDetectKeyPhrases',
        'BatchDetectSentiment',
        'DetectDominantLanguage',
        'DetectEntities',
        'DetectKeyPhrases',
        'DetectSentiment',
        'DetectSyntax',
      ),
      '*',
    ],
  ],
  RekognitionDetectOnlyPolicy: [
    [of('rekognition', 'DetectFaces', 'DetectLabels', 'DetectModerationLabels', 'DetectText'), '*'],
  ],
  PollyFullAccessPolicy: [
    [
      of('polly', 'GetLexicon', 'DeleteLexicon'),
      'arn:${AWS::Partition}:polly:${AWS::Region}:${AWS::AccountId}:lexicon/${LexiconName}',
    ],
    [
      of('polly', 'DescribeVoices', 'ListLexicons', 'PutLexicon', 'SynthesizeSpeech'),
      'arn:${AWS::Partition}:polly:${AWS::Region}:${AWS::AccountId}:lexicon/*',
    ],
  ],
}

/** The document of a policy template. */
export function policyOfTemplate(name: string, parameters: Properties): Properties {
  const statements = Object.hasOwn(TEMPLATES, name) ? TEMPLATES[name] : undefined
  // A template that is not in the list grants nothing here; permissions are not checked yet.
  return {
    Statement: (statements ?? []).map(([actions, ...resources]) => ({
      Effect: 'Allow',
      Action: actions,
      Resource: resources.map((resource) => ({ 'Fn::Sub': [resource, parameters] })),
    })),
  }
}
