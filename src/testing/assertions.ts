/** The matchers as plain functions, for runners without `expect`: each throws an AssertionError. */
import { mustBeAwaited } from '../core/reporting/unawaited.ts'
import { notAwaited } from './not-awaited.ts'
import type { ItemOf, KeyOf, OperationOf } from './matcher-types.ts'
import type { Outcome } from './outcome.ts'
import { terminalPaint } from './paint.ts'
import { rooms } from './rooms.ts'

/** The stack begins where the assertion was called. */
function check(outcome: Outcome, assertion: (...args: never[]) => unknown): void {
  if (outcome.pass) return
  const { AssertionError } = rooms.assert()
  throw new AssertionError({
    message: outcome.message(false, terminalPaint()),
    stackStartFn: assertion,
  })
}

/**
 * A Response or the record of a request has this status.
 *
 * @example
 * toHaveStatus(await api.get('/orders/o1'), 200)
 */
export function toHaveStatus(subject: unknown, status: number | object): void {
  check(rooms.matchers().toHaveStatus(subject, status), toHaveStatus)
}

/**
 * A Response or the record of a request has a JSON body that contains `partial`.
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
 * A table has the item of this key; it contains `partial`.
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
 * A table has this many items.
 *
 * @example
 * toHaveItemCount(orders, 1)
 */
export function toHaveItemCount(subject: unknown, count: number | object): void {
  check(rooms.matchers().toHaveItemCount(subject, count), toHaveItemCount)
}

/**
 * An operation reached a table or a stub; its input contains `partial`, in DynamoDB's JSON or in plain values.
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
 * An operation reached a table or a stub this many times.
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
 * A function was invoked.
 *
 * @example
 * toHaveBeenInvoked(place)
 */
export function toHaveBeenInvoked(subject: unknown): void {
  check(rooms.matchers().toHaveBeenInvoked(subject), toHaveBeenInvoked)
}

/**
 * A function was invoked this many times.
 *
 * @example
 * toHaveBeenInvokedTimes(place, 2)
 */
export function toHaveBeenInvokedTimes(subject: unknown, count: number | object): void {
  check(rooms.matchers().toHaveBeenInvokedTimes(subject, count), toHaveBeenInvokedTimes)
}

/**
 * Some invocation's event contains `partial`.
 *
 * @example
 * toHaveBeenInvokedWith(place, { rawPath: '/orders' })
 */
export function toHaveBeenInvokedWith(subject: unknown, partial: unknown): void {
  check(rooms.matchers().toHaveBeenInvokedWith(subject, partial), toHaveBeenInvokedWith)
}

/**
 * Some invocation of a function (or the one of a record) ran into its timeout.
 *
 * @example
 * toHaveTimedOut(place)
 */
export function toHaveTimedOut(subject: unknown): void {
  check(rooms.matchers().toHaveTimedOut(subject), toHaveTimedOut)
}

/**
 * Some invocation of a function (or the one of a record) failed with an error of this type.
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
 * Every planned fault has fired, as often as planned.
 *
 * @example
 * toAllHaveFired(region.faults)
 */
export function toAllHaveFired(subject: unknown): void {
  check(rooms.matchers().toAllHaveFired(subject), toAllHaveFired)
}
