/** The arguments of `chat.post` and `chat.disconnect`, as the management API takes them. */
import { shownValue } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { handleOf } from '../../core/handle.ts'

/** A client, a connection of `chat.connections`, or a connection's id. */
export type ConnectionTarget = string | { readonly connectionId: string }

export function toConnectionId(connection: ConnectionTarget, caller: string): string {
  if (typeof connection === 'string') return connection
  if (typeof connection?.connectionId === 'string') return connection.connectionId
  const kind = handleOf(connection)?.kind
  throw new MisuseError(
    `${caller} received ${kind === undefined ? shownValue(connection) : `the handle of a ${kind}`}.`,
    'the client that connect() returned, or the id of a connection',
  )
}

export function toData(message: unknown): Uint8Array {
  if (message instanceof Uint8Array) return message
  const text =
    typeof message === 'string' ? message : (JSON.stringify(message) as string | undefined)
  if (text !== undefined) return Buffer.from(text, 'utf8')
  throw new MisuseError(`post received ${shownValue(message)}.`, 'text, or a value for JSON')
}
