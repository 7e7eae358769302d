/** The matchers as `expect.extend` of Vitest and Jest takes them. */
import { andThen, type MaybePromise } from '../core/maybe-promise.ts'
import type { ItemOf, KeyOf, OperationOf } from './matcher-types.ts'
import type { Outcome } from './outcome.ts'
import { notAwaited } from './not-awaited.ts'
import { paintOf, type MatcherUtils, type Paint } from './paint.ts'
import { mustBeAwaited } from '../core/reporting/unawaited.ts'
import { services } from '../region/index.ts'
import { rooms } from './rooms.ts'

/**
 * The matchers of `expect`. `Result` is what a matcher returns: nothing, or a promise after `.resolves`; `Subject` what `expect` was given. Every
 * expected value may be or contain an asymmetric matcher (`expect.any(Number)`).
 */
export interface MiniregionMatchers<Result = void, Subject = unknown> {
  /** A Response or the record of a request has this status. */
  toHaveStatus(status: number | object): Result
  /** A Response or the record of a request has a JSON body that contains this. To be awaited. */
  toHaveJson(partial: unknown): Promise<void>
  /** A table has the item of this key; it contains `partial`. */
  toHaveItem(key: KeyOf<Subject>, partial?: ItemOf<Subject>): Result
  /** A table holds this many items. */
  toHaveItemCount(count: number | object): Result
  /** An operation reached a table or a stub; its input contains `partial`, in DynamoDB's JSON or in plain values. */
  toHaveReceived(operation: OperationOf<Subject>, partial?: object): Result
  /** An operation reached a table or a stub this often. */
  toHaveReceivedTimes(operation: OperationOf<Subject>, count: number | object): Result
  /** A function was invoked at all. */
  toHaveBeenInvoked(): Result
  /** A function was invoked this often. */
  toHaveBeenInvokedTimes(count: number | object): Result
  /** Some invocation's event contains `partial`. */
  toHaveBeenInvokedWith(partial: unknown): Result
  /** Some invocation of a function (or this one) ran into its timeout. */
  toHaveTimedOut(): Result
  /** Some invocation of a function (or this one) failed with an error of this type; `message`: a part of it, or a RegExp. */
  toHaveFailedWith(type: string | object, message?: string | RegExp | object): Result
  /** Every fault that was planned has fired, as often as planned. */
  toAllHaveFired(): Result
}

interface ExpectResult {
  readonly pass: boolean
  readonly message: () => string
}
type ExpectMatcher = (
  this: { readonly isNot?: boolean; readonly utils?: MatcherUtils },
  received: unknown,
  ...expected: never[]
) => MaybePromise<ExpectResult>

type Find = (...args: unknown[]) => MaybePromise<Outcome>

interface How {
  readonly negated: boolean
  readonly paint: Paint | undefined
}

const toResult = (outcome: Outcome, { negated, paint }: How): ExpectResult => ({
  pass: outcome.pass,
  message: () => outcome.message(negated, paint),
})

const MATCHERS: Readonly<Record<keyof MiniregionMatchers, true>> = {
  toHaveStatus: true,
  toHaveJson: true,
  toHaveItem: true,
  toHaveItemCount: true,
  toHaveReceived: true,
  toHaveReceivedTimes: true,
  toHaveBeenInvoked: true,
  toHaveBeenInvokedTimes: true,
  toHaveBeenInvokedWith: true,
  toHaveTimedOut: true,
  toHaveFailedWith: true,
  toAllHaveFired: true,
}

/** `find` loads the matcher's room. */
const toMatcher = (name: string, find: () => Find): ExpectMatcher =>
  function (received, ...expected) {
    const how = { negated: this.isNot === true, paint: paintOf(this.utils) }
    const result = andThen(find()(received, ...expected), how, toResult)
    return result instanceof Promise ? mustBeAwaited(result, notAwaited(name)) : result
  }

/** The matchers that services bring along. */
const ofServices: readonly (readonly [string, ExpectMatcher])[] = services.flatMap((service) =>
  (service.matchers ?? []).map((name): [string, ExpectMatcher] => [
    name,
    toMatcher(name, () => {
      const find = service.room().matchers?.[name]
      if (!find) throw new Error(`${service.title} names the matcher ${name} and has none.`)
      return find
    }),
  ]),
)

/** For `expect.extend` of Vitest and Jest. */
export const expectMatchers: Readonly<Record<string, ExpectMatcher>> = Object.fromEntries([
  ...Object.keys(MATCHERS).map((name): [string, ExpectMatcher] => [
    name,
    toMatcher(name, () => rooms.matchers()[name as keyof MiniregionMatchers] as Find),
  ]),
  ...ofServices,
])
