/** The members that `new Table(input)` knows. */
import { checkNames } from '../../../core/checks.ts'

/** Any value, elements of a list, or members by name. */
type Members = 'any' | readonly [Members] | { readonly [name: string]: Members }

const named = (...names: readonly string[]): { readonly [name: string]: Members } =>
  Object.fromEntries(names.map((name) => [name, 'any']))

const KEYS: Members = [named('AttributeName', 'KeyType')]
const THROUGHPUT = named('ReadCapacityUnits', 'WriteCapacityUnits')
const ON_DEMAND = named('MaxReadRequestUnits', 'MaxWriteRequestUnits')
const WARM = named('ReadUnitsPerSecond', 'WriteUnitsPerSecond')
const RECOVERY = named('PointInTimeRecoveryEnabled', 'RecoveryPeriodInDays')
const SCALING = named(
  'MinCapacity',
  'MaxCapacity',
  'SeedCapacity',
  'TargetTrackingScalingPolicyConfiguration',
)
const WRITES = {
  WriteProvisionedThroughputSettings: { WriteCapacityAutoScalingSettings: SCALING },
  WriteOnDemandThroughputSettings: named('MaxWriteRequestUnits'),
}
const READS = {
  ReadProvisionedThroughputSettings: {
    ReadCapacityUnits: 'any',
    ReadCapacityAutoScalingSettings: SCALING,
  },
  ReadOnDemandThroughputSettings: named('MaxReadRequestUnits'),
} as const
const LOCAL_INDEX = {
  IndexName: 'any',
  KeySchema: KEYS,
  Projection: named('ProjectionType', 'NonKeyAttributes'),
} as const
const OF_A_REPLICA = {
  PointInTimeRecoverySpecification: RECOVERY,
  ...named(
    'ContributorInsightsSpecification',
    'DeletionProtectionEnabled',
    'KinesisStreamSpecification',
    'ResourcePolicy',
    'TableClass',
  ),
  Tags: [named('Key', 'Value')],
} as const

// AWS: API_CreateTable.html; aws-resource-dynamodb-table.html,
// aws-resource-dynamodb-globaltable.html
const TABLE: Members = {
  TableName: 'any',
  AttributeDefinitions: [named('AttributeName', 'AttributeType')],
  KeySchema: KEYS,
  LocalSecondaryIndexes: [LOCAL_INDEX],
  GlobalSecondaryIndexes: [
    {
      ...LOCAL_INDEX,
      ProvisionedThroughput: THROUGHPUT,
      OnDemandThroughput: ON_DEMAND,
      WarmThroughput: WARM,
      ContributorInsightsSpecification: 'any',
      ...WRITES,
    },
  ],
  VectorIndexes: [
    {
      VectorAttribute: named('AttributeName'),
      SearchSchema: [named('AttributeName', 'SearchSchemaElementType')],
      Projection: named('ProjectionType', 'NonKeyAttributes'),
      ...named('IndexName', 'Dimensions', 'DistanceFunction'),
    },
  ],
  ProvisionedThroughput: THROUGHPUT,
  OnDemandThroughput: ON_DEMAND,
  WarmThroughput: WARM,
  StreamSpecification: named('StreamEnabled', 'StreamViewType', 'ResourcePolicy'),
  SSESpecification: named('Enabled', 'SSEEnabled', 'SSEType', 'KMSMasterKeyId'),
  TimeToLiveSpecification: named('AttributeName', 'Enabled'),
  ...OF_A_REPLICA,
  ...WRITES,
  Replicas: [
    {
      Region: 'any',
      ...OF_A_REPLICA,
      ...READS,
      GlobalSecondaryIndexes: [
        { IndexName: 'any', ContributorInsightsSpecification: 'any', ...READS },
      ],
      SSESpecification: named('KMSMasterKeyId'),
      ReplicaStreamSpecification: 'any',
    },
  ],
  ...named(
    'BillingMode',
    'TableThroughputMode',
    'MultiRegionConsistency',
    'GlobalTableWitnesses',
    'GlobalTableSourceArn',
    'GlobalTableSettingsReplicationMode',
    'ImportSourceSpecification',
  ),
}

/** Throws a MisuseError for an unknown member at any depth. */
export const checkMembers = (input: object, caller: string): void => check(input, TABLE, caller)

function check(value: unknown, members: Members, caller: string): void {
  if (members === 'any' || value === undefined) return
  if (isList(members)) {
    // CreateTable refuses anything but a list.
    if (!Array.isArray(value)) return
    value.forEach((element, i) => check(element, members[0], `${caller}[${i}]`))
    return
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  checkNames(value, caller, Object.keys(members), 'member')
  for (const [name, inner] of Object.entries(members)) {
    const place = members === TABLE ? `${caller}: ${name}` : `${caller}.${name}`
    check(Reflect.get(value, name), inner, place)
  }
}

const isList = (members: Members): members is readonly [Members] => Array.isArray(members)
