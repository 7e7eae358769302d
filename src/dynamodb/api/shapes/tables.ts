/** Inputs of the operations on tables. */
import { missingParameter } from '../../errors.ts'
import {
  boolean,
  integer,
  list,
  oneOf,
  string,
  structure,
  type StructureShape,
} from '../../../model/shape.ts'
import * as parts from './parts.ts'

const tableName = { 'TableName!': parts.managedTable }
const described = {
  name: 'TableName',
  missingText: missingParameter('TableName'),
}

// AWS (measured by a peer, 2026): an invalid value is reported alone.
const throughputMode = { name: 'TableThroughputMode', alone: true }

export const createTable: StructureShape = structure(
  'CreateTableInput',
  {
    'AttributeDefinitions!': parts.attributeDefinitions,
    'TableName!': parts.tableName,
    BillingMode: parts.billingMode,
    TableThroughputMode: parts.billingMode,
    ProvisionedThroughput: parts.provisionedThroughput,
    'KeySchema!': parts.keySchema(2),
    // AWS, as observed by peers in autumn 2026: global indexes come first.
    GlobalSecondaryIndexes: parts.globalIndexes,
    LocalSecondaryIndexes: parts.localIndexes,
    StreamSpecification: parts.streamSpecification,
    SSESpecification: parts.sseSpecification,
    Tags: parts.tags,
    TableClass: string(),
    DeletionProtectionEnabled: boolean,
    WarmThroughput: parts.warmThroughput,
    OnDemandThroughput: parts.onDemandThroughput,
    ResourcePolicy: string(),
    VectorIndexes: parts.vectorIndexes,
    GlobalTableSourceArn: string(),
    GlobalTableSettingsReplicationMode: string(),
  },
  { ...described, alone: true },
  throughputMode,
)

export const updateTable: StructureShape = structure(
  'UpdateTableInput',
  {
    AttributeDefinitions: parts.attributeDefinitions,
    ...tableName,
    BillingMode: parts.billingMode,
    TableThroughputMode: parts.billingMode,
    ProvisionedThroughput: parts.provisionedThroughput,
    GlobalSecondaryIndexUpdates: parts.globalIndexUpdates,
    StreamSpecification: parts.streamSpecification,
    SSESpecification: parts.sseSpecification,
    TableClass: string(),
    DeletionProtectionEnabled: boolean,
    OnDemandThroughput: parts.onDemandThroughput,
    WarmThroughput: parts.warmThroughput,
    VectorIndexUpdates: parts.vectorIndexUpdates,
    ReplicaUpdates: parts.replicaUpdates,
    MultiRegionConsistency: oneOf('EVENTUAL', 'STRONG'),
    GlobalTableWitnessUpdates: parts.witnessUpdates,
    GlobalTableSettingsReplicationMode: string(),
  },
  described,
  throughputMode,
)

export const deleteTable: StructureShape = structure('DeleteTableInput', tableName, described)
export const describeTable: StructureShape = structure('DescribeTableInput', tableName, described)
export const listTables: StructureShape = structure('ListTablesInput', {
  Limit: integer({ min: 1, max: 100 }),
  ExclusiveStartTableName: parts.tableName,
})

export const updateTimeToLive: StructureShape = structure('UpdateTimeToLiveInput', {
  ...tableName,
  'TimeToLiveSpecification!': structure('TimeToLiveSpecification', {
    'AttributeName!': string({ min: 1, max: 255 }),
    'Enabled!': boolean,
  }),
})
export const describeTimeToLive: StructureShape = structure(
  'DescribeTimeToLiveInput',
  tableName,
  described,
)

/** The tagging operations check missing members themselves, with AWS's special wording. */
export const tagResource: StructureShape = structure('TagResourceInput', {
  ResourceArn: string(),
  Tags: parts.tags,
})
export const untagResource: StructureShape = structure('UntagResourceInput', {
  ResourceArn: string(),
  TagKeys: list(string()),
})
export const listTagsOfResource: StructureShape = structure('ListTagsOfResourceInput', {
  ResourceArn: string(),
  NextToken: string(),
})
export const describeLimits: StructureShape = structure('DescribeLimitsInput', {})
export const describeEndpoints: StructureShape = structure('DescribeEndpointsRequest', {})
