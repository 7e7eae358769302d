/** The payload of an invocation, as a gateway reads it. */
import type { FunctionOutcome } from '../../core/world/ports.ts'

/**
 * The value of the payload. Gateways invoke a streaming handler like any other and parse what it
 * wrote as JSON. Undefined when that is not JSON, as with the prelude of `HttpResponseStream.from`.
 */
// Unverified on AWS; Middy's documentation reports a 500 for streaming handlers behind HTTP APIs:
// https://middy.js.org/docs/intro/streamify-response
export function payloadOf({
  payload,
  payloadText,
}: FunctionOutcome): { readonly payload: unknown } | undefined {
  // The text of a string that a handler returned has quotes: text without them was streamed.
  if (typeof payload !== 'string' || payload !== payloadText) return { payload }
  try {
    return { payload: JSON.parse(payload) as unknown }
  } catch {
    // Not JSON: the caller explains the response.
    return undefined
  }
}
