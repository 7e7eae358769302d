/** Streams and shards, as AWS describes them. */
import { END_OF_SHARD, printSequenceNumber } from '../../shards/sequence-number.ts'
import { isOpen, shardIdOf, type Shard } from '../../shards/shard.ts'
import { toDecimal } from '../../shards/hash-key.ts'
import { isListed } from '../../shards/retention.ts'
import type { Stream } from '../../state.ts'
import type { World } from '../../../core/world/world.ts'
import { arnOf } from './named-stream.ts'

type Shown = Readonly<Record<string, unknown>>

export const describeRange = ({ start, end }: Pick<Shard, 'start' | 'end'>): Shown => ({
  StartingHashKey: toDecimal(start),
  EndingHashKey: toDecimal(end),
})

export function describeShard(shard: Shard): Shown {
  const [parent, adjacent] = shard.parents
  const { closedAt } = shard
  return {
    ShardId: shardIdOf(shard.index),
    ...(parent !== undefined && { ParentShardId: shardIdOf(parent) }),
    ...(adjacent !== undefined && { AdjacentParentShardId: shardIdOf(adjacent) }),
    HashKeyRange: describeRange(shard),
    SequenceNumberRange: {
      StartingSequenceNumber: printSequenceNumber(shard, 0, shard.createdAt),
      ...(closedAt !== undefined && {
        EndingSequenceNumber: printSequenceNumber(shard, END_OF_SHARD, closedAt),
      }),
    },
  }
}

/** The shards that are open, or closed with records that are still kept. */
export const listedShards = (stream: Stream, now: number): readonly Shard[] =>
  stream.shards.filter((shard) => isListed(stream, shard, now))

export const openShardCount = ({ shards }: Stream): number => shards.filter(isOpen).length

/** The members of both descriptions. Streams change at once: the status is always ACTIVE. */
export const describeSettings = (stream: Stream, world: World): Shown => ({
  StreamName: stream.name,
  StreamARN: arnOf(stream.name, world),
  StreamStatus: 'ACTIVE',
  StreamModeDetails: { StreamMode: stream.mode },
  RetentionPeriodHours: stream.retentionHours,
  StreamCreationTimestamp: new Date(stream.createdAt),
  EnhancedMonitoring: [{ ShardLevelMetrics: stream.metrics }],
  EncryptionType: stream.keyId === undefined ? 'NONE' : 'KMS',
  ...(stream.keyId !== undefined && { KeyId: stream.keyId }),
})
