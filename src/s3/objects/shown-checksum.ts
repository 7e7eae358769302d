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
