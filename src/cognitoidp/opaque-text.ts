/** Texts that only the service reads: refresh tokens, sessions, secret blocks. */
import type { Ids } from '../core/ids.ts'

/** Returns `length` characters. Cheaper than an id of an alphabet, because they are hundreds. */
export const opaqueText = (
  ids: Ids,
  kind: string,
  length: number,
  encoding: 'base64' | 'base64url' = 'base64url',
): string =>
  ids
    .bytes(kind, Math.ceil((length * 3) / 4))
    .toString(encoding)
    .slice(0, length)
