/** The matchers in the form of `expect.extend` of Vitest and Jest. */
import { andThen, type MaybePromise } from '../core/maybe-promise.ts'
import type { ItemOf, KeyOf, OperationOf } from './matcher-types.ts'
import type { Outcome } from './outcome.ts'
import { notAwaited } from './not-awaited.ts'
import { paintOf, type MatcherUtils, type Paint } from '../core/matching/paint.ts'
import { mustBeAwaited } from '../core/reporting/unawaited.ts'
import { services } from '../region/index.ts'
import { rooms } from './rooms.ts'

/** The matchers that services bring along. */
export interface ServiceMatchers<Result = void> {
  /**
   * Asserts that an event bus took an event that contains `partial`: `source`, `detailType`,
   * `detail`, `resources`.
   */
  toHaveEvent(partial: object): Result
  /**
   * Asserts that a rule of an event bus, by name or handle, matched an event that contains
   * `partial`. A failure says why the events did not match.
   */
  toHaveMatched(rule: string | object, partial?: object): Result
  /**
   * Asserts that a bucket has the object of this key, and that it contains `expected`: its text,
   * JSON or bytes, or members such as `contentType`, `metadata`, `json`.
   */
  toHaveObject(key: string, expected?: unknown): Result
  /** Asserts the number of a bucket's objects. */
  toHaveObjectCount(count: number): Result
  /**
   * Asserts that an object of a cache answered a request: a response of `cdn.fetch`, or a record of
   * `cdn.requests`. One that the origin confirmed (`RefreshHit`) is a hit.
   */
  toBeCacheHit(): Result
  /** Asserts that an origin answered a request, because no cache could. */
  toBeCacheMiss(): Result
  /** Asserts how many requests a distribution, or one request to it, sent to origins. */
  toHaveOriginRequests(count: number | object): Result
  /**
   * Asserts that a function, an invocation, a log group or the region logged a line: that contains
   * a text, matches a RegExp, or has these members in its JSON (`{ level: 'ERROR', order: '7' }`).
   */
  toHaveLogged(expected: string | RegExp | object): Result
  /**
   * Asserts that a user pool has a user with this name, sub, email or telephone number, and that it
   * has these members (`{ status: 'CONFIRMED', groups: ['admins'] }`).
   */
  toHaveUser(name: string, partial?: object): Result
  /** Asserts that a JSON Web Token has these claims. */
  toHaveClaims(partial: object): Result
  /**
   * Asserts that the metrics of a namespace, or of a region, have a metric of this name that
   * contains `partial`: `namespace`, `dimensions`, `unit`, a `value`; `sum`, `count`, `average`,
   * `minimum`, `maximum` of all values.
   */
  toHaveMetric(name: string, partial?: object): Result
  /**
   * Asserts that a role, a function or any caller in a region was denied an action (`s3:Get*` takes
   * wildcards), on a resource if one is given: a handle or an ARN.
   */
  toHaveBeenDenied(action: string, resource?: string | object): Result
  /** Asserts that the calls of a role, a function or a region needed no other actions than these. */
  toHaveUsedOnly(actions: string | readonly string[]): Result
  /** Asserts how often a schedule ran. */
  toHaveRunTimes(count: number | object): Result
}

/**
 * The matchers of `expect`. `Result`: nothing, or a promise after `.resolves`. `Subject`: the
 * argument of `expect`. Every expected value may be or contain an asymmetric matcher
 * (`expect.any(Number)`).
 */
export interface MiniregionMatchers<
  Result = void,
  Subject = unknown,
> extends ServiceMatchers<Result> {
  /** Asserts the status of a Response or of a request's record. */
  toHaveStatus(status: number | object): Result
  /**
   * Asserts that the JSON body of a Response or of a request's record contains this. Must be
   * awaited.
   */
  toHaveJson(partial: unknown): Promise<void>
  /** Asserts that a table has the item of this key, and that the item contains `partial`. */
  toHaveItem(key: KeyOf<Subject>, partial?: ItemOf<Subject>): Result
  /** Asserts the number of a table's items. */
  toHaveItemCount(count: number | object): Result
  /**
   * Asserts that a table or a stub received an operation whose input contains `partial`, in
   * DynamoDB's JSON or in plain values.
   */
  toHaveReceived(operation: OperationOf<Subject>, partial?: object): Result
  /** Asserts how often a table or a stub received an operation. */
  toHaveReceivedTimes(operation: OperationOf<Subject>, count: number | object): Result
  /** Asserts that a function was invoked. */
  toHaveBeenInvoked(): Result
  /** Asserts how often a function was invoked. */
  toHaveBeenInvokedTimes(count: number | object): Result
  /** Asserts that the event of an invocation contains `partial`. */
  toHaveBeenInvokedWith(partial: unknown): Result
  /** Asserts that an invocation of a function (or a record's own) timed out. */
  toHaveTimedOut(): Result
  /**
   * Asserts that an invocation of a function (or a record's own) failed with an error of this type.
   * `message`: a part of it, or a RegExp.
   */
  toHaveFailedWith(type: string | object, message?: string | RegExp | object): Result
  /**
   * Asserts that a queue has a message, or that a WebSocket client has received one, that contains
   * `partial`: a part of its body, or members such as `{ body, attributes, state }`.
   */
  toHaveMessage(partial: unknown): Result
  /** Asserts the number of a queue's messages, or of those that a WebSocket client has received. */
  toHaveMessageCount(count: number | object): Result
  /** Asserts that every planned fault has fired as often as planned. */
  toAllHaveFired(): Result
  /**
   * Asserts that a region's outbox has something to this address, with these members (`{ via:
   * 'email', subject: 'Welcome' }`).
   */
  toHaveSent(to: string, partial?: object): Result
  /**
   * Asserts that a topic took a message that contains `partial`: of its JSON or text, or of its
   * record (`{ subject, attributes, json, ... }`).
   */
  toHavePublished(partial: unknown): Result
  /** Asserts how many messages (that contain `partial`) a topic took. */
  toHavePublishedTimes(count: number | object, partial?: unknown): Result
  /**
   * Asserts that a topic delivered a message (that contains `partial`) to a function, queue or
   * address.
   */
  toHaveDeliveredTo(target: string | object, partial?: unknown): Result
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
  message: () => rooms.matchers().messageOf(outcome, negated, paint),
})

type OwnMatcher = Exclude<keyof MiniregionMatchers, keyof ServiceMatchers>

const MATCHERS: Readonly<Record<OwnMatcher, true>> = {
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
  toHaveMessage: true,
  toHaveMessageCount: true,
  toAllHaveFired: true,
  toHaveSent: true,
  toHavePublished: true,
  toHavePublishedTimes: true,
  toHaveDeliveredTo: true,
}

/** `find` loads the matcher's room. */
const toMatcher = (name: string, find: () => Find): ExpectMatcher =>
  function (received, ...expected) {
    const how = { negated: this.isNot === true, paint: paintOf(this.utils) }
    const result = andThen(find()(received, ...expected), how, toResult)
    return result instanceof Promise ? mustBeAwaited(result, notAwaited(name)) : result
  }

/** The matchers of services. */
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
    toMatcher(name, () => rooms.matchers()[name as OwnMatcher] as Find),
  ]),
  ...ofServices,
])
