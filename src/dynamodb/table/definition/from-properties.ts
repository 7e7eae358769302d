/**
 * From CreateTable's input or a CloudFormation resource to the inputs of the operations that create
 * the table.
 */
import { nameOf } from '../../../core/checks.ts'
import { MisuseError, UnsupportedError } from '../../../core/errors.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import type { World } from '../../../core/world/world.ts'
import { checkMembers } from './known-members.ts'

type Properties = Readonly<Record<string, unknown>>

/** CreateTable's input, and the settings that have operations of their own. */
export interface TableCreation {
  readonly input: { readonly TableName: string }
  /** The attribute, if time to live is enabled. */
  readonly timeToLive: string | undefined
  readonly pointInTimeRecovery: object | undefined
}

/**
 * Throws a MisuseError for unknown members, and an UnsupportedError for those that are not
 * simulated.
 */
export function toTableCreation(given: unknown, world: World): TableCreation {
  const properties = propertiesIn(given)
  const { TableName } = properties
  const caller = typeof TableName === 'string' ? `new Table('${TableName}')` : 'new Table'
  checkMembers(properties, caller)
  if (typeof TableName !== 'string') {
    throw new MisuseError(
      `new Table: TableName is ${nameOf(TableName)}.`,
      'a string: references in a template are not resolved',
      "Name it: new Table({ ...properties, TableName: 'orders' }).",
    )
  }
  const typed = fromTexts(properties, caller) as Properties
  const replica = ownReplica(typed, world)
  for (const name of NOT_SIMULATED) {
    if (typed[name] !== undefined || replica?.[name] !== undefined) throw unsupported(world, name)
  }
  if ([typed, replica].some((level) => level && hasInsights(level))) {
    throw unsupported(
      world,
      'ContributorInsightsSpecification',
      'Leave it out: { ...properties, ContributorInsightsSpecification: undefined }',
    )
  }
  const { TimeToLiveSpecification: ttl, PointInTimeRecoverySpecification: recovery } = {
    ...typed,
    ...replica,
  } as Record<string, Properties | undefined>
  return {
    input: { ...toCreateTable(typed, replica, world), TableName },
    timeToLive: ttl && ttl.Enabled !== false ? String(ttl.AttributeName ?? '') : undefined,
    pointInTimeRecovery: recovery?.PointInTimeRecoveryEnabled === true ? recovery : undefined,
  }
}

const RESOURCES = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable']

function propertiesIn(given: unknown): Properties {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new MisuseError(
      `new Table received ${nameOf(given)}.`,
      "a name and a schema, CreateTable's input, or the properties of a CloudFormation resource",
    )
  }
  if (!('Type' in given) || !('Properties' in given)) return given as Properties
  if (typeof given.Type === 'string' && RESOURCES.includes(given.Type)) {
    return propertiesIn(given.Properties)
  }
  throw new MisuseError(
    `new Table received a resource of type ${String(given.Type)}.`,
    `one of ${RESOURCES.join(', ')}`,
  )
}

const NOT_SIMULATED = [
  'GlobalTableWitnesses',
  'ImportSourceSpecification',
  'KinesisStreamSpecification',
  'ReplicaStreamSpecification',
]

/** Whether the table or an index turns CloudWatch's Contributor Insights on. Off is the default. */
function hasInsights({
  ContributorInsightsSpecification: insights,
  GlobalSecondaryIndexes: indexes,
}: Properties): boolean {
  return (
    String((insights as Properties | undefined)?.Enabled) === 'true' ||
    (Array.isArray(indexes) && (indexes as Properties[]).some(hasInsights))
  )
}

const unsupported = (world: World, parameter: string, hint?: string): Error =>
  world.refuse(
    new UnsupportedError({ service: 'DynamoDB', operation: 'CreateTable', parameter }, hint),
  )

/**
 * The settings of a global table's replica in this region. A reference to a region means this one.
 */
function ownReplica(
  { Replicas, MultiRegionConsistency: consistency }: Properties,
  world: World,
): Properties | undefined {
  if (consistency !== undefined && consistency !== 'EVENTUAL') {
    throw unsupported(world, 'MultiRegionConsistency')
  }
  if (!Array.isArray(Replicas)) return undefined
  const { region } = world.options
  const isHere = (replica: Properties): boolean =>
    typeof replica.Region !== 'string' || replica.Region === region
  const other = (Replicas as Properties[]).find((replica) => !isHere(replica))
  if (other) {
    throw unsupported(
      world,
      'Replicas',
      `The table has a replica in ${String(other.Region)}, but this region is ${region}.`,
    )
  }
  return (Replicas as Properties[])[0]
}

// Passed to CreateTable as they are. CreateTable refuses by name those that it does not simulate.
const HANDED_OVER = [
  'AttributeDefinitions',
  'KeySchema',
  'LocalSecondaryIndexes',
  'BillingMode',
  'TableThroughputMode',
  'ProvisionedThroughput',
  'OnDemandThroughput',
  'WarmThroughput',
  'DeletionProtectionEnabled',
  'TableClass',
  'Tags',
  'ResourcePolicy',
  'GlobalTableSourceArn',
  'GlobalTableSettingsReplicationMode',
  'VectorIndexes',
]

function toCreateTable(
  properties: Properties,
  replica: Properties | undefined,
  world: World,
): Properties {
  const all = { ...properties, ...replica }
  const policy = all.ResourcePolicy
  return withoutUndefined({
    ...Object.fromEntries(HANDED_OVER.map((name) => [name, all[name]])),
    ResourcePolicy: typeof policy === 'object' ? JSON.stringify(policy) : policy,
    GlobalSecondaryIndexes: toIndexes(properties, replica),
    StreamSpecification: toStream(properties.StreamSpecification as Properties, world),
    SSESpecification: toEncryption(properties, replica),
    ...(replica && toThroughput(properties, replica, properties.BillingMode)),
  })
}

function toIndexes(properties: Properties, replica: Properties | undefined): unknown {
  const indexes = properties.GlobalSecondaryIndexes
  if (!Array.isArray(indexes)) return indexes
  const reads = (replica?.GlobalSecondaryIndexes ?? []) as Properties[]
  return (indexes as Properties[]).map((index) => {
    const {
      ContributorInsightsSpecification: _insights,
      WriteProvisionedThroughputSettings: _units,
      WriteOnDemandThroughputSettings: _peaks,
      ...plain
    } = index
    const here = reads.find(({ IndexName }) => IndexName === index.IndexName) ?? {}
    return replica ? { ...plain, ...toThroughput(index, here, properties.BillingMode) } : plain
  })
}

/** A view type enables the stream: only CreateTable has StreamEnabled. */
function toStream(stream: Properties | undefined, world: World): object | undefined {
  if (!stream) return undefined
  const { ResourcePolicy, StreamEnabled, ...rest } = stream
  if (ResourcePolicy !== undefined) throw unsupported(world, 'StreamSpecification.ResourcePolicy')
  return { StreamEnabled: StreamEnabled ?? rest.StreamViewType !== undefined, ...rest }
}

/** A reference to a key means the account's own key. */
function toEncryption(properties: Properties, replica: Properties | undefined): object | undefined {
  if (properties.SSESpecification === undefined) return undefined
  const { SSEEnabled, Enabled, KMSMasterKeyId, ...rest } = {
    ...(properties.SSESpecification as Properties),
    ...(replica?.SSESpecification as Properties | undefined),
  }
  return withoutUndefined({
    ...rest,
    Enabled: Enabled ?? SSEEnabled,
    KMSMasterKeyId: typeof KMSMasterKeyId === 'string' ? KMSMasterKeyId : undefined,
  })
}

/**
 * The throughput of a global table: the table has the writes, the replica the reads. Auto scaling
 * starts at its seed or minimum.
 */
function toThroughput(writes: Properties, reads: Properties, billingMode: unknown): Properties {
  const write = writes.WriteProvisionedThroughputSettings as Properties | undefined
  const read = reads.ReadProvisionedThroughputSettings as Properties | undefined
  const ReadCapacityUnits = read?.ReadCapacityUnits ?? seedOf(read?.ReadCapacityAutoScalingSettings)
  const WriteCapacityUnits = seedOf(write?.WriteCapacityAutoScalingSettings)
  const peaks = {
    ...(writes.WriteOnDemandThroughputSettings as Properties | undefined),
    ...(reads.ReadOnDemandThroughputSettings as Properties | undefined),
  }
  const isProvisioned =
    billingMode !== 'PAY_PER_REQUEST' &&
    (ReadCapacityUnits !== undefined || WriteCapacityUnits !== undefined)
  return {
    ...(isProvisioned && {
      ProvisionedThroughput: withoutUndefined({ ReadCapacityUnits, WriteCapacityUnits }),
    }),
    ...(Object.keys(peaks).length > 0 && { OnDemandThroughput: peaks }),
  }
}

function seedOf(scaling: unknown): unknown {
  const { SeedCapacity, MinCapacity } = Object(scaling) as Properties
  return SeedCapacity ?? MinCapacity
}

// Templates may write numbers and booleans as strings. CloudFormation converts them.
const NUMBERS = /(?:Units|UnitsPerSecond|InDays|Capacity|Dimensions)$/
const BOOLEANS = /Enabled$/

function fromTexts(value: unknown, caller: string, name = ''): unknown {
  if (Array.isArray(value)) return value.map((element) => fromTexts(element, caller, name))
  if (typeof value === 'object' && value !== null) {
    checkResolved(value, caller, name)
    return Object.fromEntries(
      Object.entries(value).map(([member, inner]) => [member, fromTexts(inner, caller, member)]),
    )
  }
  if (typeof value !== 'string') return value
  if (NUMBERS.test(name) && /^-?\d+$/.test(value)) return Number(value)
  if (BOOLEANS.test(name) && /^(?:true|false)$/.test(value)) return value === 'true'
  return value
}

// A reference is fine here, or has an error message of its own.
const MAY_REFER = ['KMSMasterKeyId', 'Region', 'TableName']

/** `{ Ref: 'Stage' }`, `{ 'Fn::If': [...] }` */
function checkResolved(value: object, caller: string, name: string): void {
  const [only = '', ...more] = Object.keys(value)
  if (more.length > 0 || !(only === 'Ref' || only.startsWith('Fn::'))) return
  if (MAY_REFER.includes(name)) return
  throw new MisuseError(
    `${caller}: ${name} is { ${only}: ... }.`,
    'the value: references in a template are not resolved',
  )
}
