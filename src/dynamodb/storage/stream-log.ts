/** The records of a stream, in order. Worlds share them without copies. */
import type { JournalRecord } from '../../core/journal.ts'
import type { KeySchema, StreamViewType } from '../schema/definition.ts'
import type { Item } from '../values/values.ts'

/** One change of one item. It keeps whole images; the view type applies when it is read. */
export interface StreamRecord {
  /** Consecutive, from 1. */
  readonly number: number
  /** Milliseconds since 1970. */
  readonly at: number
  /** An INSERT has no old item, and a REMOVE has no new item. */
  readonly oldItem: Item | undefined
  readonly newItem: Item | undefined
  /** Whether a sweep of expired items deleted the item. */
  readonly expired: boolean
  /** The record of the write. */
  readonly cause: JournalRecord
  /** Its JSON in the form that readers receive, made when a mapping first reads it. */
  text?: string
}

export interface StreamLog {
  readonly arn: string
  /** The time of creation: `2024-11-18T14:36:44.149`. */
  readonly label: string
  readonly tableName: string
  readonly key: KeySchema
  readonly viewType: StreamViewType
  readonly createdAt: number
  /** The time at which the stream was disabled. Undefined while it is enabled. */
  readonly closedAt: number | undefined
  /** The number of the latest record. */
  count: number
  /** The number of the oldest record within the world's `journalLimit`. */
  oldest: number
  /** The earlier parts of the log, which never change, and the part that this log appends to. */
  earlier: readonly (readonly StreamRecord[])[]
  tail: StreamRecord[]
  /** See `eventIdOf`. */
  idSeeds?: readonly number[]
}

// AWS: Streams.html: a stream keeps records for 24 hours.
export const KEPT_MS: number = 24 * 3_600_000
const PART = 1024

export const createStreamLog = (
  about: Pick<StreamLog, 'arn' | 'label' | 'tableName' | 'key' | 'viewType' | 'createdAt'>,
): StreamLog => ({
  ...about,
  closedAt: undefined,
  count: 0,
  oldest: 1,
  earlier: [],
  tail: [],
})

/**
 * Returns a log with the same records. Clone both sides: then neither sees the other's new records.
 */
export const cloneStreamLog = (log: StreamLog): StreamLog => ({
  ...log,
  earlier: log.tail.length === 0 ? log.earlier : [...log.earlier, log.tail],
  tail: [],
})

/** Appends a record and keeps the latest `limit` records. Reads of older ones fail as trimmed. */
export function appendRecord(
  log: StreamLog,
  record: Omit<StreamRecord, 'number'>,
  limit: number,
): StreamRecord {
  const numbered = { number: ++log.count, ...record }
  log.oldest = Math.max(log.oldest, log.count - limit + 1)
  if (log.tail.length >= PART) {
    const isGone = (part: readonly StreamRecord[]): boolean => {
      const last = part.at(-1)
      return !last || last.at <= record.at - KEPT_MS || last.number < log.oldest
    }
    log.earlier = [...log.earlier, log.tail].filter((part) => !isGone(part))
    log.tail = []
  }
  log.tail.push(numbered)
  return numbered
}

/** Up to `limit` kept records from `number` on, without records older than 24 hours. */
export function recordsFrom(
  log: StreamLog,
  number: number,
  now: number,
  limit: number = Infinity,
): StreamRecord[] {
  const found: StreamRecord[] = []
  const from = Math.max(number, log.oldest)
  for (const part of [...log.earlier, log.tail]) {
    const [first] = part
    const last = part.at(-1)
    if (!first || !last || last.number < from) continue
    for (let i = Math.max(0, from - first.number); i < part.length; i++) {
      const record = part[i]
      if (!record || record.at <= now - KEPT_MS) continue
      if (found.length >= limit) return found
      found.push(record)
    }
  }
  return found
}

/** The number of the oldest kept record, or of the next record if the stream is empty. */
export const oldestNumber = (log: StreamLog, now: number): number =>
  recordsFrom(log, 1, now, 1)[0]?.number ?? log.count + 1

// AWS: sequence numbers have 21 to 40 digits and grow.
export const sequenceNumberOf = (number: number): string => `1${String(number).padStart(20, '0')}`

/**
 * The record number of a sequence number. Undefined if a stream cannot have this sequence number.
 */
export function numberOf(sequenceNumber: string): number | undefined {
  return /^1\d{20}$/.test(sequenceNumber) ? Number(sequenceNumber.slice(1)) : undefined
}

/** The id of a stream's only shard. It contains the stream's time of creation. */
export const shardIdOf = ({ createdAt, arn }: StreamLog): string => {
  const begin = String(createdAt).padStart(20, '0')
  return `shardId-${begin}-${digitsOf(arn, 0)}`
}

/**
 * The id of a record: 32 hexadecimal digits, the same in every run. Every record of a stream begins
 * with the hash of the stream's ARN, which is therefore kept.
 */
export function eventIdOf(log: StreamLog, number: number): string {
  log.idSeeds ??= [1, 2, 3, 4].map((lane) => hashFrom(lane * 0x9e3779b1, `${log.arn}|`))
  const digits = String(number)
  log.idSeeds.forEach((seed, lane) => writeHex(mixed(continueHash(seed, digits)), lane * 8))
  return idBytes.toString('latin1')
}

// Written byte by byte, so that each id is one flat string: every event has one per record.
const idBytes = Buffer.alloc(32)
const HEX = Buffer.from('0123456789abcdef')

function writeHex(value: number, at: number): void {
  for (let i = 0; i < 8; i++) idBytes[at + i] = HEX[(value >>> (28 - 4 * i)) & 15] ?? 0
}

/** FNV-1a with a final mix, so that similar inputs give dissimilar digits. */
const digitsOf = (text: string, start: number): string =>
  mixed(hashFrom(start, text)).toString(16).padStart(8, '0')

const hashFrom = (start: number, text: string): number => continueHash(start ^ 0x811c9dc5, text)

function continueHash(start: number, text: string): number {
  let hash = start
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}

function mixed(hash: number): number {
  const mix = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
  return (mix ^ (mix >>> 15)) >>> 0
}
