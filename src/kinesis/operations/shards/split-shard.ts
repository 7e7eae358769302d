import type { Operation, World } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { badSplit, onlyProvisioned, shardIsClosed, shardNotFound } from '../../errors.ts'
import { fromDecimal, toDecimal, toNumber } from '../../shards/hash-key.ts'
import { isListed } from '../../shards/retention.ts'
import { indexOfShardId, isOpen, shardIdOf, split, type Shard } from '../../shards/shard.ts'
import { forWriting, updateStream, type KinesisState, type Stream } from '../../state.ts'
import {
  accessTo,
  findStream,
  named,
  nameIn,
  STREAM_MEMBERS,
  type StreamInput,
  wakeReaders,
} from '../streams/named-stream.ts'

interface Input extends StreamInput {
  readonly ShardToSplit: string
  readonly NewStartingHashKey: string
}

/**
 * AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SplitShard.html. Here the
 * children exist at once.
 */
export const splitShard: Operation<KinesisState, Input, void> = defineOperation({
  name: 'SplitShard',
  handles: [...STREAM_MEMBERS, 'ShardToSplit', 'NewStartingHashKey'],
  access: accessTo('SplitShard'),
  run(state, input, { world }) {
    const { NewStartingHashKey: at } = input
    const index = shardIndexOf(input.ShardToSplit, input, world)
    const stream = provisioned(
      'SplitShard',
      forWriting(state, findStream(state, input, world)),
      world,
    )
    const shard = openShard(stream, index, world)
    const key = fromDecimal(at)
    const low = toNumber(shard.start) + 1n
    if (key === undefined || toNumber(key) <= low || key >= shard.end) {
      const range = { start: toDecimal(shard.start), end: toDecimal(shard.end) }
      throw badSplit(at, shardIdOf(index), range, named(stream.name, world))
    }
    updateStream(state, stream, { shards: split(stream.shards, shard, key, world.clock.now()) })
    wakeReaders(stream.name, world)
  },
})

/** The index in a shard's id, before the stream is looked up. */
export function shardIndexOf(id: string, input: StreamInput, world: World): number {
  const index = indexOfShardId(id)
  if (index === undefined) throw shardNotFound(id, named(nameIn(input), world))
  return index
}

export function provisioned(operation: string, stream: Stream, world: World): Stream {
  if (stream.mode !== 'PROVISIONED') throw onlyProvisioned(operation, named(stream.name, world))
  return stream
}

export function openShard(stream: Stream, index: number, world: World): Shard {
  const shard = stream.shards[index]
  const of = named(stream.name, world)
  if (!shard || !isListed(stream, shard, world.clock.now())) {
    throw shardNotFound(shardIdOf(index), of)
  }
  if (!isOpen(shard)) throw shardIsClosed(shardIdOf(index), of)
  return shard
}
