/**
 * `miniregion/assert`: the matchers as plain assertion functions, for any runner. The import has no
 * side effects: it imports no runner and registers no hook.
 *
 * @example
 * import { toHaveItem } from 'miniregion/assert'
 * test('stores the order', () => { toHaveItem(orders, { id: 'o1' }, { amount: 9 }) })
 */
import { checkNode } from './core/floors.ts'

export {
  toBeCacheHit,
  toBeCacheMiss,
  toAllHaveFired,
  toHaveClaims,
  toHaveDeliveredTo,
  toHavePublished,
  toHavePublishedTimes,
  toHaveBeenDenied,
  toHaveBeenInvoked,
  toHaveBeenInvokedTimes,
  toHaveBeenInvokedWith,
  toHaveEvent,
  toHaveFailedWith,
  toHaveItem,
  toHaveItemCount,
  toHaveJson,
  toHaveLogged,
  toHaveMatched,
  toHaveMessage,
  toHaveMessageCount,
  toHaveMetric,
  toHaveObject,
  toHaveObjectCount,
  toHaveOriginRequests,
  toHaveReceived,
  toHaveReceivedTimes,
  toHaveRunTimes,
  toHaveSent,
  toHaveStatus,
  toHaveTimedOut,
  toHaveUsedOnly,
  toHaveUser,
} from './testing/index.ts'

checkNode()
