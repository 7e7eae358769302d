/**
 * `capacity: 'enforced'`: an operation is refused while a bucket it draws from is empty, and pays afterwards for what it took.
 * Unverified: AWS checks what a request will take; here it is let in while anything is left.
 */
import type { ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world.ts'
import { transactionCancelled } from '../errors.ts'
import { findTable, type DynamoDbState, type TableState } from '../state.ts'
import { constraintsFor } from '../validation/requests.ts'
import { fill, limitOf, type Direction } from './buckets.ts'
import { pay, trimConsumed, type Consumed } from './consumed.ts'
import { cancellation, throttled, type Exceeded } from './errors.ts'

interface Input {
  readonly TableName?: string
  readonly IndexName?: string
  readonly RequestItems?: Readonly<Record<string, unknown>>
  readonly TransactItems?: readonly Readonly<Record<string, { readonly TableName?: string }>>[]
  readonly Statement?: string
  readonly ReturnConsumedCapacity?: string
}

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  GetItem: 'read',
  Query: 'read',
  Scan: 'read',
  BatchGetItem: 'read',
  TransactGetItems: 'read',
  PutItem: 'write',
  UpdateItem: 'write',
  DeleteItem: 'write',
  BatchWriteItem: 'write',
  TransactWriteItems: 'write',
}

/** The direction of a statement is its own. What it takes is paid for, but it is never refused. */
const directionOf = (operation: string, { Statement }: Input): Direction | undefined =>
  operation === 'ExecuteStatement'
    ? /^\s*select\b/i.test(Statement ?? '')
      ? 'read'
      : 'write'
    : DIRECTIONS[operation]

export function runThrottled(
  state: DynamoDbState,
  operation: string,
  input: Input,
  world: World,
  run: (input: object) => unknown,
): unknown {
  const direction = directionOf(operation, input)
  if (!direction) return run(input)
  constraintsFor(operation)(input)
  const refused = refusals(state, operation, input, direction, world)
  const { asked, unprocessed } = admit(operation, input, refused)
  const output = run({ ...asked, ReturnConsumedCapacity: 'INDEXES' }) as Consumed
  pay(state, output, direction, world)
  trimConsumed(output, input.ReturnConsumedCapacity)
  return unprocessed ? withUnprocessed(output, operation, unprocessed) : output
}

/** What each table the request names has run out of. */
function refusals(
  state: DynamoDbState,
  operation: string,
  input: Input,
  direction: Direction,
  world: World,
): Map<string, Exceeded[]> {
  const refused = new Map<string, Exceeded[]>()
  for (const name of tablesIn(operation, input)) {
    const table = findTable(state, name)
    const exceeded = table ? exceededBy(state, table, direction, world, input.IndexName) : []
    if (exceeded.length > 0) refused.set(name, exceeded)
  }
  return refused
}

function tablesIn(operation: string, input: Input): string[] {
  if (/^Batch/.test(operation)) return Object.keys(input.RequestItems ?? {})
  if (/^Transact/.test(operation)) {
    const names = (input.TransactItems ?? []).flatMap((action) =>
      Object.values(action).map(({ TableName }) => TableName ?? ''),
    )
    return [...new Set(names)]
  }
  return input.TableName === undefined ? [] : [input.TableName]
}

/** A read draws from the table or the global index it reads; a write from the table and from all global indexes. */
function exceededBy(
  state: DynamoDbState,
  { definition }: TableState,
  direction: Direction,
  world: World,
  indexName: string | undefined,
): Exceeded[] {
  const globals = definition.indexes.filter(({ kind }) => kind === 'global')
  const read = direction === 'read' ? globals.find(({ name }) => name === indexName) : undefined
  const drawn = [
    ...(read ? [] : [{ ...definition, of: 'Table' as const, path: '' }]),
    ...(direction === 'read' ? (read ? [read] : []) : globals).map((index) => ({
      ...index,
      of: 'Index' as const,
      path: `/index/${index.name}`,
    })),
  ]
  return drawn.flatMap((source): Exceeded[] => {
    const limit = limitOf(source, definition.billingMode, direction)
    const key = `${definition.id}${source.path}:${direction}`
    const { tokens } = fill(state.buckets.get(key), limit, world, definition.createdAt)
    if (tokens > 0) return []
    return [{ kind: limit.kind, direction, arn: definition.arn + source.path, of: source.of }]
  })
}

interface Admitted {
  readonly asked: Input
  readonly unprocessed?: Readonly<Record<string, unknown>>
}

/** Batches go on with the tables that have capacity left; everything else is refused. */
function admit(operation: string, input: Input, refused: Map<string, Exceeded[]>): Admitted {
  if (refused.size === 0) return { asked: input }
  if (/^Transact/.test(operation)) throw cancelled(input, refused)
  const entries = Object.entries(input.RequestItems ?? {})
  if (!/^Batch/.test(operation) || refused.size === entries.length) {
    throw throttled([...refused.values()].flat())
  }
  return {
    asked: {
      ...input,
      RequestItems: Object.fromEntries(entries.filter(([name]) => !refused.has(name))),
    },
    unprocessed: Object.fromEntries(entries.filter(([name]) => refused.has(name))),
  }
}

function cancelled({ TransactItems = [] }: Input, refused: Map<string, Exceeded[]>): ServiceError {
  const reasons = TransactItems.map((action) => {
    const [first] = Object.values(action)
    const exceeded = refused.get(first?.TableName ?? '')
    return exceeded ? cancellation(exceeded[0]!) : { Code: 'None' }
  })
  return transactionCancelled(reasons as Parameters<typeof transactionCancelled>[0])
}

function withUnprocessed(
  output: object,
  operation: string,
  unprocessed: Readonly<Record<string, unknown>>,
): object {
  const name = operation === 'BatchGetItem' ? 'UnprocessedKeys' : 'UnprocessedItems'
  const before = (output as Readonly<Record<string, object | undefined>>)[name]
  return { ...output, [name]: { ...before, ...unprocessed } }
}
