/**
 * The role of a function without one.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html (Policies)
 */
import { isObject } from '../../core/json.ts'
import {
  inherited,
  propertiesIn,
  type Properties,
  type SamContext,
  type SamResource,
} from './context.ts'
import { allowing } from './inline-policies.ts'
import { policyOfTemplate } from './policy-templates.ts'
import { toTagList } from './simple-resources.ts'

const managed = (name: string): Properties => ({
  'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${name}`,
})

/** `destinations`: the policies that the destinations of asynchronous events need. */
export function addRole(
  { id, properties, attributes }: SamResource,
  destinations: readonly Properties[],
  context: SamContext,
): void {
  const arns: unknown[] = [managed('service-role/AWSLambdaBasicExecutionRole')]
  if (properties['Tracing'] !== undefined) arns.push(managed('AWSXRayDaemonWriteAccess'))
  if (properties['VpcConfig'] !== undefined)
    arns.push(managed('service-role/AWSLambdaVPCAccessExecutionRole'))
  const inline: unknown[] = [...deadLetterPolicy(properties), ...destinations]
  const given = properties['Policies']
  const policies: unknown[] = given === undefined ? [] : Array.isArray(given) ? given : [given]
  for (const [index, policy] of policies.entries()) {
    const own = inlinePolicy(policy, `${id}RolePolicy${index}`)
    if (own === undefined) addOnce(arns, toArn(policy))
    else inline.push(own)
  }
  for (const [name, event] of eventsOf(properties)) addForEvent(`${id}${name}`, event, arns, inline)
  context.add(
    `${id}Role`,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: properties['AssumeRolePolicyDocument'] ?? TRUST,
      ManagedPolicyArns: arns,
      Policies: inline.length > 0 ? inline : undefined,
      Path: properties['RolePath'],
      PermissionsBoundary: properties['PermissionsBoundary'],
      Tags: toTagList(properties['Tags'], { 'lambda:createdBy': 'SAM' }),
    },
    inherited(attributes),
  )
}

const TRUST: Properties = {
  Version: '2012-10-17',
  Statement: [
    {
      Action: ['sts:AssumeRole'],
      Effect: 'Allow',
      Principal: { Service: ['lambda.amazonaws.com'] },
    },
  ],
}

const addOnce = (list: unknown[], value: unknown): void => {
  const text = JSON.stringify(value)
  if (!list.some((other) => JSON.stringify(other) === text)) list.push(value)
}

const SENDS: Readonly<Record<string, string>> = { SQS: 'sqs:SendMessage', SNS: 'sns:Publish' }

function deadLetterPolicy({ DeadLetterQueue: queue }: Properties): Properties[] {
  const { Type: type, TargetArn: target } = propertiesIn(queue)
  const action = SENDS[String(type)]
  if (action === undefined) return []
  const policy = allowing('DeadLetterQueuePolicy', action, target)
  return [
    {
      ...policy,
      PolicyDocument: { Version: '2012-10-17', ...propertiesIn(policy['PolicyDocument']) },
    },
  ]
}

/**
 * An inline policy: a document, or the one that a policy template stands for. Undefined for managed
 * policies.
 */
function inlinePolicy(policy: unknown, name: string): Properties | undefined {
  const branches = isObject(policy) ? policy['Fn::If'] : undefined
  if (Array.isArray(branches) && branches.length === 3) {
    const [condition, ...values] = branches as [unknown, unknown, unknown]
    const made = values.map((value) => inlinePolicy(value, name))
    if (made.every((one) => one === undefined)) return undefined
    return { 'Fn::If': [condition, ...made.map((one, index) => one ?? values[index])] }
  }
  const document = documentOf(policy)
  return document && { PolicyName: name, PolicyDocument: document }
}

function documentOf(policy: unknown): Properties | undefined {
  if (!isObject(policy)) return undefined
  if (policy['Statement'] !== undefined) return policy
  const [name, ...others] = Object.keys(policy)
  if (name === undefined || others.length > 0 || name === 'Ref' || name.startsWith('Fn::'))
    return undefined
  return policyOfTemplate(name, propertiesIn(policy[name]))
}

/** A name without an ARN is one of AWS's managed policies, whatever its path. */
function toArn(policy: unknown): unknown {
  if (typeof policy === 'string')
    return policy.startsWith('arn:') ? policy : managed(`${pathOf(policy)}${policy}`)
  const branches = isObject(policy) ? policy['Fn::If'] : undefined
  if (!Array.isArray(branches)) return policy
  const [condition, ...values] = branches as unknown[]
  return { 'Fn::If': [condition, ...values.map(toArn)] }
}

/** Policies for roles of services, which SAM finds by their name alone. */
// AWS: docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html
const OF_SERVICE_ROLES =
  /^(?:AWSLambda(?:\w*Execution(?:Role)?(?:Policy)?|Role|ENIManagementAccess)|AmazonAPIGatewayPushToCloudWatchLogs|AWSAppSyncPushToCloudWatchLogs|AmazonS3ObjectLambdaExecutionRolePolicy|AmazonSNSRole|AWSCodeDeployRole(?:ForLambda(?:Limited)?)?|CloudWatchEvents(?:BuiltInTargetExecution|Invocation)Access|AmazonECSTaskExecutionRolePolicy|AWSConfigRulesExecutionRole|AWSGlueServiceRole|AWSBatchServiceRole|AWSIoT(?:Logging|RuleActions)|AmazonRDSEnhancedMonitoringRole|AmazonSSMAutomationRole)$/

const pathOf = (name: string): string => (OF_SERVICE_ROLES.test(name) ? 'service-role/' : '')

/** In the order in which SAM reads them. */
// AWS: serverless-application-model, samtranslator/model/sam_resources.py (order_events)
function eventsOf({ Events: events }: Properties): [string, Properties][] {
  const place = ([name, event]: [string, Properties]): string =>
    String(propertiesIn(event['Properties'])['Path'] ?? name)
  return Object.entries(propertiesIn(events))
    .filter((entry): entry is [string, Properties] => isObject(entry[1]))
    .sort((a, b) => (place(a) < place(b) ? -1 : 1))
}

// AWS: serverless-application-model, samtranslator/model/eventsources/pull.py (get_policy_arn)
const OF_SOURCES: Readonly<Record<string, string>> = {
  SQS: 'service-role/AWSLambdaSQSQueueExecutionRole',
  DynamoDB: 'service-role/AWSLambdaDynamoDBExecutionRole',
  Kinesis: 'service-role/AWSLambdaKinesisExecutionRole',
}

/** What the function needs to read a queue or a stream, and to send what it could not process. */
function addForEvent(id: string, event: Properties, arns: unknown[], inline: unknown[]): void {
  const { Type: type, Properties: given } = event
  const { SqsSubscription: queue, DestinationConfig: config } = propertiesIn(given)
  const isQueue = type === 'SNS' && queue !== undefined && queue !== false
  const policy = OF_SOURCES[isQueue ? 'SQS' : String(type)]
  if (policy === undefined) return
  addOnce(arns, managed(policy))
  const { Type: kind, Destination: target } = propertiesIn(propertiesIn(config)['OnFailure'])
  if (kind === 'SQS') inline.push(allowing(`${id}SQSPolicy`, 'sqs:SendMessage', target))
  if (kind === 'SNS') inline.push(allowing(`${id}SNSPolicy`, 'sns:publish', target))
}
