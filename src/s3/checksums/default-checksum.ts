import type { ImmutableBytes } from '../../core/collections/immutable-bytes.ts'
import { checksumOf } from './algorithms.ts'

/** Worlds and copies share contents, so each checksum is computed once. */
const known = new WeakMap<ImmutableBytes, string>()

/** Recorded: test_put_object, s3-m-8: the CRC64NVME that S3 adds to objects without a checksum. */
export function defaultChecksum(content: ImmutableBytes): string {
  let value = known.get(content)
  if (value === undefined) known.set(content, (value = checksumOf('CRC64NVME', content)))
  return value
}
