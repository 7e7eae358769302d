/** ExecuteStatement. AWS: API_ExecuteStatement.html, ql-reference.html */
import type { CallContext, Operation } from '../../core/service.ts'
import { existsOutsideTransaction } from '../partiql/errors.ts'
import { bindingOf, fromNextToken, toNextToken } from '../partiql/next-token.ts'
import { parseStatement } from '../partiql/parser.ts'
import { selectPage } from '../partiql/select.ts'
import type { SelectStatement } from '../partiql/statement.ts'
import { executeWrite, isWrite } from '../partiql/writes.ts'
import { tableOf, type DynamoDbState } from '../state.ts'
import { constraintsFor, parserOf } from '../validation/requests.ts'
import { checkValue } from '../value-checks.ts'
import type { AttributeValue, Item } from '../values.ts'

export interface ExecuteStatementInput {
  readonly Statement: string
  readonly Parameters?: readonly AttributeValue[]
  readonly ConsistentRead?: boolean
  readonly NextToken?: string
  readonly ReturnConsumedCapacity?: string
  readonly Limit?: number
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE'
}

export interface ExecuteStatementOutput {
  readonly Items: readonly Item[]
  NextToken?: string
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
  run(state, input, context) {
    checkConstraints(input)
    const parameters = input.Parameters?.map((value) => checkValue(value))
    const statement = parseStatement(input.Statement, parameters)
    if (statement.type === 'exists') throw existsOutsideTransaction()
    if (statement.type === 'select') return select(state, statement, input, parameters, context)
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
  parameters: readonly AttributeValue[] | undefined,
  { world }: CallContext,
): ExecuteStatementOutput {
  const table = tableOf(state, statement.table, world.clock)
  const { NextToken: token } = input
  const start = () =>
    token === undefined ? undefined : fromNextToken(token, bindingOf(input.Statement, parameters))
  const { items, consumed, resume } = selectPage(statement, table, input, start, world.clock)
  const output: ExecuteStatementOutput = { Items: items }
  if (resume) output.NextToken = toNextToken(resume, bindingOf(input.Statement, parameters))
  if (consumed) output.ConsumedCapacity = consumed
  return output
}
