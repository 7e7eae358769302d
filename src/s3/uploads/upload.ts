/** Multipart uploads in progress. */
import type { CopyOnWriteMap } from '../../core/collections/copy-on-write-map.ts'
import type { ImmutableBytes } from '../../core/collections/immutable-bytes.ts'
import type { ChecksumAlgorithm, ChecksumType } from '../checksums/algorithms.ts'
import type { ObjectSettings, StoredChecksum } from '../objects/version.ts'

export interface UploadedPart {
  readonly number: number
  readonly content: ImmutableBytes
  /** Without quotes. */
  readonly eTag: string
  readonly checksum: StoredChecksum | undefined
  /** Milliseconds since 1970. */
  readonly lastModified: number
}

export interface Upload {
  readonly id: string
  readonly key: string
  /** Milliseconds since 1970. */
  readonly initiatedAt: number
  readonly settings: ObjectSettings
  /** The checksum that its creation declared. */
  readonly checksumAlgorithm: ChecksumAlgorithm | undefined
  readonly checksumType: ChecksumType | undefined
  readonly parts: CopyOnWriteMap<number, UploadedPart>
  /** Whether its key was written or deleted since it began. */
  readonly isDisturbed: boolean
}
