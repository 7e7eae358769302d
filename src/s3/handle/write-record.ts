/** Changes of objects, as the handle of a bucket shows them. */
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import type { Bucket } from '../buckets/bucket.ts'
import { withContent } from '../contents/records.ts'
import type { ObjectEvent, ObjectWrite } from '../objects/object-write.ts'
import { showObject, type BucketObject } from './bucket-object.ts'

/** A change of an object: it was put, changed or removed. */
export interface BucketWrite {
  /** The event with which S3 notifies of it: `ObjectCreated:Put`. */
  readonly event: ObjectEvent
  readonly key: string
  /** Undefined in a bucket without versioning. */
  readonly versionId: string | undefined
  /**
   * The object that was put or changed, or the version that was removed. Of more than 1 MiB the
   * content is there as long as it is in the bucket.
   */
  readonly object: BucketObject | undefined
  /** The object that the key named before. */
  readonly previous: BucketObject | undefined
  /** When it was, in milliseconds since 1970. */
  readonly at: number
  /** The record of the call that did it. */
  readonly causedBy: JournalRecord | undefined
}

/** The changes of a bucket's objects, oldest first. */
export const writesOf = ({ journal }: World, { name, objects }: Bucket): BucketWrite[] =>
  journal
    .of<ObjectWrite>('s3-write', ({ bucket }) => bucket === name)
    .map((write) => {
      const { event, key, versionId, version, previous, at, causedBy } = write
      const present = objects.get(key)
      return {
        event,
        key,
        versionId,
        object: showObject(withContent(version, present)),
        previous: showObject(withContent(previous, present)),
        at,
        causedBy,
      }
    })
