/** Changes of objects, as the handle of a bucket shows them. */
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import type { ObjectEvent, ObjectWrite } from '../objects/object-write.ts'
import { showObject, type BucketObject } from './bucket-object.ts'

/** A change of an object: it was put, changed or removed. */
export interface BucketWrite {
  /** The event with which S3 notifies of it: `ObjectCreated:Put`. */
  readonly event: ObjectEvent
  readonly key: string
  /** Undefined in a bucket without versioning. */
  readonly versionId: string | undefined
  /** The object that was put or changed, or the version that was removed. */
  readonly object: BucketObject | undefined
  /** The object that the key named before. */
  readonly previous: BucketObject | undefined
  /** When it was, in milliseconds since 1970. */
  readonly at: number
  /** The record of the call that did it. */
  readonly causedBy: JournalRecord | undefined
}

/** The changes of a bucket's objects, oldest first. */
export const writesOf = ({ journal }: World, bucket: string): BucketWrite[] =>
  journal.of<ObjectWrite>('s3-write', (write) => write.bucket === bucket).map(showWrite)

const showWrite = (write: ObjectWrite): BucketWrite => ({
  event: write.event,
  key: write.key,
  versionId: write.versionId,
  object: showObject(write.version),
  previous: showObject(write.previous),
  at: write.at,
  causedBy: write.causedBy,
})
