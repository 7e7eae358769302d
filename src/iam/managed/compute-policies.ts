/** AWS's policies for people, functions and gateways (policies.ts). */
import { allow, type Policies } from './statements.ts'

const WRITE_LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']

export const COMPUTE_POLICIES: Policies = {
  AdministratorAccess: [allow('*')],
  PowerUserAccess: [
    { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
    allow([
      'account:GetAccountInformation',
      'account:GetPrimaryEmail',
      'account:ListRegions',
      'iam:CreateServiceLinkedRole',
      'iam:DeleteServiceLinkedRole',
      'iam:ListRoles',
      'organizations:DescribeOrganization',
    ]),
  ],
  IAMFullAccess: [
    allow(['iam:*', 'organizations:DescribeAccount', 'organizations:DescribeOrganization']),
  ],
  IAMReadOnlyAccess: [
    allow([
      'iam:GenerateCredentialReport',
      'iam:GenerateServiceLastAccessedDetails',
      'iam:Get*',
      'iam:List*',
      'iam:SimulateCustomPolicy',
      'iam:SimulatePrincipalPolicy',
    ]),
  ],
  IAMUserChangePassword: [
    allow('iam:ChangePassword', ['arn:aws:iam::*:user/${aws:username}']),
    allow('iam:GetAccountPasswordPolicy'),
  ],
  'service-role/AWSLambdaBasicExecutionRole': [allow(WRITE_LOGS)],
  'service-role/AWSLambdaVPCAccessExecutionRole': [
    allow([
      ...WRITE_LOGS,
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ]),
  ],
  'service-role/AWSLambdaSQSQueueExecutionRole': [
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', ...WRITE_LOGS]),
  ],
  'service-role/AWSLambdaDynamoDBExecutionRole': [
    allow([
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
      ...WRITE_LOGS,
    ]),
  ],
  'service-role/AWSLambdaKinesisExecutionRole': [
    allow([
      'kinesis:DescribeStream',
      'kinesis:DescribeStreamSummary',
      'kinesis:GetRecords',
      'kinesis:GetShardIterator',
      'kinesis:ListShards',
      'kinesis:ListStreams',
      'kinesis:SubscribeToShard',
      ...WRITE_LOGS,
    ]),
  ],
  'service-role/AWSLambdaRole': [allow(['lambda:InvokeFunction'], ['*'])],
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': [
    allow([
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:DescribeLogGroups',
      'logs:DescribeLogStreams',
      'logs:PutLogEvents',
      'logs:GetLogEvents',
      'logs:FilterLogEvents',
    ]),
  ],
  AWSLambdaExecute: [
    allow('logs:*', 'arn:aws:logs:*:*:*'),
    allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::*'),
  ],
  'AWSLambdaInvocation-DynamoDB': [
    allow(['lambda:InvokeFunction'], ['*']),
    allow(
      [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
      ],
      ['*'],
    ),
  ],
  AWSLambda_FullAccess: [
    allow([
      'cloudformation:DescribeStacks',
      'cloudformation:ListStackResources',
      'cloudwatch:ListMetrics',
      'cloudwatch:GetMetricData',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSubnets',
      'ec2:DescribeVpcs',
      'kms:ListAliases',
      'iam:GetPolicy',
      'iam:GetPolicyVersion',
      'iam:GetRole',
      'iam:GetRolePolicy',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
      'iam:ListRoles',
      'lambda:*',
      'logs:DescribeLogGroups',
      'states:DescribeStateMachine',
      'states:ListStateMachines',
      'tag:GetResources',
      'xray:GetTraceSummaries',
      'xray:BatchGetTraces',
    ]),
    allow('iam:PassRole', '*', {
      StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' },
    }),
    allow(
      [
        'logs:DescribeLogStreams',
        'logs:GetLogEvents',
        'logs:FilterLogEvents',
        'logs:StartLiveTail',
        'logs:StopLiveTail',
      ],
      'arn:aws:logs:*:*:log-group:/aws/lambda/*',
    ),
  ],
  AWSLambda_ReadOnlyAccess: [
    allow([
      'cloudformation:DescribeStacks',
      'cloudformation:ListStackResources',
      'cloudwatch:GetMetricData',
      'cloudwatch:ListMetrics',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSubnets',
      'ec2:DescribeVpcs',
      'kms:ListAliases',
      'iam:GetPolicy',
      'iam:GetPolicyVersion',
      'iam:GetRole',
      'iam:GetRolePolicy',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
      'iam:ListRoles',
      'logs:DescribeLogGroups',
      'lambda:Get*',
      'lambda:List*',
      'states:DescribeStateMachine',
      'states:ListStateMachines',
      'tag:GetResources',
      'xray:GetTraceSummaries',
      'xray:BatchGetTraces',
    ]),
    allow(
      ['logs:DescribeLogStreams', 'logs:GetLogEvents', 'logs:FilterLogEvents'],
      'arn:aws:logs:*:*:log-group:/aws/lambda/*',
    ),
  ],
  CloudWatchLambdaInsightsExecutionRolePolicy: [
    allow('logs:CreateLogGroup'),
    allow(
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      'arn:aws:logs:*:*:log-group:/aws/lambda-insights:*',
    ),
  ],
  AWSXRayDaemonWriteAccess: [
    allow(
      [
        'xray:PutTraceSegments',
        'xray:PutTelemetryRecords',
        'xray:GetSamplingRules',
        'xray:GetSamplingTargets',
        'xray:GetSamplingStatisticSummaries',
      ],
      ['*'],
    ),
  ],
  AWSXrayWriteOnlyAccess: [
    allow(
      [
        'xray:PutTraceSegments',
        'xray:PutTelemetryRecords',
        'xray:GetSamplingRules',
        'xray:GetSamplingTargets',
        'xray:GetSamplingStatisticSummaries',
      ],
      ['*'],
    ),
  ],
  AmazonAPIGatewayInvokeFullAccess: [
    allow(['execute-api:Invoke', 'execute-api:ManageConnections'], 'arn:aws:execute-api:*:*:*'),
  ],
  AmazonAPIGatewayAdministrator: [allow(['apigateway:*'], 'arn:aws:apigateway:*::/*')],
}
