/** Describes streams and shards. AWS: API_streams_StreamDescription.html */
import { describeKey, toSeconds } from '../state/describe-table.ts'
import { sequenceNumberOf, shardIdOf, type StreamLog } from '../storage/stream-log.ts'

type Shown = Readonly<Record<string, unknown>>

export const describeStreamLog = (log: StreamLog): Shown => ({
  StreamArn: log.arn,
  StreamLabel: log.label,
  StreamStatus: log.closedAt === undefined ? 'ENABLED' : 'DISABLED',
  StreamViewType: log.viewType,
  CreationRequestDateTime: toSeconds(log.createdAt),
  TableName: log.tableName,
  KeySchema: describeKey(log.key),
})

/** Describes the shard of a stream. A closed shard has an end. */
export const describeShard = (log: StreamLog): Shown => ({
  ShardId: shardIdOf(log),
  SequenceNumberRange: {
    StartingSequenceNumber: sequenceNumberOf(1),
    ...(log.closedAt !== undefined && {
      EndingSequenceNumber: sequenceNumberOf(Math.max(1, log.count)),
    }),
  },
})
