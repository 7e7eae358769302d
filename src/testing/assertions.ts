/** The matchers as plain functions, for runners without `expect`: each throws an AssertionError. */
import { mustBeAwaited } from '../core/reporting/unawaited.ts'
import { notAwaited } from './not-awaited.ts'
import type { ItemOf, KeyOf, OperationOf } from './matcher-types.ts'
import type { Outcome } from './outcome.ts'
import { terminalPaint } from '../core/matching/paint.ts'
import { rooms } from './rooms.ts'
import { rooms as cloudfrontRooms } from '../cloudfront/rooms.ts'
import { rooms as cloudwatchRooms } from '../cloudwatch/rooms.ts'
import { rooms as eventbridgeRooms } from '../eventbridge/rooms.ts'
import { rooms as iamRooms } from '../iam/rooms.ts'
import { rooms as cognitoRooms } from '../cognitoidp/rooms.ts'
import { rooms as logsRooms } from '../logs/rooms.ts'
import { rooms as s3Rooms } from '../s3/rooms.ts'
import { rooms as schedulerRooms } from '../scheduler/rooms.ts'

/** The stack begins at the assertion's call. */
function check(outcome: Outcome, assertion: (...args: never[]) => unknown): void {
  if (outcome.pass) return
  const { AssertionError } = rooms.assert()
  throw new AssertionError({
    message: rooms.matchers().messageOf(outcome, false, terminalPaint()),
    stackStartFn: assertion,
  })
}

/**
 * Asserts the status of a Response or of a request's record.
 *
 * @example
 * toHaveStatus(await api.get('/orders/o1'), 200)
 */
export function toHaveStatus(subject: unknown, status: number | object): void {
  check(rooms.matchers().toHaveStatus(subject, status), toHaveStatus)
}

/**
 * Asserts that the JSON body of a Response or of a request's record contains `partial`.
 *
 * @example
 * await toHaveJson(await api.get('/orders/o1'), { amount: 9 })
 */
export function toHaveJson(subject: unknown, partial: unknown): Promise<void> {
  const checked = rooms
    .matchers()
    .toHaveJson(subject, partial)
    .then((outcome) => check(outcome, toHaveJson))
  return mustBeAwaited(checked, notAwaited('toHaveJson', 'toHaveJson(...)'))
}

/**
 * Asserts that a table has the item of this key, and that the item contains `partial`.
 *
 * @example
 * toHaveItem(orders, { id: 'o1' }, { amount: 9 })
 */
export function toHaveItem<Subject>(
  subject: Subject,
  key: KeyOf<Subject>,
  partial?: ItemOf<Subject>,
): void {
  check(rooms.matchers().toHaveItem(subject, key, partial), toHaveItem)
}

/**
 * Asserts the number of a table's items.
 *
 * @example
 * toHaveItemCount(orders, 1)
 */
export function toHaveItemCount(subject: unknown, count: number | object): void {
  check(rooms.matchers().toHaveItemCount(subject, count), toHaveItemCount)
}

/**
 * Asserts that a table or a stub received an operation whose input contains `partial`, in
 * DynamoDB's JSON or in plain values.
 *
 * @example
 * toHaveReceived(orders, 'PutItem', { Item: { id: 'o1' } })
 */
export function toHaveReceived<Subject>(
  subject: Subject,
  operation: OperationOf<Subject>,
  partial?: object,
): void {
  check(rooms.matchers().toHaveReceived(subject, operation, partial), toHaveReceived)
}

/**
 * Asserts how often a table or a stub received an operation.
 *
 * @example
 * toHaveReceivedTimes(orders, 'PutItem', 1)
 */
export function toHaveReceivedTimes<Subject>(
  subject: Subject,
  operation: OperationOf<Subject>,
  count: number | object,
): void {
  check(rooms.matchers().toHaveReceivedTimes(subject, operation, count), toHaveReceivedTimes)
}

/**
 * Asserts that a function was invoked.
 *
 * @example
 * toHaveBeenInvoked(place)
 */
export function toHaveBeenInvoked(subject: unknown): void {
  check(rooms.matchers().toHaveBeenInvoked(subject), toHaveBeenInvoked)
}

/**
 * Asserts how often a function was invoked.
 *
 * @example
 * toHaveBeenInvokedTimes(place, 2)
 */
export function toHaveBeenInvokedTimes(subject: unknown, count: number | object): void {
  check(rooms.matchers().toHaveBeenInvokedTimes(subject, count), toHaveBeenInvokedTimes)
}

/**
 * Asserts that the event of an invocation contains `partial`.
 *
 * @example
 * toHaveBeenInvokedWith(place, { rawPath: '/orders' })
 */
export function toHaveBeenInvokedWith(subject: unknown, partial: unknown): void {
  check(rooms.matchers().toHaveBeenInvokedWith(subject, partial), toHaveBeenInvokedWith)
}

/**
 * Asserts that an invocation of a function (or a record's own) timed out.
 *
 * @example
 * toHaveTimedOut(place)
 */
export function toHaveTimedOut(subject: unknown): void {
  check(rooms.matchers().toHaveTimedOut(subject), toHaveTimedOut)
}

/**
 * Asserts that an invocation of a function (or a record's own) failed with an error of this type.
 *
 * @example
 * toHaveFailedWith(place, 'TypeError', /undefined/)
 */
export function toHaveFailedWith(
  subject: unknown,
  type: string | object,
  message?: string | RegExp | object,
): void {
  check(rooms.matchers().toHaveFailedWith(subject, type, message), toHaveFailedWith)
}

/**
 * Asserts that a queue has a message, or that a WebSocket client has received one, that contains
 * `partial`: a part of its body, or members such as `{ body, attributes, state }`.
 *
 * @example
 * toHaveMessage(jobs, { id: 1 })
 */
export function toHaveMessage(subject: unknown, partial: unknown): void {
  check(rooms.matchers().toHaveMessage(subject, partial), toHaveMessage)
}

/**
 * Asserts the number of a queue's messages (visible, in flight and delayed), or of those that a
 * WebSocket client has received.
 *
 * @example
 * toHaveMessageCount(jobs, 1)
 */
export function toHaveMessageCount(subject: unknown, count: number | object): void {
  check(rooms.matchers().toHaveMessageCount(subject, count), toHaveMessageCount)
}

/**
 * Asserts that every planned fault has fired as often as planned.
 *
 * @example
 * toAllHaveFired(region.faults)
 */
export function toAllHaveFired(subject: unknown): void {
  check(rooms.matchers().toAllHaveFired(subject), toAllHaveFired)
}

/**
 * Asserts that an event bus took an event that contains `partial`.
 *
 * @example
 * toHaveEvent(bus, { detailType: 'OrderPlaced', detail: { id: 'o1' } })
 */
export function toHaveEvent(subject: unknown, partial: object): void {
  check(eventbridgeRooms.eventbridgeMatchers().toHaveEvent(subject, partial), toHaveEvent)
}

/**
 * Asserts that a rule of an event bus, by name or handle, matched an event that contains `partial`.
 *
 * @example
 * toHaveMatched(bus, 'mail', { detail: { id: 'o1' } })
 */
export function toHaveMatched(subject: unknown, rule: string | object, partial?: object): void {
  check(eventbridgeRooms.eventbridgeMatchers().toHaveMatched(subject, rule, partial), toHaveMatched)
}

/**
 * Asserts that a bucket has the object of this key, and that it contains `expected`: its text, JSON
 * or bytes, or members such as `contentType`, `metadata`, `json`.
 *
 * @example
 * toHaveObject(uploads, 'in/a.json', { contentType: 'application/json', json: { id: 'o1' } })
 */
export function toHaveObject(subject: unknown, key: string, expected?: unknown): void {
  check(s3Rooms.s3().toHaveObject(subject, key, expected), toHaveObject)
}

/**
 * Asserts the number of a bucket's objects.
 *
 * @example
 * toHaveObjectCount(uploads, 2)
 */
export function toHaveObjectCount(subject: unknown, count: number): void {
  check(s3Rooms.s3().toHaveObjectCount(subject, count), toHaveObjectCount)
}

/**
 * Asserts that an object of a cache answered a request: a response of `cdn.fetch`, or a record of
 * `cdn.requests`. One that the origin confirmed (`RefreshHit`) is a hit.
 *
 * @example
 * toBeCacheHit(await cdn.fetch('/a.jpg'))
 */
export function toBeCacheHit(subject: unknown): void {
  check(cloudfrontRooms.cloudfront().toBeCacheHit(subject), toBeCacheHit)
}

/**
 * Asserts that an origin answered a request, because no cache could.
 *
 * @example
 * toBeCacheMiss(await cdn.fetch('/a.jpg'))
 */
export function toBeCacheMiss(subject: unknown): void {
  check(cloudfrontRooms.cloudfront().toBeCacheMiss(subject), toBeCacheMiss)
}

/**
 * Asserts how many requests a distribution, or one request to it, sent to origins.
 *
 * @example
 * toHaveOriginRequests(cdn, 2)
 */
export function toHaveOriginRequests(subject: unknown, count: number | object): void {
  check(cloudfrontRooms.cloudfront().toHaveOriginRequests(subject, count), toHaveOriginRequests)
}

/**
 * Asserts that a function, an invocation, a log group or the region logged a line: that contains a
 * text, matches a RegExp, or has these members in its JSON.
 *
 * @example
 * toHaveLogged(place, { level: 'ERROR', order: '7' })
 */
export function toHaveLogged(subject: unknown, expected: string | RegExp | object): void {
  check(logsRooms.logsMatchers().toHaveLogged(subject, expected), toHaveLogged)
}

/**
 * Asserts that a user pool has a user with this name, sub, email or telephone number, and that it has
 * these members.
 *
 * @example
 * toHaveUser(users, 'ann@example.com', { status: 'CONFIRMED' })
 */
export function toHaveUser(subject: unknown, name: string, partial?: object): void {
  check(cognitoRooms.cognitoMatchers().toHaveUser(subject, name, partial), toHaveUser)
}

/**
 * Asserts that a region's outbox has a mail, text message or HTTP call to this address, with these
 * members.
 *
 * @example
 * toHaveSent(region, 'ann@example.com', { subject: 'Your verification code' })
 */
export function toHaveSent(subject: unknown, to: string, partial?: object): void {
  check(rooms.matchers().toHaveSent(subject, to, partial), toHaveSent)
}

/**
 * Asserts that a JSON Web Token has these claims.
 *
 * @example
 * toHaveClaims(idToken, { 'cognito:groups': ['admins'] })
 */
export function toHaveClaims(subject: unknown, partial: object): void {
  check(cognitoRooms.cognitoMatchers().toHaveClaims(subject, partial), toHaveClaims)
}

/**
 * Asserts that the metrics of a namespace, or of a region, have a metric of this name that contains
 * `partial`: `namespace`, `dimensions`, `unit`, a `value`; `sum`, `count`, ... of all values.
 *
 * @example
 * toHaveMetric(region.metrics('Shop'), 'Orders', { dimensions: { shop: 'a' }, sum: 3 })
 */
export function toHaveMetric(subject: unknown, name: string, partial?: object): void {
  check(cloudwatchRooms.cloudwatchMatchers().toHaveMetric(subject, name, partial), toHaveMetric)
}

/**
 * Asserts that a role, a function or any caller in a region was denied an action (`s3:Get*` takes
 * wildcards), on a resource if one is given: a handle or an ARN.
 *
 * @example
 * toHaveBeenDenied(place, 'dynamodb:PutItem', orders)
 */
export function toHaveBeenDenied(
  subject: unknown,
  action: string,
  resource?: string | object,
): void {
  check(iamRooms.iamReports().toHaveBeenDenied(subject, action, resource), toHaveBeenDenied)
}

/**
 * Asserts that the calls of a role, a function or a region needed no other actions than these.
 *
 * @example
 * toHaveUsedOnly(place, ['dynamodb:PutItem'])
 */
export function toHaveUsedOnly(subject: unknown, actions: string | readonly string[]): void {
  check(iamRooms.iamReports().toHaveUsedOnly(subject, actions), toHaveUsedOnly)
}

/**
 * Asserts how often a schedule ran.
 *
 * @example
 * toHaveRunTimes(nightly, 2)
 */
export function toHaveRunTimes(subject: unknown, count: number | object): void {
  check(schedulerRooms.schedulerMatchers().toHaveRunTimes(subject, count), toHaveRunTimes)
}

/**
 * Asserts that a topic took a message that contains `partial`.
 *
 * @example
 * toHavePublished(placed, { id: 'o1' })
 */
export function toHavePublished(subject: unknown, partial: unknown): void {
  check(rooms.matchers().toHavePublished(subject, partial), toHavePublished)
}

/**
 * Asserts how many messages (that contain `partial`) a topic took.
 *
 * @example
 * toHavePublishedTimes(placed, 2)
 */
export function toHavePublishedTimes(
  subject: unknown,
  count: number | object,
  partial?: unknown,
): void {
  check(rooms.matchers().toHavePublishedTimes(subject, count, partial), toHavePublishedTimes)
}

/**
 * Asserts that a topic delivered a message (that contains `partial`) to a function, queue or
 * address.
 *
 * @example
 * toHaveDeliveredTo(placed, mailer, { id: 'o1' })
 */
export function toHaveDeliveredTo(
  subject: unknown,
  target: string | object,
  partial?: unknown,
): void {
  check(rooms.matchers().toHaveDeliveredTo(subject, target, partial), toHaveDeliveredTo)
}
