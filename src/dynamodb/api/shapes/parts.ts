/**
 * Shapes that several operations share. Members and enum values are in the order that AWS prints.
 */
import {
  boolean,
  integer,
  list,
  long,
  map,
  oneOf,
  string,
  structure,
  value,
  type Shape,
  type StringShape,
} from '../../../model/shape.ts'

const NAME = '[a-zA-Z0-9_.-]+'

// AWS: API_PutItem#TableName (1 to 1024 characters, because it accepts ARNs). The pattern applies
// to names, not to ARNs.
export const tableNameOrArn: StringShape = string({
  min: 1,
  max: 1024,
  pattern: NAME,
  nameOrArn: true,
})
/** A table name in the control plane, which requires 3 characters and checks the length first. */
export const managedTable: StringShape = string({
  min: 3,
  max: 1024,
  pattern: NAME,
  nameOrArn: true,
  order: 'length-first',
})
/** Table names as keys of a map. */
export const tableKeys: StringShape = string({ max: 255, min: 3, pattern: NAME, nameOrArn: true })
export const tableName: StringShape = string({ pattern: NAME, min: 3, max: 255 })
export const indexName: StringShape = string({ pattern: NAME, min: 3, max: 255 })
const newIndexName: StringShape = string({ pattern: NAME, min: 3, max: 255, order: 'length-first' })

export const attributes: Shape = map(value)
export const expressionNames: Shape = map(string())
export const attributeNames: Shape = list(string({ max: 65535 }), { min: 1 })

export const clientRequestToken: StringShape = string({ min: 1, max: 36 })
export const returnConsumedCapacity: StringShape = oneOf('INDEXES', 'TOTAL', 'NONE')
export const returnItemCollectionMetrics: StringShape = oneOf('SIZE', 'NONE')
export const returnValues: StringShape = oneOf(
  'ALL_NEW',
  'UPDATED_OLD',
  'ALL_OLD',
  'NONE',
  'UPDATED_NEW',
)
export const returnValuesOnFailure: Shape = oneOf('ALL_OLD', 'NONE')
export const conditionalOperator: Shape = oneOf('OR', 'AND')
export const select: Shape = oneOf(
  'SPECIFIC_ATTRIBUTES',
  'COUNT',
  'ALL_ATTRIBUTES',
  'ALL_PROJECTED_ATTRIBUTES',
)
// prettier-ignore
const comparisonOperator: Shape = oneOf('IN', 'NULL', 'BETWEEN', 'LT', 'NOT_CONTAINS', 'EQ', 'GT', 'NOT_NULL', 'NE', 'LE', 'BEGINS_WITH', 'GE', 'CONTAINS')
export const positiveInteger: Shape = integer({ min: 1 })

export const expected: Shape = map(
  structure('ExpectedAttributeValue', {
    AttributeValueList: list(value),
    ComparisonOperator: comparisonOperator,
    Exists: boolean,
    Value: value,
  }),
)
export const conditions: Shape = map(
  structure('Condition', {
    AttributeValueList: list(value),
    'ComparisonOperator!': comparisonOperator,
  }),
)

export const provisionedThroughput: Shape = structure('ProvisionedThroughput', {
  'WriteCapacityUnits!': long({ min: 1 }),
  'ReadCapacityUnits!': long({ min: 1 }),
})
export const onDemandThroughput: Shape = structure('OnDemandThroughput', {
  MaxReadRequestUnits: long(),
  MaxWriteRequestUnits: long(),
})
export const warmThroughput: Shape = structure('WarmThroughput', {
  ReadUnitsPerSecond: long(),
  WriteUnitsPerSecond: long(),
})
export const billingMode: Shape = oneOf('PROVISIONED', 'PAY_PER_REQUEST')

export const keySchema = (max?: number): Shape =>
  list(
    structure('KeySchemaElement', {
      'AttributeName!': string({ min: 1, max: 255 }),
      'KeyType!': oneOf('HASH', 'RANGE'),
    }),
    max === undefined ? { min: 1 } : { min: 1, max },
  )
export const attributeDefinitions: Shape = list(
  structure('AttributeDefinition', {
    'AttributeName!': string({ min: 1, max: 255 }),
    'AttributeType!': oneOf('B', 'N', 'S'),
  }),
)
const projection: Shape = structure('Projection', {
  ProjectionType: oneOf('ALL', 'INCLUDE', 'KEYS_ONLY'),
  NonKeyAttributes: list(string({ min: 1, max: 255 }), { min: 1, max: 20 }),
})
export const localIndexes: Shape = list(
  structure('LocalSecondaryIndex', {
    'IndexName!': newIndexName,
    // AWS (measured): a local index accepts two elements, a global index up to eight.
    'KeySchema!': keySchema(2),
    'Projection!': projection,
  }),
)
const globalIndexMembers = {
  'KeySchema!': keySchema(),
  'Projection!': projection,
  'IndexName!': newIndexName,
  ProvisionedThroughput: provisionedThroughput,
  OnDemandThroughput: onDemandThroughput,
  WarmThroughput: warmThroughput,
}
export const globalIndexes: Shape = list(structure('GlobalSecondaryIndex', globalIndexMembers))
export const globalIndexUpdates: Shape = list(
  structure('GlobalSecondaryIndexUpdate', {
    Update: structure('UpdateGlobalSecondaryIndexAction', {
      'IndexName!': newIndexName,
      ProvisionedThroughput: provisionedThroughput,
      OnDemandThroughput: onDemandThroughput,
      WarmThroughput: warmThroughput,
    }),
    Create: structure('CreateGlobalSecondaryIndexAction', globalIndexMembers),
    Delete: structure('DeleteGlobalSecondaryIndexAction', { 'IndexName!': newIndexName }),
  }),
)

const vectorIndexMembers = {
  'IndexName!': newIndexName,
  'VectorAttribute!': structure('VectorAttributeDefinition', {
    'AttributeName!': string({ min: 1, max: 65535 }),
  }),
  SearchSchema: list(
    structure('SearchSchemaElement', {
      'AttributeName!': string({ min: 1, max: 65535 }),
      'SearchSchemaElementType!': oneOf('HASH', 'INLINE_FILTER'),
    }),
    { min: 1 },
  ),
  'Projection!': projection,
  'Dimensions!': long({ min: 1 }),
  'DistanceFunction!': oneOf('COSINE', 'DOT_PRODUCT', 'EUCLIDEAN'),
}
// AWS: API_VectorIndex.html
export const vectorIndexes: Shape = list(structure('VectorIndex', vectorIndexMembers))
// AWS: API_VectorIndexUpdate.html
export const vectorIndexUpdates: Shape = list(
  structure('VectorIndexUpdate', {
    Create: structure('CreateVectorIndexAction', vectorIndexMembers),
    Delete: structure('DeleteVectorIndexAction', { 'IndexName!': newIndexName }),
  }),
)

export const streamSpecification: Shape = structure('StreamSpecification', {
  'StreamEnabled!': boolean,
  StreamViewType: oneOf('OLD_IMAGE', 'KEYS_ONLY', 'NEW_AND_OLD_IMAGES', 'NEW_IMAGE'),
})
export const sseSpecification: Shape = structure('SSESpecification', {
  Enabled: boolean,
  SSEType: oneOf('AES256', 'KMS'),
  KMSMasterKeyId: string({ min: 1 }),
})
/**
 * Tags have no constraints here: schema/check-settings.ts checks them with AWS's special wording.
 */
export const tags: Shape = list(structure('Tag', { Key: string(), Value: string() }))

const replicaMembers = {
  'RegionName!': string(),
  KMSMasterKeyId: string(),
  ProvisionedThroughputOverride: structure('ProvisionedThroughputOverride', {
    ReadCapacityUnits: long({ min: 1 }),
  }),
  OnDemandThroughputOverride: structure('OnDemandThroughputOverride', {
    MaxReadRequestUnits: long(),
  }),
  GlobalSecondaryIndexes: list(
    structure('ReplicaGlobalSecondaryIndex', {
      'IndexName!': indexName,
      ProvisionedThroughputOverride: structure('ProvisionedThroughputOverride', {
        ReadCapacityUnits: long({ min: 1 }),
      }),
      OnDemandThroughputOverride: structure('OnDemandThroughputOverride', {
        MaxReadRequestUnits: long(),
      }),
    }),
    { min: 1 },
  ),
  TableClassOverride: oneOf('STANDARD', 'STANDARD_INFREQUENT_ACCESS'),
}
// AWS: API_ReplicationGroupUpdate.html
export const replicaUpdates: Shape = list(
  structure('ReplicationGroupUpdate', {
    Create: structure('CreateReplicationGroupMemberAction', replicaMembers),
    Update: structure('UpdateReplicationGroupMemberAction', replicaMembers),
    Delete: structure('DeleteReplicationGroupMemberAction', { 'RegionName!': string() }),
  }),
  { min: 1 },
)
// AWS: API_GlobalTableWitnessGroupUpdate.html
export const witnessUpdates: Shape = list(
  structure('GlobalTableWitnessGroupUpdate', {
    Create: structure('CreateGlobalTableWitnessGroupMemberAction', { 'RegionName!': string() }),
    Delete: structure('DeleteGlobalTableWitnessGroupMemberAction', { 'RegionName!': string() }),
  }),
  { min: 1, max: 1 },
)
