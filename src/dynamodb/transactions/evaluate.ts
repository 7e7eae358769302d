/** Evaluates every action of a transaction against its tables, without writing. */
import { isServiceError } from '../../core/errors.ts'
import { checkCondition } from '../expressions/conditions.ts'
import { kindOf } from '../errors.ts'
import { ONGOING } from '../state/errors.ts'
import { severalActionsOnItem, type CancellationReason } from './errors.ts'
import { checkUpdateFits, updatedItem } from '../writes/update.ts'
import { checkIndexKeys, checkItemKey, checkKey } from '../keys/key-checks.ts'
import { checkLocalEntries } from '../keys/local-entries.ts'
import { isLocked, lockOf } from '../state/locks.ts'
import type { DynamoDbState } from '../state/state.ts'
import { changeOf, type Change } from '../storage/change.ts'
import type { TableState } from '../storage/table.ts'
import { lookUp } from '../storage/write.ts'
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
  const problems = bound.map(keyProblem)
  checkDistinct(bound, problems)
  return bound.map((action, i) => {
    const problem = problems[i]
    return problem
      ? { ...action, change: undefined, reason: problem }
      : evaluateAction(state, action)
  })
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

function checkDistinct(
  bound: readonly BoundAction[],
  problems: readonly (CancellationReason | undefined)[],
): void {
  const seen = new Set<string>()
  bound.forEach(({ action, table }, i) => {
    if (problems[i]) return
    const lock = lockOf(table, lookUp(table, action.key).position)
    if (seen.has(lock)) throw severalActionsOnItem()
    seen.add(lock)
  })
}

function evaluateAction(state: DynamoDbState, bound: BoundAction): Evaluation {
  const { action, table } = bound
  const { position, old } = lookUp(table, action.key)
  if (isLocked(state, table, position)) {
    return {
      ...bound,
      change: undefined,
      reason: { Code: 'TransactionConflict', Message: ONGOING },
    }
  }
  let next = action.kind === 'check' ? old : action.stored
  const reason = reasonOf(() => {
    if (action.update) checkUpdateFits(table.plan, action.update)
    checkCondition(action.condition, old, action.input)
    if (action.update) next = updatedItem(table.plan, action.update, action.key, old)
  })
  if (reason) return { ...bound, change: undefined, reason }
  return { ...bound, change: changeOf(table.plan, position, old, next), reason }
}
