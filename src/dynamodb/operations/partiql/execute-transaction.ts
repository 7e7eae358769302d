/**
 * ExecuteTransaction.
 * AWS: API_ExecuteTransaction.html, ql-reference.multiplestatements.transactions.html
 */
import type { Operation } from '../../../core/world/world.ts'
import { mixedTransaction, returningInTransaction } from '../../partiql/errors.ts'
import { readAll } from '../../partiql/run/read-transaction.ts'
import type { SelectStatement } from '../../partiql/grammar/statement.ts'
import { parseStatementOf, type StatementInput } from '../../partiql/run/statement-input.ts'
import type { Member, TransactionOutput } from '../../partiql/run/transaction.ts'
import type { TransactWrite } from '../../partiql/run/transaction-actions.ts'
import { writeAll } from '../../partiql/run/write-transaction.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { recallTransaction, rememberTransaction } from '../../state/transaction-tokens.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'

export interface ExecuteTransactionInput {
  readonly TransactStatements: readonly (StatementInput & {
    readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE'
  })[]
  readonly ClientRequestToken?: string
  readonly ReturnConsumedCapacity?: string
}

const checkConstraints = constraintsFor('ExecuteTransaction')

export const executeTransaction: Operation<
  DynamoDbState,
  ExecuteTransactionInput,
  TransactionOutput
> = {
  name: 'ExecuteTransaction',
  parse: parserOf<ExecuteTransactionInput>('ExecuteTransaction'),
  run(state, input, context) {
    checkConstraints(input)
    const { TransactStatements: statements, ClientRequestToken: token } = input
    const members = statements.map(toMember)
    const writes = members.filter(isWrite)
    if (writes.length > 0 && writes.length < members.length) throw mixedTransaction()
    const { clock } = context.world
    const mode = input.ReturnConsumedCapacity
    const known = recallTransaction(state, token, statements, clock)
    if (known) return known.answer(mode) as TransactionOutput

    if (writes.length === 0) return readAll(state, members.filter(isRead), mode, context)
    const { output, again } = writeAll(state, writes, mode, context)
    rememberTransaction(state, token, statements, again, clock)
    return output
  },
}

function toMember(
  input: ExecuteTransactionInput['TransactStatements'][number],
  at: number,
): Member {
  const statement = parseStatementOf(input)
  if ('returning' in statement && statement.returning !== 'NONE') throw returningInTransaction(at)
  return { statement, input }
}

const isRead = (member: Member): member is Member<SelectStatement> =>
  member.statement.type === 'select'
const isWrite = (member: Member): member is Member<TransactWrite> => !isRead(member)
