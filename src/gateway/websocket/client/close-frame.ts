/** The close frame of a client. */
import { shownValue } from '../../../core/checks.ts'
import { MisuseError } from '../../../core/errors.ts'
import type { SocketClosed } from '../../api/websocket/connection.ts'
import { isCloseCode, MAX_REASON_BYTES } from '../close-codes.ts'
import { disconnectFacts } from '../close.ts'

/** @throws MisuseError for a code or a reason that no close frame can have */
export function toClosed(
  code: number | undefined,
  reason: string | undefined,
): { readonly event: SocketClosed; readonly client: SocketClosed } {
  if (code !== undefined && !isCloseCode(code)) {
    throw new MisuseError(
      `close received the code ${shownValue(code)}.`,
      '1000 to 1003, 1007 to 1014, or 3000 to 4999: the codes that a close frame can have',
    )
  }
  if (reason !== undefined && (code === undefined || typeof reason !== 'string'))
    throw new MisuseError(`close received the reason ${shownValue(reason)}.`, 'text, after a code')
  if (Buffer.byteLength(reason ?? '') > MAX_REASON_BYTES) {
    throw new MisuseError(
      'close received a reason that is too long.',
      `at most ${MAX_REASON_BYTES} bytes, as a close frame can hold`,
    )
  }
  return {
    event: disconnectFacts(code, reason),
    // Clients show 1005 for a frame without a code (RFC 6455, section 7.1.5).
    client: { code: code ?? NO_CODE, reason: reason ?? '' },
  }
}

const NO_CODE = 1005
