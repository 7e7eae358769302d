/* eslint-disable @typescript-eslint/no-explicit-any -- an event may be anything, as in Lambda's own types */
/** Planned failures of a function: of the call to it, below the SDK's retries, or of the handler itself. */
import { toMilliseconds, type Duration } from '../core/duration.ts'
import { ServiceError } from '../core/errors.ts'
import type { FaultEffect, FaultRule } from '../core/faults.ts'

/** Not an operation of AWS: the run of a handler, each attempt once. */
export const HANDLER_RUN = '(handler)'

export interface FaultOptions {
  /** The first run it meets, counted from now, from 1. Default 1. */
  readonly nth?: number
  /** How many runs in a row. Default 1. */
  readonly times?: number
  /** Instead of `nth` and `times`: a chance for each run, drawn from the region's seed. */
  readonly probability?: number
  /** Only runs with such an event. */
  readonly matches?: (event: any) => boolean
  /** The error's message. */
  readonly message?: string
}

// AWS: Invoke, Errors: these come from Lambda, before any handler runs.
const CALL_ERRORS: Readonly<Record<string, number>> = {
  EC2ThrottledException: 502,
  ENILimitReachedException: 502,
  InvalidRuntimeException: 502,
  KMSAccessDeniedException: 502,
  RecursiveInvocationException: 400,
  ResourceConflictException: 409,
  ResourceNotReadyException: 502,
  ServiceException: 500,
  TooManyRequestsException: 429,
}

const MESSAGES: Readonly<Record<string, string>> = {
  TooManyRequestsException: 'Rate Exceeded.',
  ServiceException: 'An error occurred and the request cannot be processed.',
}

const conditionsOf = ({ nth, times, probability, matches }: FaultOptions) => ({
  ...(nth === undefined ? undefined : { nth }),
  ...(times === undefined ? undefined : { times }),
  ...(probability === undefined ? undefined : { probability }),
  ...(matches === undefined ? undefined : { matches }),
})

const isCallError = (error: string | Error): error is string =>
  typeof error === 'string' && Object.hasOwn(CALL_ERRORS, error)

export function toFailureRule(
  name: string,
  error: string | Error,
  options: FaultOptions,
): FaultRule {
  const type = typeof error === 'string' ? error : error.name
  const shared = {
    ...conditionsOf(options),
    service: 'lambda',
    resource: name,
    description: `${name} fails with ${type}`,
  }
  if (!isCallError(error)) {
    return {
      ...shared,
      operation: HANDLER_RUN,
      effect: { type: 'error', error: toError(error, options) },
    }
  }
  const message = options.message ?? MESSAGES[error] ?? 'A planned failure.'
  return {
    ...shared,
    operation: 'Invoke',
    effect: {
      type: 'error',
      error: new ServiceError(error, message, {
        status: CALL_ERRORS[error]!,
        fields: { Type: CALL_ERRORS[error]! >= 500 ? 'Service' : 'User' },
      }),
    },
  }
}

function toError(error: string | Error, { message }: FaultOptions): Error {
  if (typeof error !== 'string') return error
  const made = new Error(message ?? `A planned failure: ${error}`)
  made.name = error
  return made
}

export const toDelayRule = (
  name: string,
  duration: Duration,
  options: FaultOptions,
): FaultRule => ({
  ...conditionsOf(options),
  service: 'lambda',
  resource: name,
  operation: HANDLER_RUN,
  description: `${name} is delayed by ${duration}`,
  effect: { type: 'delay', milliseconds: toMilliseconds(duration) },
})

/** What the planned faults make of a run: how much later it begins, and what it fails with. */
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
