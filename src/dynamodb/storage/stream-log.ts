/** What a stream keeps: records in order, shared by worlds and copied by none. */
import type { KeySchema, StreamViewType } from '../schema/definition.ts'
import type { Item } from '../values/values.ts'

/** One change of one item; images are kept whole and shown by view type. */
export interface StreamRecord {
  /** From 1, without gaps. */
  readonly number: number
  /** Milliseconds since 1970. */
  readonly at: number
  /** One of the two is there: an INSERT has no old item, a REMOVE no new one. */
  readonly oldItem: Item | undefined
  readonly newItem: Item | undefined
  /** Deleted by the sweep of expired items. */
  readonly expired: boolean
}

export interface StreamLog {
  readonly arn: string
  /** A time: `2024-11-18T14:36:44.149`. */
  readonly label: string
  readonly tableName: string
  readonly key: KeySchema
  readonly viewType: StreamViewType
  readonly createdAt: number
  /** When it was disabled; undefined while it is enabled. */
  readonly closedAt: number | undefined
  /** Number of the newest record. */
  count: number
  /** Earlier parts of the log, which never change; then the part this log writes to. */
  earlier: readonly (readonly StreamRecord[])[]
  tail: StreamRecord[]
}

// AWS: Streams.html: records are kept for 24 hours.
export const KEPT_MS: number = 24 * 3_600_000
const PART = 1024

export const createStreamLog = (
  about: Pick<StreamLog, 'arn' | 'label' | 'tableName' | 'key' | 'viewType' | 'createdAt'>,
): StreamLog => ({
  ...about,
  closedAt: undefined,
  count: 0,
  earlier: [],
  tail: [],
})

/** A log with the same records; neither sees what is appended to the other, as long as both go on as clones. */
export const cloneStreamLog = (log: StreamLog): StreamLog => ({
  ...log,
  earlier: log.tail.length === 0 ? log.earlier : [...log.earlier, log.tail],
  tail: [],
})

export function appendRecord(log: StreamLog, record: Omit<StreamRecord, 'number'>): StreamRecord {
  const numbered = { number: ++log.count, ...record }
  if (log.tail.length >= PART) {
    const expired = (part: readonly StreamRecord[]): boolean =>
      (part.at(-1)?.at ?? 0) <= record.at - KEPT_MS
    log.earlier = [...log.earlier.filter((part) => !expired(part)), log.tail]
    log.tail = []
  }
  log.tail.push(numbered)
  return numbered
}

/** Up to `limit` records from `number` on that are not older than 24 hours. */
export function recordsFrom(
  log: StreamLog,
  number: number,
  now: number,
  limit: number = Infinity,
): StreamRecord[] {
  const found: StreamRecord[] = []
  for (const part of [...log.earlier, log.tail]) {
    const [first] = part
    const last = part.at(-1)
    if (!first || !last || last.number < number) continue
    for (let i = Math.max(0, number - first.number); i < part.length; i++) {
      const record = part[i]
      if (!record || record.at <= now - KEPT_MS) continue
      if (found.length >= limit) return found
      found.push(record)
    }
  }
  return found
}

/** Number of the oldest record that is still kept; of the next one when there is none. */
export const oldestNumber = (log: StreamLog, now: number): number =>
  recordsFrom(log, 1, now, 1)[0]?.number ?? log.count + 1

// AWS: sequence numbers have 21 to 40 digits and grow.
export const sequenceNumberOf = (number: number): string => `1${String(number).padStart(20, '0')}`

/** The number behind a sequence number; undefined when this stream gave out no such one. */
export function numberOf(sequenceNumber: string): number | undefined {
  return /^1\d{20}$/.test(sequenceNumber) ? Number(sequenceNumber.slice(1)) : undefined
}

/** A stream has one shard, named by its beginning. */
export const shardIdOf = ({ createdAt, arn }: StreamLog): string => {
  const begin = String(createdAt).padStart(20, '0')
  return `shardId-${begin}-${digitsOf(arn, 0)}`
}

/** 32 hexadecimal digits, the same in every run. */
export const eventIdOf = ({ arn }: StreamLog, number: number): string =>
  [1, 2, 3, 4].map((lane) => digitsOf(`${arn}|${number}`, lane * 0x9e3779b1)).join('')

/** FNV-1a, mixed once more so that neighbours look unlike. */
function digitsOf(text: string, start: number): string {
  let hash = start ^ 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
  return ((hash ^ (hash >>> 15)) >>> 0).toString(16).padStart(8, '0')
}
