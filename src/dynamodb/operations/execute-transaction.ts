/** ExecuteTransaction. AWS: API_ExecuteTransaction.html, ql-reference.multiplestatements.transactions.html */
import type { CallContext, Operation } from '../../core/service.ts'
import { readUnits } from '../capacity.ts'
import { transactionCancelled, transactionTooLarge } from '../errors.ts'
import { TRANSACTION_BYTES } from '../limits.ts'
import { parseStatement } from '../partiql/parser.ts'
import { selectColumns } from '../partiql/select.ts'
import type { SelectStatement, Statement } from '../partiql/statement.ts'
import {
  judgeMembers,
  mixedTransaction,
  returningInTransaction,
  toGetLeg,
  type Member,
  type WriteMember,
} from '../partiql/transaction.ts'
import type { DynamoDbState } from '../state.ts'
import { commitWrite, lookUp } from '../storage/write.ts'
import {
  readAgain,
  TRANSACTION_FACTOR,
  UnitsByTable,
  writtenUnits,
} from '../transaction-capacity.ts'
import { NO_REASON, type Judgement } from '../transaction-plan.ts'
import { cancellationOf } from '../transaction-reads.ts'
import { recallTransaction, rememberTransaction } from '../transaction-tokens.ts'
import { constraintsFor, parserOf } from '../validation/requests.ts'
import { checkValue } from '../value-checks.ts'
import type { AttributeValue, Item } from '../values.ts'

export interface ParameterizedStatement {
  readonly Statement: string
  readonly Parameters?: readonly AttributeValue[]
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE'
}

export interface ExecuteTransactionInput {
  readonly TransactStatements: readonly ParameterizedStatement[]
  readonly ClientRequestToken?: string
  readonly ReturnConsumedCapacity?: string
}

export interface ExecuteTransactionOutput {
  readonly Responses: readonly { readonly Item?: Item }[]
  ConsumedCapacity?: object[]
}

const checkConstraints = constraintsFor('ExecuteTransaction')

export const executeTransaction: Operation<
  DynamoDbState,
  ExecuteTransactionInput,
  ExecuteTransactionOutput
> = {
  name: 'ExecuteTransaction',
  parse: parserOf<ExecuteTransactionInput>('ExecuteTransaction'),
  run(state, input, context) {
    checkConstraints(input)
    const { TransactStatements: statements, ClientRequestToken: token } = input
    const members = statements.map(toMember)
    const reads = members.filter(isRead)
    if (reads.length > 0 && reads.length < members.length) throw mixedTransaction()
    const { clock } = context.world
    const known = recallTransaction(state, token, statements, clock)
    if (known) return known.answer(input.ReturnConsumedCapacity) as ExecuteTransactionOutput
    return reads.length > 0
      ? read(state, reads, input, context)
      : write(state, members as readonly WriteMember[], input, context)
  },
}

function toMember(input: ParameterizedStatement, at: number): Member {
  const parameters = input.Parameters?.map((value) => checkValue(value))
  const statement = parseStatement(input.Statement, parameters)
  if ('returning' in statement && statement.returning !== 'NONE') throw returningInTransaction(at)
  return { statement, input }
}

const isRead = (member: Member): member is Member<SelectStatement> =>
  (member.statement as Statement).type === 'select'

function write(
  state: DynamoDbState,
  members: readonly WriteMember[],
  {
    TransactStatements,
    ClientRequestToken: token,
    ReturnConsumedCapacity,
  }: ExecuteTransactionInput,
  context: CallContext,
): ExecuteTransactionOutput {
  const { clock } = context.world
  const outcomes = judgeMembers(state, members, clock)
  const judgements = outcomes.filter((each): each is Judgement => !('Code' in each))
  if (judgements.length < outcomes.length || judgements.some(({ reason }) => reason))
    throw transactionCancelled(
      outcomes.map((each) => ('Code' in each ? each : (each.reason ?? NO_REASON))),
    )
  if (judgements.reduce((sum, { action }) => sum + action.size, 0) > TRANSACTION_BYTES)
    throw transactionTooLarge()
  // Recorded: ExecuteTransaction of INSERTs answers `Responses: []`.
  const output: ExecuteTransactionOutput = { Responses: [] }
  const consumed = writtenUnits(judgements, ReturnConsumedCapacity)
  if (consumed) output.ConsumedCapacity = consumed
  for (const { action, table, change } of judgements)
    if (action.kind !== 'check') commitWrite(table, change!, context)
  const again = readAgain(judgements, {})
  const answer = (mode: string | undefined): object => ({
    Responses: [],
    ...(again(mode) as object),
  })
  rememberTransaction(state, token, TransactStatements, answer, clock)
  return output
}

function read(
  state: DynamoDbState,
  members: readonly Member<SelectStatement>[],
  { ReturnConsumedCapacity }: ExecuteTransactionInput,
  { world }: CallContext,
): ExecuteTransactionOutput {
  const legs = members.map(({ statement }) =>
    toGetLeg(state, statement, 'ExecuteTransaction', world.clock),
  )
  const reasons = cancellationOf(state, legs)
  if (reasons) throw transactionCancelled(reasons)
  const units = new UnitsByTable()
  const responses = legs.map(({ get, table }, at) => {
    const { old } = lookUp(table, get.key)
    units.of(get.tableName).table += readUnits(old?.size ?? 0, true) * TRANSACTION_FACTOR
    const { columns } = members[at]!.statement
    if (!old) return {}
    return { Item: columns ? selectColumns(old.item, columns) : old.item }
  })
  const output: ExecuteTransactionOutput = { Responses: responses }
  const consumed = units.toConsumedCapacity(ReturnConsumedCapacity, 'ReadCapacityUnits')
  if (consumed) output.ConsumedCapacity = consumed
  return output
}
