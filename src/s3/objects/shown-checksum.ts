/** The checksum of an object, as answers show it. */
import { checksumMember, type ChecksumMembers, type ChecksumType } from '../checksums/algorithms.ts'
import { defaultChecksum } from '../checksums/default-checksum.ts'
import type { StoredChecksum, StoredObject } from './version.ts'

type ChecksumKind = Omit<StoredChecksum, 'value'>

const BY_DEFAULT: ChecksumKind = { algorithm: 'CRC64NVME', type: 'FULL_OBJECT' }

/** Computes no value, which lists do not show. */
export const checksumKind = ({ checksum }: StoredObject): ChecksumKind => checksum ?? BY_DEFAULT

export const checksumFor = ({ checksum, content }: StoredObject): StoredChecksum =>
  checksum ?? { ...BY_DEFAULT, value: defaultChecksum(content) }

export type ShownChecksum = ChecksumMembers & { readonly ChecksumType?: ChecksumType }

export const showChecksum = ({ algorithm, value, type }: StoredChecksum): ShownChecksum => ({
  ...checksumMember(algorithm, value),
  ChecksumType: type,
})

/**
 * The checksum of a new object. S3's own costs as much as a digest in JavaScript, so it is computed
 * when something reads it.
 */
export function showNewChecksum(object: StoredObject): ShownChecksum {
  if (object.checksum) return showChecksum(object.checksum)
  const shown = { ChecksumType: BY_DEFAULT.type }
  const get = (): string => checksumFor(object).value
  return Object.defineProperty(shown, 'ChecksumCRC64NVME', { enumerable: true, get })
}
