/**
 * AWS::Serverless::Connector, and the attribute `Connectors` of resources: what one resource may do
 * with another.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html
 */
import { isObject } from '../../core/json.ts'
import { invalidResource } from './errors.ts'
import {
  getAtt,
  propertiesIn,
  ref,
  referencedId,
  type Properties,
  type SamContext,
  type SamResource,
} from './context.ts'

/** `AWS::Serverless::Function` and `AWS::Lambda::Function` are the same. */
const KINDS: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'Function',
  'AWS::Lambda::Function': 'Function',
  'AWS::Serverless::SimpleTable': 'Table',
  'AWS::DynamoDB::Table': 'Table',
  'AWS::SQS::Queue': 'Queue',
  'AWS::SNS::Topic': 'Topic',
  'AWS::S3::Bucket': 'Bucket',
  'AWS::Events::EventBus': 'EventBus',
  'AWS::Events::Rule': 'Rule',
}

type Permission = 'Read' | 'Write'

interface Grant {
  readonly actions: readonly string[]
  /** The ends of the ARNs that the actions are for, after the destination's own. */
  readonly suffixes: readonly string[]
}

/** What the role of a function may do with each kind of destination. */
const GRANTS: Readonly<Record<string, Partial<Record<Permission, Grant>>>> = {
  Table: {
    Read: {
      actions: [
        ...['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:BatchGetItem'],
        ...['dynamodb:ConditionCheckItem', 'dynamodb:PartiQLSelect'],
      ],
      suffixes: ['', '/index/*'],
    },
    Write: {
      actions: [
        ...['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
        ...['dynamodb:BatchWriteItem', 'dynamodb:PartiQLDelete', 'dynamodb:PartiQLInsert'],
        'dynamodb:PartiQLUpdate',
      ],
      suffixes: ['', '/index/*'],
    },
  },
  Queue: {
    Read: { actions: ['sqs:ReceiveMessage', 'sqs:GetQueueAttributes'], suffixes: [''] },
    Write: {
      actions: [
        ...['sqs:DeleteMessage', 'sqs:SendMessage', 'sqs:ChangeMessageVisibility'],
        'sqs:PurgeQueue',
      ],
      suffixes: [''],
    },
  },
  Topic: { Write: { actions: ['sns:Publish'], suffixes: [''] } },
  EventBus: { Write: { actions: ['events:PutEvents'], suffixes: [''] } },
  Function: {
    Write: { actions: ['lambda:InvokeAsync', 'lambda:InvokeFunction'], suffixes: [''] },
  },
  Bucket: {
    Read: {
      actions: [
        ...['s3:GetObject', 's3:GetObjectAcl', 's3:GetObjectLegalHold', 's3:GetObjectRetention'],
        ...['s3:GetObjectTorrent', 's3:GetObjectVersion', 's3:GetObjectVersionAcl'],
        ...['s3:GetObjectVersionForReplication', 's3:GetObjectVersionTorrent', 's3:ListBucket'],
        ...['s3:ListBucketMultipartUploads', 's3:ListBucketVersions'],
        's3:ListMultipartUploadParts',
      ],
      suffixes: ['', '/*'],
    },
    Write: {
      actions: [
        ...['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:DeleteObjectVersion'],
        ...['s3:PutObject', 's3:PutObjectLegalHold', 's3:PutObjectRetention', 's3:RestoreObject'],
      ],
      suffixes: ['', '/*'],
    },
  },
}

/** The services that send to functions, queues and topics by a policy of the destination. */
const SENDERS: Readonly<Record<string, string>> = {
  Topic: 'sns.amazonaws.com',
  Rule: 'events.amazonaws.com',
  Bucket: 's3.amazonaws.com',
}

interface End {
  readonly id: string
  readonly kind: string
  readonly source: Properties
}

export function translateConnector(
  { id, properties, attributes }: SamResource,
  context: SamContext,
): void {
  const given = properties['Destination']
  const destinations = Array.isArray(given) ? given : [given]
  const permissions = Array.isArray(properties['Permissions']) ? properties['Permissions'] : []
  for (const [index, destination] of destinations.entries()) {
    const own = Array.isArray(given) ? `${id}Destination${index}` : id
    const ends = [properties['Source'], destination].map((end) => endOf(own, end, context))
    const [from, to] = ends as [End, End]
    connect(own, from, to, permissions.map(String) as Permission[], attributes, context)
  }
}

/** The connectors that a resource has itself. */
export function translateOwnConnectors(id: string, given: unknown, context: SamContext): void {
  for (const [name, connector] of Object.entries(propertiesIn(given))) {
    const properties = {
      ...propertiesIn(propertiesIn(connector)['Properties']),
      Source: { Id: id },
    }
    translateConnector({ id: `${id}${name}`, properties, attributes: {} }, context)
  }
}

function endOf(connector: string, given: unknown, context: SamContext): End {
  const id = isObject(given) ? given['Id'] : undefined
  const source = typeof id === 'string' ? context.sourceOf(id) : undefined
  const type = String(source?.['Type'] ?? '')
  const kind = KINDS[type]
  if (typeof id === 'string' && source && kind !== undefined) return { id, kind, source }
  // Unverified: the texts
  throw invalidResource(
    connector,
    source
      ? `Unable to create connector with a resource of type '${type}'.`
      : `Unable to find resource with logical id '${String(id)}'.`,
  )
}

function connect(
  id: string,
  from: End,
  to: End,
  permissions: readonly Permission[],
  attributes: Properties,
  context: SamContext,
): void {
  const principal = SENDERS[from.kind]
  const grants = permissions.map((permission) => GRANTS[to.kind]?.[permission])
  const isSent = principal !== undefined && ['Function', 'Queue', 'Topic'].includes(to.kind)
  if (isSent && permissions.join() === 'Write') allow(id, from, to, principal, attributes, context)
  else if (from.kind === 'Function' && grants.length > 0 && !grants.includes(undefined))
    grant(id, from, to, grants as readonly Grant[], attributes, context)
  else {
    throw invalidResource(
      id,
      `Unable to create connector from ${String(from.source['Type'])} to ${String(to.source['Type'])}; it's not supported or the template is invalid.`,
    )
  }
}

function grant(
  id: string,
  from: End,
  to: End,
  grants: readonly Grant[],
  attributes: Properties,
  context: SamContext,
): void {
  const given = propertiesIn(from.source['Properties'])['Role']
  const role = given === undefined ? `${from.id}Role` : referencedId(given)
  if (role === undefined)
    throw invalidResource(id, `Unable to get IAM role name from '${from.id}' resource.`)
  const arn = arnOf(to)
  const statements = grants.map(({ actions, suffixes }) => ({
    Effect: 'Allow',
    Action: actions,
    Resource: suffixes.map((suffix) =>
      suffix === '' ? arn : { 'Fn::Sub': [`\${DestinationArn}${suffix}`, { DestinationArn: arn }] },
    ),
  }))
  const PolicyDocument = { Version: '2012-10-17', Statement: statements }
  const policy = { PolicyDocument, Roles: [ref(role)] }
  context.add(`${id}Policy`, 'AWS::IAM::ManagedPolicy', policy, attributes)
}

/** The destination's own policy lets the source's service send. */
function allow(
  id: string,
  from: End,
  to: End,
  principal: string,
  attributes: Properties,
  context: SamContext,
): void {
  const source = arnOf(from)
  if (to.kind === 'Function') {
    const Action = 'lambda:InvokeFunction'
    const permission = { Action, FunctionName: getAtt(to.id, 'Arn'), Principal: principal }
    const own = from.kind === 'Bucket' ? { SourceAccount: { 'Fn::Sub': '${AWS::AccountId}' } } : {}
    context.add(
      `${id}WriteLambdaPermission`,
      'AWS::Lambda::Permission',
      { ...permission, ...own, SourceArn: source },
      attributes,
    )
    return
  }
  const isQueue = to.kind === 'Queue'
  const PolicyDocument = {
    Version: '2012-10-17',
    Statement: [
      {
        ...{ Effect: 'Allow', Principal: { Service: principal }, Resource: arnOf(to) },
        Action: isQueue ? 'sqs:SendMessage' : 'sns:Publish',
        Condition: { ArnEquals: { 'aws:SourceArn': source } },
      },
    ],
  }
  context.add(
    `${id}${to.kind}Policy`,
    `AWS::${isQueue ? 'SQS::Queue' : 'SNS::Topic'}Policy`,
    { PolicyDocument, [`${to.kind}s`]: [ref(to.id)] },
    attributes,
  )
}

const arnOf = ({ id, kind }: End): Properties => (kind === 'Topic' ? ref(id) : getAtt(id, 'Arn'))
