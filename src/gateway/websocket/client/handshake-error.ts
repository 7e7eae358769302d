/** The error of a handshake that failed. */
import { linkRecord, markSeen } from '../../../core/reporting/failure-seen.ts'
import type { WebSocketRecord } from '../record.ts'

/**
 * `chat.connect()` rejects with it when the gateway or the function behind `$connect` refuses the
 * handshake. Its `name` is `HandshakeError`.
 *
 * @example
 * ```ts
 * await expect(chat.connect()).rejects.toMatchObject({ name: 'HandshakeError', status: 403 })
 * ```
 */
export class HandshakeError extends Error {
  /** The status of the response to the handshake. 101: the client itself refused the answer. */
  declare readonly status: number
  /** The response to the handshake. */
  declare readonly response: Response | undefined

  /** @internal */
  constructor(message: string, record: WebSocketRecord) {
    super(message)
    const { status, invocation, authorizer } = record
    const property = { enumerable: false, configurable: true, writable: true }
    Object.defineProperty(this, 'name', { ...property, value: 'HandshakeError' })
    const see = (): void => {
      markSeen(authorizer?.invocation, 'status')
      markSeen(invocation, 'status')
    }
    Object.defineProperty(this, 'status', {
      enumerable: true,
      configurable: true,
      get() {
        see()
        return status
      },
    })
    Object.defineProperty(this, 'response', {
      configurable: true,
      get() {
        see()
        return record.response
      },
    })
    linkRecord(this, record)
  }
}
