/**
 * Planned failures of a function: of the Invoke call (below the SDK's retries) or of the handler.
 */
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import { beginStackAtCaller } from '../../core/caller/stack.ts'
import { ServiceError } from '../../core/errors.ts'
import {
  checkFaultOptions,
  FAILURE_OPTIONS,
  FAULT_OPTIONS,
} from '../../core/planned/fault-options.ts'
import {
  checkFaultError,
  createFaultRule,
  type FailureOptions,
  type FaultEffect,
  type FaultOptions,
  type FaultRule,
} from '../../core/planned/faults.ts'
import { eventOf } from './invoke-faults.ts'

/**
 * A run of a handler. It is no AWS operation, so that faults on the service `lambda` do not match
 * it.
 */
const HANDLER = { service: 'lambda:handler', operation: 'handler' } as const

/** A run of a handler in the form that `faults.match` takes. */
export const toHandlerCall = (
  name: string,
  run: { readonly event: unknown },
): { service: string; operation: string; resource: string; readonly input: unknown } => ({
  service: HANDLER.service,
  operation: HANDLER.operation,
  resource: name,
  // Read only for a planned fault that asks for it.
  get input() {
    return run.event
  },
})

// AWS: Invoke, Errors: Lambda answers with these before any handler runs.
const CALL_ERRORS: ReadonlyMap<string, number> = new Map([
  ['EC2ThrottledException', 502],
  ['ENILimitReachedException', 502],
  ['InvalidRuntimeException', 502],
  ['KMSAccessDeniedException', 502],
  ['RecursiveInvocationException', 400],
  ['ResourceConflictException', 409],
  ['ResourceNotReadyException', 502],
  ['ServiceException', 500],
  ['TooManyRequestsException', 429],
])

const MESSAGES: Readonly<Record<string, string>> = {
  TooManyRequestsException: 'Rate Exceeded.',
  ServiceException: 'An error occurred and the request cannot be processed.',
}

export function toFailureRule(
  name: string,
  error: string | Error,
  options: FailureOptions,
): FaultRule {
  checkFaultOptions(options, `${name}.fail`, FAILURE_OPTIONS)
  checkFaultError(error)
  const callStatus = typeof error === 'string' ? CALL_ERRORS.get(error) : undefined
  if (typeof error !== 'string' || callStatus === undefined) {
    const effect: FaultEffect = { type: 'error', error: toError(error, options) }
    return createFaultRule({ ...HANDLER, resource: name }, effect, options)
  }
  const status = options.status ?? callStatus
  const message = options.message ?? MESSAGES[error] ?? 'A planned failure.'
  const fields = options.fields ?? { Type: status >= 500 ? 'Service' : 'User' }
  const refusal = new ServiceError(error, message, { status, fields })
  const { when } = options
  return createFaultRule(
    { service: 'lambda', operation: 'Invoke', resource: name },
    { type: 'error', error: refusal },
    when ? { ...options, when: (input) => when(eventOf(input)) } : options,
  )
}

function toError(error: string | Error, { message }: FailureOptions): Error {
  if (typeof error !== 'string') return error
  const made = new Error(message ?? `A planned failure: ${error}`)
  made.name = error
  beginStackAtCaller(made)
  return made
}

export function toDelayRule(name: string, duration: Duration, options: FaultOptions): FaultRule {
  checkFaultOptions(options, `${name}.delay`, FAULT_OPTIONS)
  const effect = { type: 'delay', milliseconds: toMilliseconds(duration, 'delay') } as const
  return createFaultRule({ ...HANDLER, resource: name }, effect, options)
}

/** Combines planned faults: the sum of the delays, and the first failure. */
export function toPlan(effects: readonly FaultEffect[]): {
  readonly delay: number
  readonly failure: Error | undefined
} {
  let delay = 0
  let failure: Error | undefined
  for (const effect of effects) {
    if (effect.type === 'delay') delay += effect.milliseconds
    else failure ??= effect.type === 'error' ? effect.error : new Error(`A planned ${effect.type}.`)
  }
  return { delay, failure }
}
