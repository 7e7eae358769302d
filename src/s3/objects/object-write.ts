/**
 * Changes of objects, as the journal keeps them. Each has the name of the event with which S3
 * notifies of it.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
 */
import type { JournalRecord } from '../../core/journal.ts'
import type { StoredObject, Version } from './version.ts'

export type ObjectEvent =
  | 'ObjectCreated:Put'
  | 'ObjectCreated:Post'
  | 'ObjectCreated:Copy'
  | 'ObjectCreated:CompleteMultipartUpload'
  | 'ObjectRemoved:Delete'
  | 'ObjectRemoved:DeleteMarkerCreated'
  | 'ObjectTagging:Put'
  | 'ObjectTagging:Delete'
  | 'ObjectAcl:Put'
  | 'ObjectRestore:Post'
  | 'ObjectRestore:Completed'
  | 'ObjectRestore:Delete'
  | 'LifecycleExpiration:Delete'
  | 'LifecycleExpiration:DeleteMarkerCreated'
  | 'LifecycleTransition'

/** One change of an object. */
export interface ObjectWrite extends JournalRecord {
  readonly kind: 's3-write'
  readonly bucket: string
  readonly event: ObjectEvent
  readonly key: string
  /** Undefined in a bucket without versioning. */
  readonly versionId: string | undefined
  /** The version that was put, changed or removed. Undefined if there was none to remove. */
  readonly version: Version | undefined
  /** The object that the key named before. */
  readonly previous: StoredObject | undefined
  /** Orders the changes of one key: hexadecimal digits. */
  readonly sequencer: string
  readonly requestId: string
}
