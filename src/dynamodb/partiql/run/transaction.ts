/**
 * Evaluates the write statements of a transaction before anything is written.
 * AWS, as captured by peers in 2026.
 */
import type { Clock } from '../../../core/time/clock.ts'
import type { ConditionInput } from '../../expressions/conditions.ts'
import { keyMismatch } from '../../keys/errors.ts'
import { type CancellationReason } from '../../transactions/errors.ts'
import { findTable, ownTable, tableOf, type DynamoDbState } from '../../state/state.ts'
import {
  evaluate,
  isAccepted,
  NO_REASON,
  type Accepted,
  type BoundAction,
} from '../../transactions/evaluate.ts'
import { checkItemSize } from '../../values/value-checks.ts'
import type { Item } from '../../values/values.ts'
import { NOT_FOUND } from '../../errors.ts'
import { duplicateItem, inTransactStatement, notOnIndex } from '../errors.ts'
import type { Statement } from '../grammar/statement.ts'
import { inStatement } from './transact-statement.ts'
import { toAction, type TransactWrite } from './transaction-actions.ts'

/** A statement of a transaction with the options of its entry in the request. */
export interface Member<Kind extends Statement = Statement> {
  readonly statement: Kind
  readonly input: ConditionInput
  /** The index of the statement. */
  readonly at: number
}

export interface TransactionOutput {
  readonly Responses: readonly { readonly Item?: Item }[]
  ConsumedCapacity?: object[]
}

/** An action to evaluate, or the reason that cancels the transaction. */
type Prepared = BoundAction | CancellationReason

const isReason = (part: Prepared): part is CancellationReason => 'Code' in part

const NO_TABLE: CancellationReason = { Code: 'ResourceNotFound', Message: NOT_FOUND }

/** Returns the changes of all statements, or one cancellation reason per statement. */
export function evaluateMembers(
  state: DynamoDbState,
  members: readonly Member<TransactWrite>[],
  clock: Pick<Clock, 'now'>,
): { readonly evaluations: readonly Accepted[] } | { readonly reasons: CancellationReason[] } {
  const prepared = members.map((member) => ({ member, part: prepare(state, member, clock) }))
  const evaluations = evaluate(
    state,
    prepared.map(({ part }) => part).filter((part): part is BoundAction => !isReason(part)),
  )
  const reasonsByAction = new Map(evaluations.map(({ action, reason }) => [action, reason]))
  const reasons = prepared.map(({ member, part }) =>
    isReason(part) ? part : reasonOf(reasonsByAction.get(part.action), member.statement),
  )
  const accepted = evaluations.filter(isAccepted)
  return accepted.length === members.length ? { evaluations: accepted } : { reasons }
}

// For an INSERT, AWS reports the existing item instead of the failed condition.
function reasonOf(reason: CancellationReason | undefined, { type }: Statement): CancellationReason {
  if (!reason) return NO_REASON
  if (type !== 'insert' || reason.Code !== 'ConditionalCheckFailed') return reason
  return { Code: 'DuplicateItem', Message: duplicateItem().message }
}

function prepare(
  state: DynamoDbState,
  { statement, input, at }: Member<TransactWrite>,
  clock: Pick<Clock, 'now'>,
): Prepared {
  if (statement.index !== undefined) throw inTransactStatement(at, notOnIndex())
  if (!findTable(state, statement.table)) return NO_TABLE
  tableOf(state, statement.table, clock)
  const table = ownTable(state, statement.table)
  const action = inStatement(at, () => toAction(table.plan, statement, input))
  // Unverified: that an INSERT that is too large is refused as a Put is, without its index.
  if (action?.stored) checkItemSize(action.stored)
  if (action) return { action, table }
  return { Code: 'ValidationError', Message: keyMismatch().message }
}
