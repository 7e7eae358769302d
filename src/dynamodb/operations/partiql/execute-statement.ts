/** ExecuteStatement. AWS: API_ExecuteStatement.html, ql-reference.html */
import type { CallContext, Operation } from '../../../core/world/world.ts'
import { existsOutsideTransaction } from '../../partiql/errors.ts'
import { bindingOf, fromNextToken, toNextToken } from '../../partiql/run/next-token.ts'
import { selectPage } from '../../partiql/run/select.ts'
import { openSource } from '../../partiql/plan/source.ts'
import type { SelectStatement } from '../../partiql/grammar/statement.ts'
import { parseStatementOf, type StatementInput } from '../../partiql/run/statement-input.ts'
import { executeWrite, isWrite } from '../../partiql/run/writes.ts'
import { noteSource, printSelected } from '../../reads/print-items.ts'
import { tableOf, type DynamoDbState } from '../../state/state.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import type { Item } from '../../values/values.ts'

export interface ExecuteStatementInput extends StatementInput {
  readonly ConsistentRead?: boolean
  readonly NextToken?: string
  readonly ReturnConsumedCapacity?: string
  readonly Limit?: number
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE'
}

export interface ExecuteStatementOutput {
  readonly Items: readonly Item[]
  NextToken?: string
  LastEvaluatedKey?: Item
  ConsumedCapacity?: object
}

const checkConstraints = constraintsFor('ExecuteStatement')

export const executeStatement: Operation<
  DynamoDbState,
  ExecuteStatementInput,
  ExecuteStatementOutput
> = {
  name: 'ExecuteStatement',
  parse: parserOf<ExecuteStatementInput>('ExecuteStatement'),
  print: printSelected,
  run(state, input, context) {
    checkConstraints(input)
    const statement = parseStatementOf(input)
    if (statement.type === 'exists') throw existsOutsideTransaction()
    if (statement.type === 'select') return select(state, statement, input, context)
    const { item, consumed } = isWrite(statement)
      ? executeWrite(state, statement, input, context)
      : { item: undefined, consumed: undefined }
    const output: ExecuteStatementOutput = { Items: item ? [item] : [] }
    if (consumed) output.ConsumedCapacity = consumed
    return output
  },
}

function select(
  state: DynamoDbState,
  statement: SelectStatement,
  input: ExecuteStatementInput,
  { world: { clock } }: CallContext,
): ExecuteStatementOutput {
  const source = openSource(statement, tableOf(state, statement.table, clock), input, clock)
  const { NextToken: token } = input
  const start = () => (token === undefined ? undefined : fromNextToken(token, bindingOf(input)))
  const { items, stored, consumed, resume } = selectPage(statement, source, input, start)
  const output: ExecuteStatementOutput = { Items: items }
  if (stored) noteSource(output, stored)
  if (resume) output.NextToken = toNextToken(resume, bindingOf(input))
  // AWS: API_ExecuteStatement.html#API_ExecuteStatement_ResponseElements
  if (resume?.key) output.LastEvaluatedKey = resume.key
  if (consumed) output.ConsumedCapacity = consumed
  return output
}
