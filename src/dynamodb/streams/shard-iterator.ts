/**
 * Prints and parses shard iterators: `<stream ARN>|1|<opaque>`.
 * Recorded: test_dynamodb_streams_shard_iterator_format
 */
import { expiredIterator, invalidIterator } from './errors.ts'

export interface ShardIterator {
  readonly streamArn: string
  readonly shardId: string
  /** The number of the next record to read. */
  readonly next: number
  readonly issuedAt: number
}

// AWS: API_streams_GetShardIterator.html
const LIFETIME_MS = 15 * 60_000

export function printIterator({ streamArn, shardId, next, issuedAt }: ShardIterator): string {
  const opaque = Buffer.from(JSON.stringify([shardId, next, issuedAt])).toString('base64')
  return `${streamArn}|1|${opaque}`
}

export function parseIterator(text: string, now: number): ShardIterator {
  const [streamArn, version, opaque, ...more] = text.split('|')
  if (streamArn === undefined || version !== '1' || opaque === undefined || more.length > 0) {
    throw invalidIterator()
  }
  const [shardId, next, issuedAt] = opaqueParts(opaque)
  if (now > issuedAt + LIFETIME_MS) throw expiredIterator()
  return { streamArn, shardId, next, issuedAt }
}

function opaqueParts(text: string): [string, number, number] {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(text, 'base64').toString())
  } catch {
    // The iterator is not from this library.
    throw invalidIterator()
  }
  if (!Array.isArray(parts)) throw invalidIterator()
  const [shardId, next, issuedAt]: unknown[] = parts
  if (typeof shardId !== 'string' || typeof issuedAt !== 'number') throw invalidIterator()
  if (typeof next !== 'number' || !Number.isInteger(next)) throw invalidIterator()
  return [shardId, next, issuedAt]
}
