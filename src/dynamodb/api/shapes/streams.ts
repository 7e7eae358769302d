/** Inputs of the DynamoDB Streams service. */
import { integer, oneOf, string, structure, type StructureShape } from '../../../model/shape.ts'
import * as parts from './parts.ts'

const streamArn = string({ min: 37, max: 1024 })
const shardId = string({ min: 28, max: 65 })

export const listStreams: StructureShape = structure('ListStreamsInput', {
  TableName: parts.tableName,
  Limit: integer({ min: 1, max: 100 }),
  ExclusiveStartStreamArn: streamArn,
})
export const describeStream: StructureShape = structure('DescribeStreamInput', {
  'StreamArn!': streamArn,
  Limit: integer({ min: 1, max: 100 }),
  ExclusiveStartShardId: shardId,
  ShardFilter: structure('ShardFilter', { Type: oneOf('CHILD_SHARDS'), ShardId: shardId }),
})
export const getShardIterator: StructureShape = structure('GetShardIteratorInput', {
  'StreamArn!': streamArn,
  'ShardId!': shardId,
  'ShardIteratorType!': oneOf(
    'AFTER_SEQUENCE_NUMBER',
    'LATEST',
    'AT_SEQUENCE_NUMBER',
    'TRIM_HORIZON',
  ),
  SequenceNumber: string({ min: 21, max: 40 }),
})
export const getRecords: StructureShape = structure('GetRecordsInput', {
  'ShardIterator!': string({ min: 1, max: 2048 }),
  Limit: integer({ min: 1, max: 1000 }),
})
