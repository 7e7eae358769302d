/** The steps that Invoke and InvokeWithResponseStream share. */
import type { CallContext } from '../../core/world/world.ts'
import * as errors from '../errors.ts'
import type { InvokeRequest } from '../invoking/execution.ts'
import { checkInvocable, findTarget, type Target } from '../invoking/invoke.ts'
import * as limits from '../limits.ts'
import type { LambdaState } from '../state.ts'
import { toClientContext } from './client-context.ts'
import { parseJsonText } from './json-text.ts'

export interface InvokeInput {
  readonly FunctionName: string
  readonly Qualifier?: string
  readonly InvocationType?: string
  readonly LogType?: string
  readonly ClientContext?: string
  readonly Payload?: Uint8Array | string
  readonly TenantId?: string
}

export const INVOKE_MEMBERS: readonly (keyof InvokeInput)[] = [
  'FunctionName',
  'Qualifier',
  'InvocationType',
  'LogType',
  'ClientContext',
  'Payload',
  'TenantId',
]

export interface PreparedInvoke {
  readonly target: Target
  readonly request: Omit<InvokeRequest, 'type' | 'attempt'> & { readonly event: unknown }
}

/** Checks the payload and finds the function, in AWS's order. */
export function prepareInvoke(
  state: LambdaState,
  input: InvokeInput,
  { world, record }: CallContext,
): PreparedInvoke {
  const payload = Buffer.from(input.Payload ?? '')
  const isEvent = input.InvocationType === 'Event'
  const limit = isEvent ? limits.ASYNC_PAYLOAD_BYTES : limits.SYNC_PAYLOAD_BYTES
  if (payload.length > limit) throw errors.requestTooLarge(payload.length, limit)
  const target = findTarget(world, state, input.FunctionName, input.Qualifier)
  checkInvocable(world, state, target, input.TenantId)
  // Unverified: a function that is invoked without a payload gets {}.
  const eventText = payload.length === 0 ? '{}' : payload.toString('utf8')
  const request = {
    event: parseJsonText(payload, eventText),
    eventText,
    requestId: record.requestId,
    causedBy: record,
    clientContext: toClientContext(input.ClientContext),
    tenantId: input.TenantId,
  }
  return { target, request }
}
