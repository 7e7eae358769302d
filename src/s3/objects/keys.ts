/** Keys of objects: 1 to 1,024 bytes of UTF-8. */
import { invalidUri, keyTooLong } from '../errors/objects.ts'
import { MAX_KEY_BYTES } from '../limits.ts'

/** Throws S3's answer to a key that no object can have. */
export function checkKey(key: string): void {
  const size = Buffer.byteLength(key)
  if (size > MAX_KEY_BYTES) throw keyTooLong(size)
  if (hasSurplusParents(key)) throw invalidUri(key)
}

/**
 * AWS: object-keys.html: "when parsed left-to-right, the cumulative count of relative path segments
 * never exceeds the number of non-relative path elements encountered".
 */
function hasSurplusParents(key: string): boolean {
  if (!key.includes('..')) return false
  let depth = 0
  for (const segment of key.split('/')) {
    if (segment === '..') depth--
    else if (segment !== '' && segment !== '.') depth++
    if (depth < 0) return true
  }
  return false
}
