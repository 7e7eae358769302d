/** BatchExecuteStatement. AWS: API_BatchExecuteStatement.html, ql-reference.multiplestatements.batching.html */
import { isServiceError, type ServiceError } from '../../core/errors.ts'
import type { CallContext, Operation } from '../../core/service.ts'
import { isAsked, noUnits, readUnits, toConsumedCapacity } from '../capacity.ts'
import { checkKey, pickKey } from '../key-checks.ts'
import { mergeByTable } from '../partiql/consumed.ts'
import { existsOutsideTransaction } from '../partiql/errors.ts'
import { parseStatement } from '../partiql/parser.ts'
import { selectColumns } from '../partiql/select.ts'
import { isRead, type SelectStatement, type Statement } from '../partiql/statement.ts'
import { duplicateKeys, mixedBatch, toGetLeg } from '../partiql/transaction.ts'
import { executeWrite, isWrite, keyIn } from '../partiql/writes.ts'
import { lockOf } from '../locks.ts'
import { findTable, type DynamoDbState } from '../state.ts'
import { lookUp } from '../storage/write.ts'
import { constraintsFor, parserOf } from '../validation/requests.ts'
import { checkValue } from '../value-checks.ts'
import type { AttributeValue, Item } from '../values.ts'

export interface BatchStatementRequest {
  readonly Statement: string
  readonly Parameters?: readonly AttributeValue[]
  readonly ConsistentRead?: boolean
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE'
}

export interface BatchExecuteStatementInput {
  readonly Statements: readonly BatchStatementRequest[]
  readonly ReturnConsumedCapacity?: string
}

interface BatchStatementResponse {
  Error?: { readonly Code: string; readonly Message: string; readonly Item?: Item }
  Item?: Item
  TableName?: string
}

export interface BatchExecuteStatementOutput {
  readonly Responses: readonly BatchStatementResponse[]
  ConsumedCapacity?: object[]
}

const checkConstraints = constraintsFor('BatchExecuteStatement')

/** A statement, or why it is none: that is its own answer, not the batch's. */
type Parsed = Statement | ServiceError

export const batchExecuteStatement: Operation<
  DynamoDbState,
  BatchExecuteStatementInput,
  BatchExecuteStatementOutput
> = {
  name: 'BatchExecuteStatement',
  parse: parserOf<BatchExecuteStatementInput>('BatchExecuteStatement'),
  run(state, input, context) {
    checkConstraints(input)
    const parsed = input.Statements.map(parse)
    const statements = parsed.filter((each): each is Statement => !isServiceError(each))
    const reads = statements.filter(isRead).length
    if (reads > 0 && reads < statements.length) throw mixedBatch()
    checkDistinct(state, statements)
    const consumed: object[] = []
    const Responses = parsed.map((each, at) => {
      const options = {
        ...input.Statements[at]!,
        ReturnConsumedCapacity: input.ReturnConsumedCapacity,
      }
      return answer(state, each, options, consumed, context)
    })
    const output: BatchExecuteStatementOutput = { Responses }
    if (consumed.length > 0) output.ConsumedCapacity = mergeByTable(consumed)
    return output
  },
}

function parse({ Statement, Parameters }: BatchStatementRequest): Parsed {
  try {
    const statement = parseStatement(
      Statement,
      Parameters?.map((value) => checkValue(value)),
    )
    if (statement.type === 'exists') throw existsOutsideTransaction()
    return statement
  } catch (error) {
    if (isServiceError(error)) return error
    throw error
  }
}

/** AWS, as captured by a peer (eu-west-2): two statements about one item are the whole batch's fault. */
function checkDistinct(state: DynamoDbState, statements: readonly Statement[]): void {
  const seen = new Set<string>()
  for (const statement of statements) {
    const lock = itemOf(state, statement)
    if (lock === undefined) continue
    if (seen.has(lock)) throw duplicateKeys()
    seen.add(lock)
  }
}

/** What tells the statement's item from others; undefined where it names none, which is said when it runs. */
function itemOf(state: DynamoDbState, statement: Statement): string | undefined {
  const table = findTable(state, statement.table)
  if (!table) return undefined
  try {
    const key =
      statement.type === 'insert'
        ? pickKey(table.plan.attributes, statement.item)
        : keyIn(table.plan, statement.where).key
    checkKey(table.plan, key)
    return lockOf(table, lookUp(table, key).position)
  } catch (error) {
    if (isServiceError(error)) return undefined
    throw error
  }
}

interface Options extends BatchStatementRequest {
  readonly ReturnConsumedCapacity: string | undefined
}

function answer(
  state: DynamoDbState,
  parsed: Parsed,
  options: Options,
  consumed: object[],
  context: CallContext,
): BatchStatementResponse {
  try {
    if (isServiceError(parsed)) throw parsed
    const response: BatchStatementResponse = { TableName: parsed.table }
    const done = isWrite(parsed)
      ? executeWrite(state, parsed, writeOptions(options), context)
      : get(state, parsed as SelectStatement, options, context)
    if (done.item) response.Item = done.item
    if (done.consumed) consumed.push(done.consumed)
    return response
  } catch (error) {
    if (isServiceError(error)) return { Error: toError(error) }
    throw error
  }
}

const writeOptions = ({
  ReturnConsumedCapacity,
  ReturnValuesOnConditionCheckFailure,
}: Options): Parameters<typeof executeWrite>[2] => ({
  ...(ReturnConsumedCapacity !== undefined && { ReturnConsumedCapacity }),
  ...(ReturnValuesOnConditionCheckFailure !== undefined && { ReturnValuesOnConditionCheckFailure }),
})

function get(
  state: DynamoDbState,
  statement: SelectStatement,
  { ConsistentRead, ReturnConsumedCapacity }: Options,
  { world }: CallContext,
): { readonly item: Item | undefined; readonly consumed: object | undefined } {
  const { get, table } = toGetLeg(state, statement, 'BatchExecuteStatement', world.clock)
  checkKey(table.plan, get.key)
  const { old } = lookUp(table, get.key)
  const units = { ...noUnits(), table: readUnits(old?.size ?? 0, ConsistentRead) }
  return {
    item: old && (statement.columns ? selectColumns(old.item, statement.columns) : old.item),
    consumed: isAsked(ReturnConsumedCapacity)
      ? toConsumedCapacity(statement.table, units, ReturnConsumedCapacity)
      : undefined,
  }
}

// AWS: API_BatchStatementError.html (codes without `Exception`)
const CODES: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  DuplicateItemException: 'DuplicateItem',
  ItemCollectionSizeLimitExceededException: 'ItemCollectionSizeLimitExceeded',
  ProvisionedThroughputExceededException: 'ProvisionedThroughputExceeded',
  RequestLimitExceeded: 'RequestLimitExceeded',
  ResourceNotFoundException: 'ResourceNotFound',
  ThrottlingException: 'ThrottlingError',
  TransactionConflictException: 'TransactionConflict',
  ValidationException: 'ValidationError',
}

function toError(error: ServiceError): NonNullable<BatchStatementResponse['Error']> {
  const { Item } = error.fields as { readonly Item?: Item }
  return {
    Code: CODES[error.code] ?? 'InternalServerError',
    Message: error.message,
    ...(Item && { Item }),
  }
}
