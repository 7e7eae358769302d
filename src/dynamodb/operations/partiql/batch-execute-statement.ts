/**
 * BatchExecuteStatement. AWS: API_BatchExecuteStatement.html,
 * ql-reference.multiplestatements.batching.html
 */
import { isServiceError, type ServiceError } from '../../../core/errors.ts'
import type { CallContext, Operation } from '../../../core/world/world.ts'
import { readItem, toStatementError, type StatementError } from '../../partiql/run/batch.ts'
import { checkDistinctItems } from '../../partiql/plan/distinct-items.ts'
import { mergeByTable } from '../../partiql/run/consumed.ts'
import { existsOutsideTransaction, mixedBatch } from '../../partiql/errors.ts'
import { isRead, type Statement } from '../../partiql/grammar/statement.ts'
import { parseStatementOf, type StatementInput } from '../../partiql/run/statement-input.ts'
import { executeWrite, isWrite, type WriteOptions } from '../../partiql/run/writes.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import type { Item } from '../../values/values.ts'

interface BatchStatementRequest extends StatementInput, WriteOptions {
  readonly ConsistentRead?: boolean
}

export interface BatchExecuteStatementInput {
  readonly Statements: readonly BatchStatementRequest[]
  readonly ReturnConsumedCapacity?: string
}

interface BatchStatementResponse {
  Error?: StatementError
  Item?: Item
  TableName?: string
}

export interface BatchExecuteStatementOutput {
  readonly Responses: readonly BatchStatementResponse[]
  ConsumedCapacity?: object[]
}

const checkConstraints = constraintsFor('BatchExecuteStatement')

/**
 * A statement or its syntax error. The error is the response to that statement, not to the batch.
 */
type Parsed = Statement | ServiceError

export const batchExecuteStatement: Operation<
  DynamoDbState,
  BatchExecuteStatementInput,
  BatchExecuteStatementOutput
> = {
  name: 'BatchExecuteStatement',
  parse: parserOf<BatchExecuteStatementInput>('BatchExecuteStatement'),
  run(state, { Statements, ...shared }, context) {
    checkConstraints({ Statements, ...shared })
    const requests = Statements.map((input) => ({ input, parsed: parse(input) }))
    const statements = requests
      .map(({ parsed }) => parsed)
      .filter((each): each is Statement => !isServiceError(each))
    const reads = statements.filter(isRead).length
    if (reads > 0 && reads < statements.length) throw mixedBatch()
    checkDistinctItems(state, statements)
    const consumed: object[] = []
    const Responses = requests.map(({ input, parsed }) =>
      answer(state, parsed, { ...input, ...shared }, consumed, context),
    )
    const output: BatchExecuteStatementOutput = { Responses }
    if (consumed.length > 0) output.ConsumedCapacity = mergeByTable(consumed)
    return output
  },
}

function parse(input: StatementInput): Parsed {
  try {
    const statement = parseStatementOf(input)
    if (statement.type === 'exists') throw existsOutsideTransaction()
    return statement
  } catch (error) {
    if (isServiceError(error)) return error
    throw error
  }
}

function answer(
  state: DynamoDbState,
  parsed: Parsed,
  options: BatchStatementRequest,
  consumed: object[],
  context: CallContext,
): BatchStatementResponse {
  try {
    if (isServiceError(parsed)) throw parsed
    const { clock } = context.world
    const done = isWrite(parsed)
      ? executeWrite(state, parsed, options, context)
      : parsed.type === 'select' && readItem(state, parsed, options, clock)
    const response: BatchStatementResponse = { TableName: parsed.table }
    if (done && done.item) response.Item = done.item
    if (done && done.consumed) consumed.push(done.consumed)
    return response
  } catch (error) {
    if (isServiceError(error)) return { Error: toStatementError(error) }
    throw error
  }
}
