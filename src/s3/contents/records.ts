/**
 * What the journal keeps of contents. It keeps thousands of records, and each would keep the memory
 * of an object that is long gone.
 */
import { ImmutableBytes } from '../../core/collections/immutable-bytes.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { StoredObject, Version } from '../objects/version.ts'

/** Records keep contents up to this size. */
const KEPT_BYTES = 1024 * 1024

/** Returns a version for a record. */
export function recorded<Recorded extends Version | undefined>(version: Recorded): Recorded {
  if (!version || version.isMarker || version.content.size <= KEPT_BYTES) return version
  return { ...version, content: ImmutableBytes.gone(version.content.size) }
}

/** Takes a large body out of the record of its call. */
export function forgetBody({ input }: JournalRecord & { input?: unknown }, size: number): void {
  if (size <= KEPT_BYTES || typeof input !== 'object' || input === null) return
  Reflect.set(input, 'Body', ImmutableBytes.gone(size))
}

/** Returns the version with its content, if it is still in the bucket. */
export function withContent(
  version: Version | undefined,
  present: readonly Version[] | undefined,
): Version | undefined {
  if (!version || version.isMarker || !version.content.isGone) return version
  const isSame = (other: Version): other is StoredObject =>
    !other.isMarker &&
    other.versionId === version.versionId &&
    other.lastModified === version.lastModified &&
    other.eTag === version.eTag
  const found = present?.find(isSame)
  return found ? { ...version, content: found.content } : version
}
