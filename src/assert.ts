/**
 * `miniregion/assert`: the matchers as plain assertion functions, for any runner. Importing it starts nothing: no runner is imported, no hook
 * registered.
 *
 * @example
 * import { toHaveItem } from 'miniregion/assert'
 * test('stores the order', () => { toHaveItem(orders, { id: 'o1' }, { amount: 9 }) })
 */
import { checkNode } from './core/floors.ts'

export {
  toAllHaveFired,
  toHaveBeenInvoked,
  toHaveBeenInvokedTimes,
  toHaveBeenInvokedWith,
  toHaveFailedWith,
  toHaveItem,
  toHaveItemCount,
  toHaveJson,
  toHaveReceived,
  toHaveReceivedTimes,
  toHaveStatus,
  toHaveTimedOut,
} from './testing/index.ts'

checkNode()
