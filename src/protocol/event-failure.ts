/** An event stream that breaks off: what was sent stays sent, and the error is its last message. */
import { isServiceError, type ServiceError } from '../core/errors.ts'
import { eventStreams, type NormalizedSchema } from './smithy.ts'
import { toWireJson } from './wire-json.ts'
import { toBytes } from './wire.ts'

/** Events up to the error of AWS that ends them, if one does. */
export interface BreakableEvents {
  readonly events: AsyncIterable<unknown>
  /** Known once the events have ended. */
  readonly failure: () => ServiceError | undefined
}

/** Any other error than AWS's breaks the connection, as a crash of the service would. */
export function breakable(source: AsyncIterable<unknown>): BreakableEvents {
  let failure: ServiceError | undefined
  async function* events(): AsyncGenerator<unknown> {
    try {
      yield* source
    } catch (error) {
      if (!isServiceError(error)) throw error
      failure = error
    }
  }
  return { events: events(), failure: () => failure }
}

/** The encoded events, and the error behind them. */
export async function* withFailure(
  encoded: AsyncIterable<Uint8Array>,
  failure: () => ServiceError | undefined,
  union: NormalizedSchema,
): AsyncGenerator<Uint8Array> {
  yield* encoded
  const error = failure()
  if (error) yield encodeFailure(error, union)
}

/**
 * AWS: the Smithy specification, "Amazon Event Stream Specification": errors of the stream's own model are messages of type `exception`,
 * all others of type `error`.
 */
function encodeFailure(error: ServiceError, union: NormalizedSchema): Uint8Array {
  const member = exceptionMember(error, union)
  if (member === undefined) {
    return encode({
      ':message-type': 'error',
      ':error-code': error.code,
      ':error-message': error.message,
    })
  }
  const body = { message: error.message, ...(toWireJson(error.fields) as object) }
  const headers = {
    ':message-type': 'exception',
    ':exception-type': member,
    ':content-type': 'application/json',
  }
  return encode(headers, toBytes(JSON.stringify(body)))
}

function exceptionMember(error: ServiceError, union: NormalizedSchema): string | undefined {
  for (const [name, member] of union.structIterator()) {
    if (member.getName() === error.code && member.getMergedTraits().error !== undefined) return name
  }
  return undefined
}

function encode(
  headers: Readonly<Record<string, string>>,
  body: Uint8Array = toBytes(''),
): Uint8Array {
  const { EventStreamCodec } = eventStreams()
  const codec = new EventStreamCodec(
    (bytes) => (typeof bytes === 'string' ? bytes : toBytes(bytes).toString()),
    (text) => toBytes(text),
  )
  const typed = Object.entries(headers).map(
    ([name, value]) => [name, { type: 'string' as const, value }] as const,
  )
  return codec.encode({ headers: Object.fromEntries(typed), body })
}
