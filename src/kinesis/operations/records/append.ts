/** Puts one record into the shard of its hash key. */
import type { JournalRecord } from '../../../core/journal.ts'
import { invalidExplicitHashKey, recordTooLarge } from '../../errors.ts'
import { DEFAULT_RECORD_KIB } from '../../limits.ts'
import { fromDecimal, hashKeyOf, type HashKey } from '../../shards/hash-key.ts'
import { dropExpired, nextNumber } from '../../shards/retention.ts'
import { printSequenceNumber } from '../../shards/sequence-number.ts'
import { contains, isOpen, type Shard, type StoredRecord } from '../../shards/shard.ts'
import type { KinesisState, Stream } from '../../state.ts'

export interface Entry {
  readonly Data: Uint8Array
  readonly PartitionKey: string
  readonly ExplicitHashKey?: string
}

/** The hash key of an entry, which an explicit one replaces. */
export function hashKeyOfEntry({ PartitionKey, ExplicitHashKey }: Entry): HashKey {
  if (ExplicitHashKey === undefined) return hashKeyOf(PartitionKey)
  const key = fromDecimal(ExplicitHashKey)
  if (key === undefined) throw invalidExplicitHashKey(ExplicitHashKey)
  return key
}

/** Refuses a record that is larger than its stream takes. `path`: where the request has its data. */
export function checkSize({ maxRecordKiB }: Stream, { Data }: Entry, path: string): void {
  const most = (maxRecordKiB ?? DEFAULT_RECORD_KIB) * 1024
  if (Data.byteLength > most) throw recordTooLarge(path, Data.byteLength, most)
}

/** Returns the open shard of a hash key. Open shards cover all keys. */
export function shardOf({ shards }: Stream, key: HashKey): Shard {
  const shard = shards.find((one) => isOpen(one) && contains(one, key))
  if (!shard) throw new Error(`No open shard has the hash key ${key}.`)
  return shard
}

/** Appends a record to a shard of a stream that this state may write. */
export function append(
  state: KinesisState,
  stream: Stream,
  shard: Shard,
  { Data, PartitionKey, ExplicitHashKey }: Entry,
  { now, causedBy }: { readonly now: number; readonly causedBy: JournalRecord },
): StoredRecord {
  dropExpired(stream, shard, now)
  const record = shard.records.append({
    ordinal: state.appended++,
    sequenceNumber: printSequenceNumber(shard, nextNumber(shard), now),
    partitionKey: PartitionKey,
    explicitHashKey: ExplicitHashKey,
    // A copy, because the caller may reuse its buffer.
    data: Uint8Array.from(Data),
    at: now,
    causedBy,
  })
  return record
}

/** Answers of encrypted streams say so. */
export const encryptionOf = ({ keyId }: Stream): { readonly EncryptionType?: 'KMS' } =>
  keyId === undefined ? {} : { EncryptionType: 'KMS' }
