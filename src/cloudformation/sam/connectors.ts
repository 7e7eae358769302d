/**
 * AWS::Serverless::Connector, and the attribute `Connectors` of resources: what one resource may do
 * with another.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html
 */
import { isObject } from '../../core/json.ts'
import {
  CONNECTED,
  profileOf,
  type Permission,
  type Profile,
  type RolePolicy,
} from './connector-profiles.ts'
import {
  getAtt,
  propertiesIn,
  ref,
  referencedId,
  type Properties,
  type SamContext,
  type SamResource,
} from './context.ts'
import { invalidResource } from './errors.ts'

interface End {
  readonly id: string
  /** CloudFormation's type, also of a resource of SAM. */
  readonly type: string
  readonly source: Properties
}

/** One connector with one of its destinations. */
interface Connection {
  /** The logical id of the connector. */
  readonly id: string
  /** The end of the ids of what it makes, when it has several destinations. */
  readonly suffix: string
  readonly from: End
  readonly to: End
  readonly permissions: readonly Permission[]
  readonly attributes: Properties
}

export function translateConnector(
  { id, properties, attributes }: SamResource,
  context: SamContext,
): void {
  const given = properties['Destination']
  const destinations: unknown[] = Array.isArray(given) ? given : [given]
  if (destinations.length === 0) throw invalidResource(id, "'Destination' is an empty list")
  const permissions = Array.isArray(properties['Permissions']) ? properties['Permissions'] : []
  for (const [index, destination] of destinations.entries()) {
    const connection: Connection = {
      id,
      suffix: Array.isArray(given) ? `Destination${index}` : '',
      from: endOf(id, properties['Source'], context),
      to: endOf(id, destination, context),
      permissions: [...new Set(permissions.map(String))] as Permission[],
      attributes,
    }
    connect(connection, context)
  }
}

/** The connectors that a resource has itself. */
export function translateOwnConnectors(id: string, given: unknown, context: SamContext): void {
  for (const [name, connector] of Object.entries(propertiesIn(given))) {
    const { SourceReference: reference, ...rest } = propertiesIn(
      propertiesIn(connector)['Properties'],
    )
    const properties = { ...rest, Source: { ...propertiesIn(reference), Id: id } }
    translateConnector({ id: `${id}${name}`, properties, attributes: {} }, context)
  }
}

function endOf(connector: string, given: unknown, context: SamContext): End {
  const id = isObject(given) ? given['Id'] : undefined
  const source = typeof id === 'string' ? context.sourceOf(id) : undefined
  const written = String(source?.['Type'] ?? '')
  const type = CONNECTED[written]
  if (typeof id === 'string' && source && type !== undefined) return { id, type, source }
  // Unverified: the texts
  throw invalidResource(
    connector,
    source
      ? `Unable to create connector with a resource of type '${written}'.`
      : `Unable to find resource with logical id '${String(id)}'.`,
  )
}

// AWS: serverless-application-model, samtranslator/model/sam_resources.py (generate_resources)
function connect(connection: Connection, context: SamContext): void {
  const { id, from, to } = connection
  const profile = profileOf(from.type, to.type)
  if (!profile) {
    throw invalidResource(
      id,
      `Unable to create connector from ${from.type} to ${to.type}; it's not supported or the template is invalid.`,
    )
  }
  checkPermissions(connection, profile)
  switch (profile.kind) {
    case 'role':
      grant(connection, profile, context)
      break
    case 'permission':
      allowFunction(connection, profile.principal, context)
      break
    case 'policy':
      allowTarget(connection, profile.principal, context)
      break
  }
}

function checkPermissions(
  { id, from: source, to: target, permissions }: Connection,
  known: Profile,
): void {
  const names = known.kind === 'role' ? Object.keys(known.access) : ['Write']
  const problem = "Unsupported 'Permissions' provided for connector"
  if (permissions.length === 0)
    throw invalidResource(
      id,
      `'Permissions' cannot be empty; valid values are: ${names.join(', ')}.`,
    )
  if (permissions.some((name) => !names.includes(name)))
    throw invalidResource(
      id,
      `${problem} from ${source.type} to ${target.type}; valid values are: ${names.join(', ')}.`,
    )
  if (known.kind === 'role' && known.together === true && permissions.length < names.length)
    throw invalidResource(
      id,
      `${problem} from ${source.type} to ${target.type}; valid combinations are: ${[...names].sort().join(' + ')}.`,
    )
}

/** A managed policy of the role of the source, or of the destination. */
function grant(connection: Connection, profile: RolePolicy, context: SamContext): void {
  const { id, suffix, from, to, permissions, attributes } = connection
  const holder = profile.holder === 'destination' ? to : from
  const role = roleOf(holder)
  if (role === undefined) {
    const end = profile.holder === 'destination' ? 'Destination' : 'Source'
    throw invalidResource(id, `Unable to get IAM role name from '${end}' resource.`)
  }
  const arn = arnOf(profile.holder === 'destination' ? from : to)
  const statements = Object.entries(profile.access)
    .filter(([name]) => permissions.includes(name as Permission))
    .map(([, { actions, suffixes = [''] }]) => ({
      Effect: 'Allow',
      Action: actions,
      Resource: suffixes.map((end) =>
        end === '' ? arn : { 'Fn::Sub': [`\${Arn}${end}`, { Arn: arn }] },
      ),
    }))
  const policyId = `${id}Policy${suffix}`
  context.add(
    policyId,
    'AWS::IAM::ManagedPolicy',
    { PolicyDocument: { Version: '2012-10-17', Statement: statements }, Roles: [ref(role)] },
    attributes,
  )
  if (profile.holder === 'destination') waitForPolicy(from, to, policyId, context)
}

/** A mapping may read its source only after the policy of its function. */
function waitForPolicy(from: End, to: End, policyId: string, context: SamContext): void {
  for (const [id, resource] of Object.entries(context.resources)) {
    const { EventSourceArn: source, FunctionName: fn } = propertiesIn(resource.Properties)
    const isBetween = referencedId(source) === from.id && referencedId(fn) === to.id
    if (resource.Type !== 'AWS::Lambda::EventSourceMapping' || !isBetween) continue
    const given = resource['DependsOn']
    const before: unknown[] = given === undefined ? [] : Array.isArray(given) ? given : [given]
    context.keep(id, { ...resource, DependsOn: [...before, policyId] })
  }
}

function roleOf({ id, type, source }: End): string | undefined {
  const given = propertiesIn(source['Properties'])['Role']
  if (type !== 'AWS::Lambda::Function')
    return referencedId(given ?? propertiesIn(source['Properties'])['RoleArn'])
  return given === undefined ? `${id}Role` : referencedId(given)
}

/** The function lets the service of the source invoke it. */
function allowFunction(
  { id, suffix, from, to, attributes }: Connection,
  principal: string,
  context: SamContext,
): void {
  const isApi = principal === 'apigateway.amazonaws.com'
  context.add(
    `${id}WriteLambdaPermission${suffix}`,
    'AWS::Lambda::Permission',
    {
      Action: 'lambda:InvokeFunction',
      FunctionName: getAtt(to.id, 'Arn'),
      Principal: principal,
      SourceArn: isApi ? executeArn(from) : arnOf(from),
      ...(from.type === 'AWS::S3::Bucket' && { SourceAccount: { 'Fn::Sub': '${AWS::AccountId}' } }),
    },
    attributes,
  )
}

const executeArn = ({ id }: End): Properties => ({
  'Fn::Sub': [
    'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${ApiId}/*',
    { ApiId: ref(id) },
  ],
})

/** The queue or the topic lets the service of the source send to it. */
function allowTarget(
  { id, suffix, from, to, attributes }: Connection,
  principal: string,
  context: SamContext,
): void {
  const isQueue = to.type === 'AWS::SQS::Queue'
  const Statement = [
    {
      ...{ Effect: 'Allow', Principal: { Service: principal }, Resource: arnOf(to) },
      Action: isQueue ? 'sqs:SendMessage' : 'sns:Publish',
      Condition: { ArnEquals: { 'aws:SourceArn': arnOf(from) } },
    },
  ]
  context.add(
    `${id}${isQueue ? 'Queue' : 'Topic'}Policy${suffix}`,
    isQueue ? 'AWS::SQS::QueuePolicy' : 'AWS::SNS::TopicPolicy',
    {
      PolicyDocument: { Version: '2012-10-17', Statement },
      [isQueue ? 'Queues' : 'Topics']: [ref(to.id)],
    },
    attributes,
  )
}

const arnOf = ({ id, type }: End): Properties =>
  type === 'AWS::SNS::Topic' ? ref(id) : getAtt(id, 'Arn')
