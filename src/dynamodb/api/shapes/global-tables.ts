/** Inputs of the operations on global tables of version 2017.11.29. */
import { integer, list, string, structure, type StructureShape } from '../../../model/shape.ts'
import * as parts from './parts.ts'

const named = { 'GlobalTableName!': parts.tableName }
const region = { 'RegionName!': string() }

export const createGlobalTable: StructureShape = structure('CreateGlobalTableInput', {
  ...named,
  'ReplicationGroup!': list(structure('Replica', { RegionName: string() })),
})
export const describeGlobalTable: StructureShape = structure('DescribeGlobalTableInput', named)
export const updateGlobalTable: StructureShape = structure('UpdateGlobalTableInput', {
  ...named,
  'ReplicaUpdates!': list(
    structure('ReplicaUpdate', {
      Create: structure('CreateReplicaAction', region),
      Delete: structure('DeleteReplicaAction', region),
    }),
  ),
})
export const listGlobalTables: StructureShape = structure('ListGlobalTablesInput', {
  ExclusiveStartGlobalTableName: parts.tableName,
  Limit: integer({ min: 1 }),
  RegionName: string(),
})
