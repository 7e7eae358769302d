/**
 * An event stream that breaks off. The events before stay sent, and the error is the last message.
 */
import { isServiceError, type ServiceError } from '../core/errors.ts'
import { eventStreams, type NormalizedSchema } from './smithy.ts'
import { toWireJson } from './wire-json.ts'
import { toBytes } from './wire.ts'

/** Events up to the AWS error that ends them, if any. */
export interface BreakableEvents {
  readonly events: AsyncIterable<unknown>
  /** Defined once the events have ended with an error of AWS. */
  readonly failure: () => ServiceError | undefined
}

/**
 * Splits a source into its events and its error. An error that is not of AWS breaks the connection,
 * like a crash of the service.
 */
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

/** Yields the encoded events, then the error. */
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
 * AWS: the Smithy specification, "Amazon Event Stream Specification": errors of the stream's own
 * model are messages of type `exception`, all others of type `error`.
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
