/**
 * AWS's answers to inputs that break a model, per service. `from` says where the answer was
 * recorded (on AWS, by a case's id) or seen (a public report that quotes it), and any difference,
 * because models have changed since.
 */
import type { ModelledService } from './services.ts'

export interface RecordedMessage {
  readonly service: ModelledService
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
  readonly code: string
  readonly queryCode?: string
  readonly message: string | RegExp
  readonly from: string
}

const FAILED = 'failed to satisfy constraint: Member must'
const one = (rest: string): string => `1 validation error detected: Value ${rest}`

const entry = {
  Source: 'core.update-account-command',
  DetailType: 'core.update-account-command',
  Detail: '{"command": "update-account"}',
}
const transformation = (name: string) => ({
  metricName: `metric${name}`,
  metricNamespace: `namespace${name}`,
  metricValue: name,
})
const createFunction = {
  FunctionName: 'billing',
  Role: 'arn:aws:iam::123456789012:role/lambda-role',
  Code: {},
}

export const RECORDED: readonly RecordedMessage[] = [
  {
    service: 'api-gateway',
    operation: 'PutGatewayResponse',
    input: { restApiId: 'a', responseType: 'FAKE_RESPONSE_TYPE' },
    code: 'ValidationException',
    message:
      /^1 validation error detected: Value 'FAKE_RESPONSE_TYPE' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: \[/,
    from: 'recorded: test_apigateway_api TestApiGatewayGatewayResponse; the set was not noted',
  },
  {
    service: 'cloudformation',
    operation: 'DescribeStacks',
    input: { StackName: '' },
    code: 'ValidationError',
    message: `2 validation errors detected: Value '' at 'stackName' ${FAILED} satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*; Value '' at 'stackName' ${FAILED} have length greater than or equal to 1`,
    from: 'seen: https://github.com/flynn/flynn/issues/3951 (2017)',
  },
  {
    service: 'cloudfront',
    operation: 'CreateInvalidation',
    input: { DistributionId: 'E1' },
    code: 'MalformedXML',
    message: one(`null at 'invalidationBatch' ${FAILED} not be null`),
    from: 'seen: https://github.com/aws/aws-sdk-php/issues/1973 (2020)',
  },
  {
    service: 'cloudwatch-logs',
    operation: 'FilterLogEvents',
    input: { logGroupName: 'g', limit: 10001 },
    code: 'InvalidParameterException',
    message: one(`'10001' at 'limit' ${FAILED} have value less than or equal to 10000`),
    from: 'recorded: test_filter_log_events_limit_validation (2026)',
  },
  {
    service: 'cloudwatch-logs',
    operation: 'PutMetricFilter',
    input: {
      logGroupName: 'g',
      filterName: 'f',
      filterPattern: '',
      metricTransformations: [transformation('1'), transformation('2')],
    },
    code: 'InvalidParameterException',
    message: one(
      `'[MetricTransformation(metricName=metric1, metricNamespace=namespace1, metricValue=1, defaultValue=null, unit=null, dimensions=null), MetricTransformation(metricName=metric2, metricNamespace=namespace2, metricValue=2, defaultValue=null, unit=null, dimensions=null)]' at 'metricTransformations' ${FAILED} have length less than or equal to 1`,
    ),
    from: 'recorded: test_put_metric_filter_too_many_transformations (2026)',
  },
  {
    service: 'cloudwatch-logs',
    operation: 'PutLogEvents',
    input: { logGroupName: 'g', logStreamName: 's', logEvents: [] },
    code: 'InvalidParameterException',
    message: one(`'[]' at 'logEvents' ${FAILED} have length greater than or equal to 1`),
    from: 'seen: https://github.com/lazywithclass/winston-cloudwatch/issues/136 (2020)',
  },
  {
    service: 'cloudwatch-logs',
    operation: 'PutLogEvents',
    input: { logGroupName: 'g', logStreamName: 's', logEvents: [{ message: 'm' }] },
    code: 'InvalidParameterException',
    message: one(`null at 'logEvents.1.member.timestamp' ${FAILED} not be null`),
    from: 'seen: https://github.com/amazon-archives/cloudwatch-logs-centralize-logs/issues/5 (2017)',
  },
  {
    service: 'cloudwatch-logs',
    operation: 'PutLogEvents',
    input: {
      logGroupName: 'g',
      logStreamName: 's',
      logEvents: Array.from({ length: 12 }, () => ({ timestamp: 1, message: '' })),
    },
    code: 'InvalidParameterException',
    message: new RegExp(
      `^10 validation errors detected: Value '' at 'logEvents.1.member.message' ${FAILED} have length greater than or equal to 1; Value '' at 'logEvents.2.member.message' [^]*logEvents.10.member.message[^;]*$`,
    ),
    from: 'seen: https://github.com/fluent-plugins-nursery/fluent-plugin-cloudwatch-logs/issues/140 (2019)',
  },
  {
    service: 'cognito-identity',
    operation: 'CreateIdentityPool',
    input: { IdentityPoolName: 'test|pool', AllowUnauthenticatedIdentities: false },
    code: 'ValidationException',
    message: one(
      `'test|pool' at 'identityPoolName' ${FAILED} satisfy regular expression pattern: [\\w\\s+=,.@-]+`,
    ),
    from: 'seen: https://github.com/getmoto/moto/issues/1979 (2018); the pattern was [\\w ]+ then',
  },
  {
    service: 'cognito-identity-provider',
    operation: 'SignUp',
    input: { ClientId: 'abc', Username: '', Password: '' },
    code: 'InvalidParameterException',
    message: `3 validation errors detected: Value at 'password' ${FAILED} satisfy regular expression pattern: [\\S]+; Value at 'username' ${FAILED} have length greater than or equal to 1; Value at 'username' ${FAILED} satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+`,
    from: 'seen: https://github.com/amazon-archives/amazon-cognito-identity-js/issues/388 (2017); the password had a minimum length then, reported before its pattern',
  },
  {
    service: 'cognito-identity-provider',
    operation: 'AdminConfirmSignUp',
    input: { UserPoolId: 'YOUR_USER_POOL_ID!', Username: 'a' },
    code: 'InvalidParameterException',
    message: one(
      `'YOUR_USER_POOL_ID!' at 'userPoolId' ${FAILED} satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+`,
    ),
    from: 'seen: https://github.com/anomalyco/guide/issues/127 (2017)',
  },
  {
    service: 'cognito-identity-provider',
    operation: 'InitiateAuth',
    input: { ClientId: 'ap-northeast-1_x', AuthFlow: 'USER_PASSWORD_AUTH' },
    code: 'InvalidParameterException',
    message: one(
      `'ap-northeast-1_x' at 'clientId' ${FAILED} satisfy regular expression pattern: [\\w+]+`,
    ),
    from: 'seen: https://github.com/boto/boto3/issues/3581 (2023)',
  },
  {
    service: 'cognito-identity-provider',
    operation: 'CreateUserPoolClient',
    input: { UserPoolId: 'us-east-1_a', ClientName: 'c', AllowedOAuthFlows: ['code', 'token'] },
    code: 'InvalidParameterException',
    message: one(
      `'[code, token]' at 'allowedOAuthFlows' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [implicit, client_credentials, code]]`,
    ),
    from: 'seen: https://github.com/awsdocs/aws-cloudformation-user-guide/issues/563 (2020)',
  },
  {
    service: 'dynamodb',
    operation: 'UpdateKinesisStreamingDestination',
    input: {
      TableName: 'orders',
      StreamArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/orders',
      UpdateKinesisStreamingConfiguration: { ApproximateCreationDateTimePrecision: 'SECOND' },
    },
    code: 'ValidationException',
    message: one(
      `'SECOND' at 'updateKinesisStreamingConfiguration.approximateCreationDateTimePrecision' ${FAILED} satisfy enum value set: [MILLISECOND, MICROSECOND]`,
    ),
    from: 'recorded: test_kinesis_streaming_destination_crud (2025)',
  },
  {
    service: 'eventbridge',
    operation: 'PutEvents',
    input: { Entries: Array.from({ length: 11 }, () => entry) },
    code: 'ValidationException',
    message:
      /^1 validation error detected: Value '\[PutEventsRequestEntry\([^]*\)\]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10$/,
    from: 'recorded: test_put_events_exceed_limit_ten_entries (2025)',
  },
  {
    service: 'eventbridge',
    operation: 'PutTargets',
    input: {
      Rule: 'r',
      Targets: [{ Id: '!@#$@!#$', Arn: 'arn:aws:sqs:us-east-1:123456789012:q' }],
    },
    code: 'ValidationException',
    message: one(
      `'!@#$@!#$' at 'targets.1.member.id' ${FAILED} satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
    ),
    from: 'recorded: test_put_target_id_validation (2025)',
  },
  {
    service: 'iam',
    operation: 'CreateRole',
    input: { RoleName: 'r'.repeat(66), AssumeRolePolicyDocument: '{}' },
    code: 'ValidationError',
    message: one(
      `'${'r'.repeat(66)}' at 'roleName' ${FAILED} have length less than or equal to 64`,
    ),
    from: 'seen: https://github.com/NixOS/nixops/issues/328 (2015), https://github.com/aws/aws-cli/issues/7854 (2023)',
  },
  {
    service: 'iam',
    operation: 'CreateRole',
    input: {
      RoleName: 'r',
      AssumeRolePolicyDocument: '{}',
      Tags: [
        { Key: 'a', Value: 'b' },
        { Key: 'ip', Value: 'SourceIP: 1.1.1.1, x' },
      ],
    },
    code: 'ValidationError',
    message: one(
      `'SourceIP: 1.1.1.1, x' at 'tags.2.member.value' ${FAILED} satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*`,
    ),
    from: 'seen: https://github.com/SWO-GS/auto-tag/issues/90 (2021), the sixth tag',
  },
  {
    service: 'iam',
    operation: 'AttachRolePolicy',
    input: {
      RoleName: 'arn:aws:iam::123456789012:role/r',
      PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
    },
    code: 'ValidationError',
    message:
      'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    from: 'seen: https://github.com/shashankprasanna/torchserve-examples/issues/7 (2021)',
  },
  {
    service: 'kms',
    operation: 'Encrypt',
    input: { KeyId: 'alias/a', Plaintext: new Uint8Array(4097) },
    code: 'ValidationException',
    message: one(`at 'plaintext' ${FAILED} have length less than or equal to 4096`),
    from: 'recorded: test_plaintext_size_for_encrypt (2023)',
  },
  {
    service: 'lambda',
    operation: 'Invoke',
    input: { FunctionName: 'no name' },
    code: 'ValidationException',
    message: one(
      `'no name' at 'functionName' ${FAILED} satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
    ),
    from: 'recorded: test_lambda_api test_invalid_invoke; the pattern is that of the documentation (2026)',
  },
  {
    service: 'lambda',
    operation: 'CreateFunction',
    input: { ...createFunction, FunctionName: 'f'.repeat(65) },
    code: 'ValidationException',
    message: one(
      `'${'f'.repeat(65)}' at 'functionName' ${FAILED} have length less than or equal to 64`,
    ),
    from: 'recorded: test_lambda_api; seen: https://github.com/awslabs/aws-api-gateway-developer-portal/issues/493 (2021)',
  },
  {
    service: 'lambda',
    operation: 'CreateFunction',
    input: { ...createFunction, Role: 'PLEASE-CONFIGURE', Timeout: 0 },
    code: 'ValidationException',
    message: `2 validation errors detected: Value 'PLEASE-CONFIGURE' at 'role' ${FAILED} satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+; Value '0' at 'timeout' ${FAILED} have value greater than or equal to 1`,
    from: 'seen: https://github.com/myrmex-org/myrmex/issues/69 (2017); the timeout exceeded the maximum of that time',
  },
  {
    service: 'lambda',
    operation: 'CreateFunction',
    input: { ...createFunction, Layers: [''] },
    code: 'ValidationException',
    message: one(
      `'[]' at 'layers' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 2048, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+), Member must not be null]`,
    ),
    from: 'seen: https://github.com/appleboy/lambda-action/issues/83 (2024)',
  },
  {
    service: 'lambda',
    operation: 'CreateFunction',
    input: { ...createFunction, KMSKeyArn: '"arn:aws:kms"' },
    code: 'ValidationException',
    message:
      /^1 validation error detected: Value '"arn:aws:kms"' at 'kMSKeyArn' failed to satisfy constraint: Member must satisfy regular expression pattern: /,
    from: 'seen: https://github.com/highsource/bitcoin-a-day/issues/1 (2017); the pattern differed then',
  },
  {
    service: 'secrets-manager',
    operation: 'GetSecretValue',
    input: {},
    code: 'ValidationException',
    message: one(`null at 'secretId' ${FAILED} not be null`),
    from: 'seen: https://github.com/aws/aws-sdk-kotlin/issues/1469 (2024); the code was not quoted',
  },
  {
    service: 'sns',
    operation: 'Publish',
    input: {
      TopicArn: 'arn:aws:sns:us-east-1:123456789012:t',
      Message: 'm',
      MessageAttributes: { attr1: { StringValue: 'x' } },
    },
    code: 'ValidationError',
    message: one(`null at 'messageAttributes.attr1.member.dataType' ${FAILED} not be null`),
    from: 'recorded: test_empty_or_wrong_message_attributes',
  },
  {
    service: 'sns',
    operation: 'Subscribe',
    input: { Protocol: 'sqs' },
    code: 'InvalidParameterException',
    queryCode: 'InvalidParameter',
    message: 'Invalid parameter: TopicArn Reason: no value for required parameter',
    from: 'seen: https://github.com/PipedreamHQ/pipedream/issues/6138 (2023)',
  },
  {
    service: 'sqs',
    operation: 'SendMessage',
    input: { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/q', MessageBody: '' },
    code: 'MissingRequiredParameterException',
    queryCode: 'MissingParameter',
    message: 'The request must contain the parameter MessageBody.',
    from: 'recorded: test_send_empty_message (2025)',
  },
  {
    service: 'ssm',
    operation: 'PutParameter',
    input: { Name: 'n', Value: 'v'.repeat(32769) },
    code: 'ValidationException',
    message: one(`at 'value' ${FAILED} have length less than or equal to 32768`),
    from: 'seen: https://github.com/ministryofjustice/cloud-platform-infrastructure/pull/3906 (2025)',
  },
  {
    service: 'sts',
    operation: 'AssumeRole',
    input: {
      RoleArn: 'arn:aws:iam::123456789012:role/something/test-role',
      RoleSessionName: 'Session1:2',
    },
    code: 'ValidationError',
    message: one(
      `'Session1:2' at 'roleSessionName' ${FAILED} satisfy regular expression pattern: [\\w+=,.@-]*`,
    ),
    from: 'recorded: test_sts_invalid_parameters (2025)',
  },
]
