/** Evaluates every action of a transaction against its tables, without writing. */
import { isServiceError } from '../../core/errors.ts'
import { checkCondition } from '../expressions/conditions.ts'
import { kindOf } from '../errors.ts'
import { ONGOING } from '../state/errors.ts'
import { severalActionsOnItem, type CancellationReason } from './errors.ts'
import { checkUpdateFits, updatedItem } from '../writes/update.ts'
import { checkIndexKeys, checkItemKey, checkKey } from '../keys/key-checks.ts'
import { checkLocalEntries } from '../keys/local-entries.ts'
import type { Position } from '../keys/position.ts'
import { positionOf } from '../keys/positions.ts'
import { isLocked } from '../state/locks.ts'
import { isTaken, type Place } from '../state/places.ts'
import type { DynamoDbState } from '../state/state.ts'
import { changeOf, type Change } from '../storage/change.ts'
import type { TableState } from '../storage/table.ts'
import type { Action } from './request.ts'
import { itemOfFailure } from '../expressions/errors.ts'

/** An action with its table, which must be writable. */
export interface BoundAction {
  readonly action: Action
  readonly table: TableState
}

/** An accepted action with its change. */
export interface Accepted extends BoundAction {
  readonly change: Change
  readonly reason: undefined
}

/** An action that cancels the transaction, with the reason. */
interface Refused extends BoundAction {
  readonly change: undefined
  readonly reason: CancellationReason
}

export type Evaluation = Accepted | Refused

export const isAccepted = (evaluation: Evaluation): evaluation is Accepted =>
  evaluation.reason === undefined

export const NO_REASON: CancellationReason = { Code: 'None' }

export function evaluate(state: DynamoDbState, bound: readonly BoundAction[]): Evaluation[] {
  const placed = bound.map(place)
  checkDistinct(placed)
  return placed.map(({ action, table, at }) =>
    'Code' in at
      ? { action, table, change: undefined, reason: at }
      : evaluateAction(state, action, table, at),
  )
}

interface PlacedAction extends BoundAction {
  /** The position of the item, or the reason why the key does not match the table. */
  readonly at: Position | CancellationReason
}

const place = (bound: BoundAction): PlacedAction => {
  const { action, table } = bound
  return { action, table, at: keyProblem(bound) ?? positionOf(table.plan.key, action.key) }
}

/** The reason why the key does not match the table. Undefined if it does. */
function keyProblem({ action, table: { plan } }: BoundAction): CancellationReason | undefined {
  return reasonOf(() => {
    if (!action.stored) return checkKey(plan, action.key)
    checkItemKey(plan, action.key)
    checkIndexKeys(plan, action.key)
    checkLocalEntries(plan, action.stored)
  })
}

function reasonOf(check: () => void): CancellationReason | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    // AWS reports an empty key value as the error of the request, not as a cancellation reason.
    if (!isServiceError(error) || kindOf(error) === 'emptyKey') throw error
    if (error.code === 'ConditionalCheckFailedException') {
      const item = itemOfFailure(error)
      return {
        Code: 'ConditionalCheckFailed',
        Message: error.message,
        ...(item && { Item: item }),
      }
    }
    return { Code: 'ValidationError', Message: error.message }
  }
}

function checkDistinct(placed: readonly PlacedAction[]): void {
  const seen: Place[] = []
  for (const { table, at } of placed) {
    if ('Code' in at) continue
    if (isTaken(seen, table, at)) throw severalActionsOnItem()
    seen.push({ table, position: at })
  }
}

function evaluateAction(
  state: DynamoDbState,
  action: Action,
  table: TableState,
  position: Position,
): Evaluation {
  if (isLocked(state, table, position)) {
    return {
      action,
      table,
      change: undefined,
      reason: { Code: 'TransactionConflict', Message: ONGOING },
    }
  }
  const old = table.items.get(position)
  let next = action.kind === 'check' ? old : action.stored
  const reason = reasonOf(() => {
    if (action.update) checkUpdateFits(table.plan, action.update)
    checkCondition(action.condition, old, action.input)
    if (action.update) next = updatedItem(table.plan, action.update, action.key, old)
  })
  if (reason) return { action, table, change: undefined, reason }
  return { action, table, change: changeOf(table.plan, position, old, next), reason }
}
