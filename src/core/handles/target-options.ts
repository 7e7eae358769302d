/** The options of handles that say how often a target is tried, and where given-up events go. */
import { QUEUE_KIND } from '../resources/kinds.ts'
import { toReference } from '../resources/reference.ts'
import { toMilliseconds, type Duration } from '../time/duration.ts'
import { withoutUndefined } from '../without-undefined.ts'
import type { World } from '../world/world.ts'

export interface RetryOptions {
  /** Further attempts after a failed one: up to 185, which is the default. */
  readonly retryAttempts?: number
  /** The age at which an event is given up: one minute to 24 hours. Default 24 hours. */
  readonly maxEventAge?: Duration
  /** Receives the events that were given up: a queue by handle, name or ARN. */
  readonly deadLetterQueue?: string | { readonly arn: string }
}

/** The members of a target, as the APIs of EventBridge and Scheduler name them. */
export interface RetryMembers {
  readonly RetryPolicy?: {
    readonly MaximumRetryAttempts?: number
    readonly MaximumEventAgeInSeconds?: number
  }
  readonly DeadLetterConfig?: { readonly Arn: string }
}

export function toRetryMembers(
  world: World,
  caller: string,
  { retryAttempts, maxEventAge, deadLetterQueue }: RetryOptions,
): RetryMembers {
  const dead =
    deadLetterQueue === undefined
      ? undefined
      : toReference(deadLetterQueue, [QUEUE_KIND], { world, caller, option: 'deadLetterQueue' })
  const isSet = retryAttempts !== undefined || maxEventAge !== undefined
  const seconds =
    maxEventAge === undefined ? undefined : toMilliseconds(maxEventAge, 'maxEventAge') / 1_000
  const policy = { MaximumRetryAttempts: retryAttempts, MaximumEventAgeInSeconds: seconds }
  return withoutUndefined({
    RetryPolicy: isSet ? withoutUndefined(policy) : undefined,
    DeadLetterConfig: dead && { Arn: dead.arn },
  })
}
