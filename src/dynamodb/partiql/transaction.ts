/** Statements of a transaction as the actions of TransactWriteItems and the gets of TransactGetItems. AWS, as captured by peers in 2026. */
import { isServiceError } from '../../core/errors.ts'
import type { Clock } from '../../core/clock.ts'
import type { ConditionInput } from '../conditions.ts'
import { keyMismatch, validation, type CancellationReason } from '../errors.ts'
import type { Condition } from '../expressions/tree.ts'
import { checkKey } from '../key-checks.ts'
import { sizeOfItem } from '../sizes.ts'
import { findTable, ownTable, tableOf, type DynamoDbState } from '../state.ts'
import type { TablePlan } from '../storage/plan.ts'
import type { TableState } from '../storage/table.ts'
import { judge, type Judgement, type Leg } from '../transaction-plan.ts'
import type { GetLeg } from '../transaction-reads.ts'
import type { Action } from '../transaction-request.ts'
import { checkItemValues, measureItem } from '../value-checks.ts'
import type {
  DeleteStatement,
  ExistsStatement,
  InsertStatement,
  SelectStatement,
  Statement,
  UpdateStatement,
} from './statement.ts'
import { deleteCondition, keyIn, updateCondition } from './writes.ts'

/** A statement of a transaction, with what its own member of the request says beside it. */
export interface Member<Kind extends Statement = Statement> {
  readonly statement: Kind
  readonly input: ConditionInput
}

export type WriteMember = Member<
  InsertStatement | UpdateStatement | DeleteStatement | ExistsStatement
>

/** Either part of what can be done, or the reason why nothing is. */
type Prepared = Leg | CancellationReason

const isReason = (prepared: Prepared): prepared is CancellationReason => 'Code' in prepared

const NOT_FOUND: CancellationReason = {
  Code: 'ResourceNotFound',
  Message: 'Requested resource not found',
}
const misfit = (): CancellationReason => ({
  Code: 'ValidationError',
  Message: keyMismatch().message,
})

/** What each statement does, or why it cancels the transaction; aligned with the statements. */
export function judgeMembers(
  state: DynamoDbState,
  members: readonly WriteMember[],
  clock: Pick<Clock, 'now'>,
): readonly (Judgement | CancellationReason)[] {
  const prepared = members.map((member) => prepare(state, member, clock))
  const legs = prepared.filter((each): each is Leg => !isReason(each))
  const judgements = judge(state, legs)
  let next = 0
  return prepared.map((each, at) => {
    if (isReason(each)) return each
    return withDuplicates(judgements[next++]!, members[at]!.statement)
  })
}

// What stands in the way of an INSERT is another item, not a condition.
function withDuplicates(judgement: Judgement, { type }: Statement): Judgement {
  if (type !== 'insert' || judgement.reason?.Code !== 'ConditionalCheckFailed') return judgement
  const reason = { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' }
  return { ...judgement, reason }
}

function prepare(
  state: DynamoDbState,
  { statement, input }: WriteMember,
  clock: Pick<Clock, 'now'>,
): Prepared {
  if (statement.index !== undefined) throw validation('This operation is not supported on an index')
  if (!usableTable(state, statement.table, clock)) return NOT_FOUND
  const table = ownTable(state, statement.table)
  const action = toAction(table.plan, statement, input)
  return action ? { action, table } : misfit()
}

function usableTable(
  state: DynamoDbState,
  name: string,
  clock: Pick<Clock, 'now'>,
): TableState | undefined {
  return findTable(state, name) && tableOf(state, name, clock)
}

/** Undefined where WHERE does not name one item of the table. */
function toAction(
  plan: TablePlan,
  statement: WriteMember['statement'],
  input: ConditionInput,
): Action | undefined {
  const shared = { tableName: statement.table, input, stored: undefined, update: undefined }
  if (statement.type === 'insert') return insertAction(plan, statement, input)
  if (statement.type === 'exists') {
    const { key, filters } = existsKey(plan, statement)
    return {
      ...shared,
      kind: 'check',
      key,
      condition: { type: 'and', conditions: filters },
      size: sizeOfItem(key),
    }
  }
  const found = singleKey(plan, statement.where)
  if (!found) return undefined
  const { key, filters } = found
  const size = sizeOfItem(key)
  if (statement.type === 'delete')
    return { ...shared, kind: 'delete', key, condition: deleteCondition(plan, filters), size }
  const condition = updateCondition(plan, filters)
  return { ...shared, kind: 'update', key, condition, update: statement.update, size }
}

function insertAction(
  plan: TablePlan,
  { table, item }: InsertStatement,
  input: ConditionInput,
): Action {
  const stored = measureItem(checkItemValues(item))
  return {
    kind: 'put',
    tableName: table,
    input,
    key: stored.item,
    condition: { type: 'notExists', path: [plan.attributes[0]!.name] },
    stored,
    update: undefined,
    size: stored.size,
  }
}

const notOneItem = (): Error =>
  validation('EXISTS() must contain a single item read with additional condition')

function existsKey(plan: TablePlan, { where }: ExistsStatement): ReturnType<typeof keyIn> {
  const found = singleKey(plan, where)
  if (!found || found.filters.length === 0) throw notOneItem()
  return found
}

/** The one item that WHERE names, with a key of the table's types. */
function singleKey(
  plan: TablePlan,
  where: readonly Condition[],
): ReturnType<typeof keyIn> | undefined {
  try {
    const found = keyIn(plan, where)
    checkKey(plan, found.key)
    return found
  } catch (error) {
    if (isServiceError(error)) return undefined
    throw error
  }
}

/** The gets of a transaction of SELECTs. `api` is what AWS calls in its refusals. */
export function toGetLeg(
  state: DynamoDbState,
  statement: SelectStatement,
  api: 'ExecuteTransaction' | 'BatchExecuteStatement',
  clock: Pick<Clock, 'now'>,
): GetLeg {
  const table = tableOf(state, statement.table, clock)
  if (statement.index !== undefined && api === 'ExecuteTransaction')
    throw validation('Reads on indices are not supported within transactions.')
  const found = keyAlone(table.plan, statement)
  // Unverified: that a batch is refused in the words of a transaction.
  if (!found || statement.index !== undefined)
    throw validation(
      `Select statements within ${api} must specify the primary key in the where clause.`,
    )
  return { get: { tableName: statement.table, key: found, projection: undefined }, table }
}

function keyAlone(plan: TablePlan, { where }: SelectStatement): GetLeg['get']['key'] | undefined {
  try {
    const { key, filters } = keyIn(plan, where.map(asEquality))
    return filters.length === 0 ? key : undefined
  } catch (error) {
    if (isServiceError(error)) return undefined
    throw error
  }
}

// `pk IN ['a']` is `pk = 'a'`.
function asEquality(condition: Condition): Condition {
  if (condition.type !== 'in' || condition.candidates.length !== 1) return condition
  const [right] = condition.candidates
  return { type: 'compare', comparator: '=', left: condition.operand, right: right! }
}

export const mixedTransaction = (): Error =>
  validation(
    'ExecuteTransaction API does not support both read and write operations in the same request.',
  )

export const returningInTransaction = (at: number): Error =>
  validation(
    `Validation failed in TransactStatements[${at}]: RETURNING clause is not supported in ExecuteTransaction.`,
  )

export const mixedBatch = (): Error =>
  validation('Read and write requests together in the same batch is not supported.')

export const duplicateKeys = (): Error =>
  validation('Provided list of item keys contains duplicates')
