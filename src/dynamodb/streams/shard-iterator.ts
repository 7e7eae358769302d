/** Shard iterators: `<stream ARN>|1|<opaque>`. Recorded: test_dynamodb_streams_shard_iterator_format */
import { expiredIterator, invalidIterator } from './errors.ts'

export interface ShardIterator {
  readonly streamArn: string
  readonly shardId: string
  /** Number of the next record to read. */
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
  const parts = text.split('|')
  if (parts.length !== 3 || parts[1] !== '1') throw invalidIterator()
  const [shardId, next, issuedAt] = opaqueParts(parts[2]!)
  if (now > issuedAt + LIFETIME_MS) throw expiredIterator()
  return { streamArn: parts[0]!, shardId, next, issuedAt }
}

function opaqueParts(text: string): [string, number, number] {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(text, 'base64').toString())
  } catch {
    // Not one of ours.
    throw invalidIterator()
  }
  if (!Array.isArray(parts) || typeof parts[0] !== 'string') throw invalidIterator()
  if (!Number.isInteger(parts[1]) || !Number.isFinite(parts[2])) throw invalidIterator()
  return parts as [string, number, number]
}
