/** Invokes the function behind a route, and classifies the ways in which the call can fail. */
import type { Sender } from '../../core/delivery/sender.ts'
import { isServiceError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { FunctionOutcome } from '../../core/world/ports.ts'
import type { World } from '../../core/world/world.ts'
import type { FunctionIntegration } from '../api/definition.ts'
import { withinTime } from '../../core/time/within-time.ts'
import { INVOCATION_LIMIT_BYTES } from '../limits.ts'
import { payloadOf } from '../responses/function-payload.ts'
import { rooms } from '../rooms.ts'

/**
 * `result`: the function returned a value. `failed`: it threw, timed out, or returned too much.
 * `throttled`: Lambda throttled the call. `rejected`: Lambda refused the call for another reason,
 * such as an unknown function. `late`: the gateway stopped waiting.
 */
export type IntegrationResult =
  | { readonly kind: 'result'; readonly payload: unknown }
  | { readonly kind: 'late' }
  | {
      readonly kind: 'failed' | 'throttled' | 'rejected'
      /** For failures without an invocation record that could explain them. */
      readonly reason?: string
    }

/** The part of a request that a call of its function needs. */
export interface FunctionCaller {
  readonly world: World
  readonly request: { readonly body: Uint8Array | undefined }
  /** The cause of the invocation, which gets its outcome. */
  readonly record: JournalRecord & { invocation: FunctionOutcome | undefined }
}

/** `sender`: whom the function's policy has to let in. */
export async function callFunction(
  exchange: FunctionCaller,
  integration: Pick<FunctionIntegration, 'function' | 'timeoutMs'>,
  event: unknown,
  sender: () => Sender | undefined,
): Promise<IntegrationResult> {
  const { world } = exchange
  if (isTooLarge(exchange, event))
    return { kind: 'failed', reason: rooms.diagnostics().tooLarge(INVOCATION_LIMIT_BYTES) }
  let outcome: FunctionOutcome | undefined | 'late'
  try {
    outcome = await withinTime(world, integration.timeoutMs, () =>
      invoke(exchange, integration, event, sender),
    )
  } catch (error) {
    if (!isServiceError(error)) throw error
    const kind = error.code === 'TooManyRequestsException' ? 'throttled' : 'rejected'
    return { kind, reason: rooms.diagnostics().refusedCall(error) }
  }
  if (outcome === 'late') return { kind: 'late' }
  if (outcome?.unobservedStatus === 'succeeded') {
    const value = payloadOf(outcome)
    return value
      ? { kind: 'result', payload: value.payload }
      : { kind: 'failed', reason: rooms.diagnostics().notJson(integration) }
  }
  return { kind: outcome?.unobservedStatus === 'throttled' ? 'throttled' : 'failed' }
}

/**
 * Whether Lambda would refuse the event for its size. JSON escapes a byte as six characters at
 * most, so that small bodies need no second serialization to be measured.
 */
// Unverified: the gateway then answers as for a failed function
const isTooLarge = ({ request }: FunctionCaller, event: unknown): boolean =>
  (request.body?.byteLength ?? 0) > INVOCATION_LIMIT_BYTES / 6 &&
  Buffer.byteLength(JSON.stringify(event)) > INVOCATION_LIMIT_BYTES

/** A late function keeps running, and the record gets its invocation when it ends. */
// Not async: each promise costs a microsecond while Node's promise hooks are on.
function invoke(
  { world, record }: FunctionCaller,
  integration: Pick<FunctionIntegration, 'function'>,
  event: unknown,
  sender: () => Sender | undefined,
): Promise<FunctionOutcome | undefined> {
  return world.ports.functions
    .invoke({
      function: integration.function,
      event,
      type: 'RequestResponse',
      cause: record,
      sender,
    })
    .then((outcome) => (record.invocation = outcome))
}
