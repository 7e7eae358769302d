import type { Operation } from '../../core/world/world.ts'
import { errorStatusesOf } from '../../model/index.ts'
import { KINESIS_MODEL } from '../api/model.ts'
import type { KinesisState } from '../state.ts'
import {
  increaseStreamRetentionPeriod,
  decreaseStreamRetentionPeriod,
} from './streams/change-retention.ts'
import { createStream } from './streams/create-stream.ts'
import { deleteStream } from './streams/delete-stream.ts'
import { describeLimits } from './streams/describe-limits.ts'
import { describeStream } from './streams/describe-stream.ts'
import { describeStreamSummary } from './streams/describe-stream-summary.ts'
import {
  enableEnhancedMonitoring,
  disableEnhancedMonitoring,
} from './streams/enhanced-monitoring.ts'
import { getRecords } from './records/get-records.ts'
import { getShardIterator } from './records/get-shard-iterator.ts'
import { listShards } from './shards/list-shards.ts'
import { listStreams } from './streams/list-streams.ts'
import { updateMaxRecordSize } from './streams/max-record-size.ts'
import { mergeShards } from './shards/merge-shards.ts'
import { putRecord } from './records/put-record.ts'
import { putRecords } from './records/put-records.ts'
import { splitShard } from './shards/split-shard.ts'
import { startStreamEncryption, stopStreamEncryption } from './streams/stream-encryption.ts'
import {
  addTagsToStream,
  removeTagsFromStream,
  listTagsForStream,
  tagResource,
  untagResource,
  listTagsForResource,
} from './tags/tags.ts'
import { updateShardCount } from './shards/update-shard-count.ts'
import { updateStreamMode } from './streams/update-stream-mode.ts'

/** The simulated operations. All others throw an UnsupportedError. */
export const operations: Readonly<Record<string, Operation<KinesisState>>> = {
  AddTagsToStream: addTagsToStream,
  CreateStream: createStream,
  DecreaseStreamRetentionPeriod: decreaseStreamRetentionPeriod,
  DeleteStream: deleteStream,
  DescribeLimits: describeLimits,
  DescribeStream: describeStream,
  DescribeStreamSummary: describeStreamSummary,
  DisableEnhancedMonitoring: disableEnhancedMonitoring,
  EnableEnhancedMonitoring: enableEnhancedMonitoring,
  GetRecords: getRecords,
  GetShardIterator: getShardIterator,
  IncreaseStreamRetentionPeriod: increaseStreamRetentionPeriod,
  ListShards: listShards,
  ListStreams: listStreams,
  ListTagsForResource: listTagsForResource,
  ListTagsForStream: listTagsForStream,
  MergeShards: mergeShards,
  PutRecord: putRecord,
  PutRecords: putRecords,
  RemoveTagsFromStream: removeTagsFromStream,
  SplitShard: splitShard,
  StartStreamEncryption: startStreamEncryption,
  StopStreamEncryption: stopStreamEncryption,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateMaxRecordSize: updateMaxRecordSize,
  UpdateShardCount: updateShardCount,
  UpdateStreamMode: updateStreamMode,
}

/** The statuses of Kinesis's errors, by their codes. */
export const errors = (): Readonly<Record<string, number>> => errorStatusesOf(KINESIS_MODEL)
