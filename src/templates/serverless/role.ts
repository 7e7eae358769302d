/**
 * The role that the functions of a service share.
 * AWS: https://www.serverless.com/framework/docs/providers/aws/guide/iam
 */
import { isObject } from '../../core/json.ts'
import { ref, type Draft } from './draft.ts'
import {
  isIntrinsic,
  listOf,
  membersOf,
  type Properties,
  type ServerlessFunction,
  type Service,
} from './service.ts'

export const ROLE = 'IamRoleLambdaExecution'

/** Statements of the provider, in the forms of versions 2 to 4, after the framework's own. */
export function addRole(service: Service, draft: Draft): void {
  const { provider, name, stage } = service
  const role = membersOf(membersOf(provider['iam'])['role'])
  const statements = [
    ...logStatements(),
    ...eventStatements(service.functions),
    ...commonStatements(service),
  ]
  const managed = listOf(role['managedPolicies'] ?? provider['iamManagedPolicies'])
  const tags = Object.entries(membersOf(role['tags'])).map(([Key, Value]) => ({
    Key,
    Value: String(Value),
  }))
  draft.add(ROLE, 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: trust(),
    ManagedPolicyArns: [...managed, ...(usesVpc(service) ? [VPC_ACCESS] : [])],
    Path: role['path'] ?? '/',
    RoleName: role['name'] ?? {
      'Fn::Join': ['-', [name, stage, ref('AWS::Region'), 'lambdaRole']],
    },
    PermissionsBoundary: boundaryOf(service),
    Tags: tags.length > 0 ? tags : undefined,
    Policies: [policy(`${name}-${stage}-lambda`, statements)],
  })
}

/** A role that exists: `provider.role`, or `provider.iam.role` without settings. */
export function roleThatExists({ provider }: Service): unknown {
  const given = membersOf(provider['iam'])['role']
  const isOwn = isObject(given) && !isIntrinsic(given)
  return provider['role'] ?? (isOwn ? undefined : given)
}

/** The role of one function, which the plugin serverless-iam-roles-per-function adds. */
// AWS: https://github.com/functionalone/serverless-iam-roles-per-function#readme
export function addRoleOfFunction(
  service: Service,
  fn: ServerlessFunction,
  id: string,
  draft: Draft,
): void {
  const { name, stage, custom } = service
  const { key, properties } = fn
  const defaults = membersOf(custom['serverless-iam-roles-per-function'])
  const inherits = properties['iamRoleStatementsInherit'] ?? defaults['defaultInherit']
  draft.add(id, 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: trust(),
    ManagedPolicyArns: usesVpc({ ...service, functions: [fn] }) ? [VPC_ACCESS] : undefined,
    RoleName: properties['iamRoleStatementsName'],
    PermissionsBoundary: boundaryOf(service),
    Policies: [
      policy(`${name}-${stage}-${key}`, [
        ...logStatements(),
        ...eventStatements([fn]),
        ...(inherits === true ? commonStatements(service) : []),
        ...listOf(properties['iamRoleStatements']),
      ]),
    ],
  })
}

const commonStatements = ({ provider }: Service): readonly unknown[] => [
  ...listOf(membersOf(membersOf(provider['iam'])['role'])['statements']),
  ...listOf(provider['iamRoleStatements']),
]

function boundaryOf({ provider }: Service): unknown {
  const role = membersOf(membersOf(provider['iam'])['role'])
  return (
    role['permissionsBoundary'] ?? role['permissionBoundary'] ?? provider['rolePermissionsBoundary']
  )
}

const trust = (): Properties => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: ['lambda.amazonaws.com'] },
      Action: ['sts:AssumeRole'],
    },
  ],
})

const policy = (PolicyName: string, statements: readonly unknown[]): Properties => ({
  PolicyName,
  PolicyDocument: { Version: '2012-10-17', Statement: statements },
})

const allow = (Action: readonly string[], resource: unknown): Properties => ({
  Effect: 'Allow',
  Action,
  Resource: resource,
})

const VPC_ACCESS = {
  'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole',
}

const usesVpc = ({ provider, functions }: Service): boolean =>
  provider['vpc'] !== undefined || functions.some(({ properties }) => isObject(properties['vpc']))

const logStatements = (): Properties[] => {
  const groups =
    'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/*'
  return [
    allow(
      ['logs:CreateLogStream', 'logs:CreateLogGroup', 'logs:TagResource'],
      [{ 'Fn::Sub': `${groups}:*` }],
    ),
    allow(['logs:PutLogEvents'], [{ 'Fn::Sub': `${groups}:*:*` }]),
  ]
}

const QUEUE = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']

const STREAMS: Readonly<Record<string, readonly string[]>> = {
  dynamodb: [
    ...['dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    ...['dynamodb:DescribeStream', 'dynamodb:ListStreams'],
  ],
  kinesis: [
    ...['kinesis:GetRecords', 'kinesis:GetShardIterator'],
    ...['kinesis:DescribeStreamSummary', 'kinesis:ListShards'],
  ],
}

/** What the functions' own events, destinations and dead letters need. */
function eventStatements(functions: readonly ServerlessFunction[]): Properties[] {
  const statements: Properties[] = []
  const add = (actions: readonly string[] | undefined, resource: unknown): void => {
    if (actions !== undefined && resource !== undefined) statements.push(allow(actions, [resource]))
  }
  for (const { properties, events } of functions) {
    for (const { type, value } of events) {
      const settings = isObject(value) && !isIntrinsic(value) ? value : { arn: value }
      if (type === 'sqs') add(QUEUE, settings['arn'])
      if (type !== 'stream') continue
      const kind =
        settings['type'] ?? (/:kinesis:/.test(String(settings['arn'])) ? 'kinesis' : 'dynamodb')
      add(STREAMS[String(kind)], settings['arn'])
      const failure = membersOf(settings['destinations'])['onFailure']
      add(sendingTo(failure), arnOf(failure))
    }
    const { onSuccess, onFailure } = membersOf(properties['destinations'])
    for (const target of [onSuccess, onFailure, properties['onError']])
      add(sendingTo(target), arnOf(target))
  }
  return statements
}

/** An ARN, `{ type, arn }`, or a function. Functions of the service are named by their keys. */
const arnOf = (target: unknown): unknown =>
  isObject(target) && !isIntrinsic(target) ? target['arn'] : target

const SENDS: Readonly<Record<string, readonly string[]>> = {
  sqs: ['sqs:SendMessage'],
  sns: ['sns:Publish'],
  events: ['events:PutEvents'],
  eventBus: ['events:PutEvents'],
  lambda: ['lambda:InvokeFunction'],
  function: ['lambda:InvokeFunction'],
}

function sendingTo(target: unknown): readonly string[] | undefined {
  if (isObject(target)) {
    const type = target['type']
    // Unverified: of an intrinsic function, nothing says what it stands for
    return SENDS[String(type)] ?? ['sqs:SendMessage', 'sns:Publish']
  }
  const [, , service = ''] = typeof target === 'string' ? target.split(':') : []
  return SENDS[service]
}
