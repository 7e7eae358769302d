/**
 * Runs an operation with `capacity: 'enforced'`: it throttles the operation while one of its
 * buckets is empty, otherwise runs it and takes the consumed capacity from the buckets.
 * Unverified: AWS is assumed to check the capacity that a request needs. Here a request runs while
 * any capacity is left.
 */
import type { ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { transactionCancelled } from '../transactions/errors.ts'
import type { StatementInput } from '../partiql/run/statement-input.ts'
import type { Target } from '../partiql/grammar/statement.ts'
import { rooms } from '../rooms.ts'
import { targetsIn } from '../requests/tables-in-request.ts'
import { findTable, type DynamoDbState, type TableState } from '../state/state.ts'
import { constraintsFor } from '../api/requests.ts'
import { drawnSources, fill, limitOf, type Direction } from '../capacity/buckets.ts'
import { drawTokens, trimConsumed, type Consumed } from './consumed.ts'
import { DIRECTIONS, directionOf, statementsOf, type StatementsInput } from './direction.ts'
import { cancellation, throttled, type AllExceeded, type Exceeded } from './errors.ts'

interface Input extends StatementsInput {
  readonly RequestItems?: Readonly<Record<string, unknown>>
  readonly TransactItems?: readonly unknown[]
  readonly ReturnConsumedCapacity?: string
}

export function runThrottled(
  state: DynamoDbState,
  operation: string,
  input: Input,
  world: World,
  run: (input: object) => unknown,
): unknown {
  const inputs = statementsOf(input)
  const known = DIRECTIONS[operation]
  if (inputs.length === 0 && !known) return run(input)
  constraintsFor(operation)(input)
  const statements = inputs.map((each) => rooms.partiql().readStatement(each))
  const direction = known ?? directionOf(statements)
  const targets = known ? targetsIn(input) : statements
  const refused = refusals(state, targets, direction, world)
  const pass = (asked: Input): Output => {
    const output = run({ ...asked, ReturnConsumedCapacity: 'INDEXES' }) as Output
    drawTokens(state, output, direction, world)
    trimConsumed(output, input.ReturnConsumedCapacity)
    return output
  }
  // The operation refuses a transaction whose actions do not name one table each.
  const { TransactItems = targets } = input
  if (!refused || TransactItems.length !== targets.length) return pass(input)
  if (input.TransactItems ?? input.TransactStatements) throw cancelled(targets, refused)
  if (input.Statements) return passStatements(input.Statements, input, targets, refused, pass)
  if (input.RequestItems) return passBatch(operation, input.RequestItems, input, refused, pass)
  throw throttled(refused.all)
}

/** The members of any operation's output that throttling changes. */
interface Output extends Consumed {
  readonly Responses?: unknown
  readonly UnprocessedKeys?: object
  readonly UnprocessedItems?: object
}

interface Refused {
  /** Exceeded limits by table, named as in the request. */
  readonly byTable: ReadonlyMap<string, AllExceeded>
  readonly all: AllExceeded
}

/** The exceeded limits of the tables in the request. Undefined if all have capacity left. */
function refusals(
  state: DynamoDbState,
  targets: readonly (Target | undefined)[],
  direction: Direction,
  world: World,
): Refused | undefined {
  const refused = new Map<string, AllExceeded>()
  const distinct = new Map(targets.map((target) => [target?.table, target]))
  for (const target of distinct.values()) {
    const table = target && findTable(state, target.table)
    if (!table) continue
    const [first, ...more] = exceededBy(state, table, direction, world, target.index)
    if (first) refused.set(target.table, [first, ...more])
  }
  const [first, ...more] = [...refused.values()].flat()
  return first && { byTable: refused, all: [first, ...more] }
}

/** The exceeded limits of one table. */
function exceededBy(
  state: DynamoDbState,
  { definition }: TableState,
  direction: Direction,
  world: World,
  indexName: string | undefined,
): Exceeded[] {
  return drawnSources(definition, direction, indexName).flatMap((source): Exceeded[] => {
    const limit = limitOf(source, definition.billingMode, direction)
    const key = `${definition.id}${source.path}:${direction}`
    const { tokens } = fill(state.buckets.get(key), limit, world, definition.createdAt)
    if (tokens > 0) return []
    return [{ kind: limit.kind, direction, arn: definition.arn + source.path, of: source.of }]
  })
}

function cancelled(targets: readonly (Target | undefined)[], refused: Refused): ServiceError {
  const reasons = targets.map((target) => {
    const [first] = refused.byTable.get(target?.table ?? '') ?? []
    return first ? cancellation(first) : { Code: 'None' }
  })
  return transactionCancelled(reasons)
}

/** Runs a batch for the tables with capacity left. The other requests stay unprocessed. */
function passBatch(
  operation: string,
  requests: Readonly<Record<string, unknown>>,
  input: Input,
  refused: Refused,
  pass: (input: Input) => Output,
): object {
  const entries = Object.entries(requests)
  if (refused.byTable.size === entries.length) throw throttled(refused.all)
  const only = (isRefused: boolean): Readonly<Record<string, unknown>> =>
    Object.fromEntries(entries.filter(([name]) => refused.byTable.has(name) === isRefused))
  const output = pass({ ...input, RequestItems: only(false) })
  const name = operation === 'BatchGetItem' ? 'UnprocessedKeys' : 'UnprocessedItems'
  return { ...output, [name]: { ...output[name], ...only(true) } }
}

/**
 * Runs the statements of a batch whose tables have capacity left. The others receive an error each.
 * AWS: API_BatchStatementError.html
 * Unverified: the other statements run, and a batch without any such statement still succeeds.
 */
function passStatements(
  statements: readonly StatementInput[],
  input: Input,
  targets: readonly (Target | undefined)[],
  refused: Refused,
  pass: (input: Input) => Output,
): object {
  const exceeded = targets.map((target) => refused.byTable.get(target?.table ?? ''))
  const admitted = statements.filter((_, at) => !exceeded[at])
  const output: Output = admitted.length > 0 ? pass({ ...input, Statements: admitted }) : {}
  const answers: readonly unknown[] = Array.isArray(output.Responses) ? output.Responses : []
  let answered = 0
  const Responses = exceeded.map((each) =>
    each ? { Error: rooms.partiql().toStatementError(throttled(each)) } : answers[answered++],
  )
  return { ...output, Responses }
}
