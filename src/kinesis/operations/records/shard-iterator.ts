/** Prints and parses shard iterators, which are page tokens (core/resources/page-token.ts). */
import {
  createPageToken,
  readPageToken,
  type TokenScope,
} from '../../../core/resources/page-token.ts'
import type { World } from '../../../core/world/world.ts'
import { invalidIterator, iteratorExpired } from '../../errors.ts'
import { ITERATOR_LIFETIME_MS } from '../../limits.ts'

export interface ShardIterator {
  readonly stream: string
  /** Distinguishes the stream from an earlier one of the same name. */
  readonly createdAt: number
  readonly shard: number
  /** The number of the next record to read. */
  readonly next: number
}

type Position = readonly [
  stream: string,
  createdAt: number,
  shard: number,
  next: number,
  issuedAt: number,
]

const scopeOf = ({ options }: World): TokenScope => ({
  options,
  service: 'kinesis',
  operation: 'GetShardIterator',
})

export function printIterator(
  { stream, createdAt, shard, next }: ShardIterator,
  world: World,
): string {
  const position: Position = [stream, createdAt, shard, next, world.clock.now()]
  return createPageToken(scopeOf(world), position)
}

/** Throws AWS's error for an iterator that is invented or older than five minutes. */
export function parseIterator(text: string, world: World): ShardIterator {
  const read = readPageToken(scopeOf(world), text)
  if (read.flaw) throw invalidIterator()
  const [stream, createdAt, shard, next, issuedAt] = read.position as Position
  const now = world.clock.now()
  if (now > issuedAt + ITERATOR_LIFETIME_MS) {
    throw iteratorExpired(issuedAt, now, ITERATOR_LIFETIME_MS)
  }
  return { stream, createdAt, shard, next }
}
