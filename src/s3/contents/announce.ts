/** Records a change of an object, and notifies of it. */
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import type { Bucket } from '../buckets/bucket.ts'
import { notify } from '../notifications/notify.ts'
import type { StoredObject, Version } from '../objects/version.ts'
import type { S3State } from '../state.ts'
import { recorded } from './records.ts'
import type { ObjectEvent, ObjectWrite } from '../objects/object-write.ts'

/** The call that changes an object, or the lifecycle. */
export interface WriteContext {
  readonly world: World
  readonly record: JournalRecord & { readonly requestId: string }
}

export interface Change {
  readonly event: ObjectEvent
  readonly key: string
  readonly version: Version | undefined
  readonly previous?: StoredObject | undefined
}

export function announce(
  state: S3State,
  { world, record }: WriteContext,
  bucket: Bucket,
  { event, key, version, previous }: Change,
): void {
  const at = world.clock.now()
  const write: ObjectWrite = world.journal.append({
    kind: 's3-write',
    at,
    causedBy: record,
    bucket: bucket.name,
    event,
    key,
    versionId: bucket.settings.versioning === undefined ? undefined : version?.versionId,
    version: recorded(version),
    previous: recorded(previous),
    sequencer: sequencerOf(at, ++state.sequence),
    requestId: record.requestId,
  })
  notify(state, world, bucket, write)
}

/** Seen: AWS's examples, such as `0055AED6DCD90281E5`, begin with the seconds since 1970. */
function sequencerOf(at: number, count: number): string {
  const milliseconds = Math.floor(at)
  const seconds = Math.floor(milliseconds / 1_000)
  // The fraction of the second, and 22 bits that tell writes of one millisecond apart.
  const rest = (milliseconds - seconds * 1_000) * 0x40_00_00 + (count & 0x3f_ff_ff)
  return `00${hexadecimal(seconds)}${hexadecimal(rest)}`
}

const hexadecimal = (digits: number): string => digits.toString(16).toUpperCase().padStart(8, '0')
