/**
 * Version ids: 32 characters. S3 tells its own ids from invented ones, so the last characters of an
 * id here are a check of the others.
 *
 * Recorded: test_object_version_id_format.
 */
import type { Ids } from '../../core/ids.ts'
import { NULL_VERSION } from './version.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._'
const RANDOM_LENGTH = 28
const FORM = /^[A-Za-z0-9._]{32}$/

export function newVersionId(ids: Ids): string {
  const random = ids.text('s3-version', RANDOM_LENGTH, ALPHABET)
  return random + checkOf(random)
}

/** Whether S3 can have given this id to some version. */
export const isVersionId = (id: string): boolean =>
  id === NULL_VERSION ||
  (FORM.test(id) && checkOf(id.slice(0, RANDOM_LENGTH)) === id.slice(RANDOM_LENGTH))

/** FNV-1a, as four characters. */
function checkOf(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  let check = ''
  for (let shift = 0; shift < 24; shift += 6) check += ALPHABET.charAt((hash >>> shift) & 63)
  return check
}
