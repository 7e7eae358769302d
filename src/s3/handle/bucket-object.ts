/* oxlint-disable typescript/no-explicit-any -- the content may be any JSON, as with JSON.parse */
/** Objects and their versions, as the handle of a bucket shows them. */
import type { ImmutableBytes } from '../../core/collections/immutable-bytes.ts'
import { MisuseError } from '../../core/errors.ts'
import { NULL_VERSION, type StoredObject, type Version } from '../objects/version.ts'

/** An object in a bucket. Its content is read when it is asked for. */
export class BucketObject {
  readonly key: string
  /** In bytes. */
  readonly size: number
  readonly contentType: string
  /** The user's metadata. Names are in lower case. */
  readonly metadata: Readonly<Record<string, string>>
  readonly tags: Readonly<Record<string, string>>
  /** With quotes, as the SDK has it. */
  readonly eTag: string
  /** Undefined in a bucket without versioning. */
  readonly versionId: string | undefined
  readonly lastModified: Date
  /** `STANDARD`, `GLACIER`, ... */
  readonly storageClass: string
  readonly #stored: StoredObject

  /** Made by the handle. */
  constructor(stored: StoredObject) {
    const { key, content, headers, metadata, tags, eTag, versionId, lastModified } = stored
    this.key = key
    this.size = content.size
    this.contentType = headers.ContentType
    this.metadata = Object.fromEntries(metadata)
    this.tags = Object.fromEntries(tags)
    this.eTag = `"${eTag}"`
    this.versionId = versionId === NULL_VERSION ? undefined : versionId
    this.lastModified = new Date(lastModified)
    this.storageClass = stored.storageClass
    this.#stored = stored
  }

  /** A copy of the content. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.#content().bytes())
  }

  /** The content as UTF-8. */
  text(): string {
    return this.#content().text()
  }

  /**
   * The content as JSON.
   *
   * @throws MisuseError when it is not JSON
   */
  json<Value = any>(): Value {
    const text = this.text()
    try {
      return JSON.parse(text) as Value
    } catch {
      throw new MisuseError(`The object '${this.key}' is not JSON.`, 'text() or bytes')
    }
  }

  #content(): ImmutableBytes {
    const { content } = this.#stored
    if (!content.isGone) return content
    throw new MisuseError(
      `The content of '${this.key}' is gone: ${this.size} bytes that were overwritten or deleted.`,
      'an object of at most 1 MiB, or one that is still in its bucket',
    )
  }
}

/** A version of an object, the newest first in `bucket.versions(key)`. */
export interface ObjectVersion {
  readonly key: string
  /** `null` for a version from the time before versioning. */
  readonly versionId: string
  readonly isLatest: boolean
  readonly isDeleteMarker: boolean
  readonly lastModified: Date
  /** Undefined for a delete marker. */
  readonly object: BucketObject | undefined
}

export const showObject = (version: Version | undefined): BucketObject | undefined =>
  version && !version.isMarker ? new BucketObject(version) : undefined

export const showVersion = (version: Version, index: number): ObjectVersion => ({
  key: version.key,
  versionId: version.versionId,
  isLatest: index === 0,
  isDeleteMarker: version.isMarker,
  lastModified: new Date(version.lastModified),
  object: showObject(version),
})
