/**
 * ExecuteTransaction.
 * AWS: API_ExecuteTransaction.html, ql-reference.multiplestatements.transactions.html
 */
import type { Operation } from '../../../core/world/world.ts'
import { mixedTransaction, returningInTransaction } from '../../partiql/errors.ts'
import { readAll } from '../../partiql/run/read-transaction.ts'
import { parseStatement } from '../../partiql/grammar/parser.ts'
import type { SelectStatement } from '../../partiql/grammar/statement.ts'
import { checkParameters, type StatementInput } from '../../partiql/run/statement-input.ts'
import type { Member, TransactionOutput } from '../../partiql/run/transaction.ts'
import { inStatement } from '../../partiql/run/transact-statement.ts'
import type { TransactWrite } from '../../partiql/run/transaction-actions.ts'
import { writeAll } from '../../partiql/run/write-transaction.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { recallTransaction, rememberTransaction } from '../../state/transaction-tokens.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import type { AttributeValue } from '../../values/values.ts'

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
    const parameters = statements.map(checkParameters)
    const members = statements.map((statement, at) => toMember(statement, parameters[at], at))
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
  parameters: readonly AttributeValue[] | undefined,
  at: number,
): Member {
  return inStatement(at, () => {
    const statement = parseStatement(input.Statement, parameters)
    if ('returning' in statement && statement.returning !== 'NONE') throw returningInTransaction()
    return { statement, input, at }
  })
}

const isRead = (member: Member): member is Member<SelectStatement> =>
  member.statement.type === 'select'
const isWrite = (member: Member): member is Member<TransactWrite> => !isRead(member)
