/**
 * Requests to global tables with multi-Region strong consistency.
 * AWS: V2globaltables_HowItWorks.html#V2globaltables_HowItWorks.consistency-modes
 */
import type { World } from '../../core/world/world.ts'
import type { AttributeValue } from '../values/values.ts'
import { targetsIn } from '../requests/tables-in-request.ts'
import { rooms } from '../rooms.ts'
import { lockOf } from '../state/locks.ts'
import { findTable, stateIn, type DynamoDbState, type TableState } from '../state/state.ts'
import { lookUp } from '../storage/write.ts'
import type { StatementInput } from '../partiql/run/statement-input.ts'
import { isolated, notWithStrong, writeConflict } from './errors.ts'
import { areConnected } from './network.ts'

type Item = Readonly<Record<string, AttributeValue>>
interface Request extends Partial<StatementInput> {
  readonly TableName?: string
  readonly Item?: Item
  readonly Key?: Item
  readonly ConsistentRead?: boolean
  readonly RequestItems?: Readonly<Record<string, unknown>>
  readonly Statements?: readonly StatementInput[]
}

const TRANSACTIONS: ReadonlySet<string> = new Set([
  'ExecuteTransaction',
  'TransactGetItems',
  'TransactWriteItems',
])
const WRITES: ReadonlySet<string> = new Set([
  'BatchWriteItem',
  'DeleteItem',
  'PutItem',
  'UpdateItem',
])
const READS: ReadonlySet<string> = new Set(['BatchGetItem', 'GetItem', 'Query', 'Scan'])

/** Refuses what strongly consistent tables do not do, or cannot do while a partition lasts. */
export function checkStrong(
  state: DynamoDbState,
  operation: string,
  request: Request,
  world: World,
): void {
  const tables = targetsIn(request)
    .map(({ table }) => findTable(state, table))
    .filter((table) => table?.definition.replication?.consistency === 'STRONG')
  if (tables.length === 0) return
  if (TRANSACTIONS.has(operation)) throw notWithStrong('Transactions are')
  const isWrite = WRITES.has(operation) || writesByStatement(request)
  if (!isWrite && !isStrongRead(operation, request)) return
  for (const table of tables) if (table && !hasMajority(table, world)) throw isolated()
  if (isWrite) checkFree(state, operation, request, world)
}

const writesByStatement = ({ Statement, Statements = [] }: Request): boolean =>
  [...(Statement === undefined ? [] : [{ Statement }]), ...Statements].some(
    (each) => !/^\s*select\b/i.test(each.Statement),
  )

function isStrongRead(operation: string, request: Request): boolean {
  if (request.ConsistentRead === true) return true
  if (!READS.has(operation)) return false
  return Object.values(request.RequestItems ?? {}).some(
    (part) => (part as Request | null)?.ConsistentRead === true,
  )
}

/** Whether a region reaches two of the three that hold or witness the table, itself included. */
function hasMajority({ definition }: TableState, world: World): boolean {
  const { replicas = [], witness } = definition.replication ?? {}
  const voting = [...replicas.map(({ region }) => region), ...(witness ? [witness] : [])]
  return voting.filter((region) => areConnected(world, world.options.region, region)).length >= 2
}

/** Throws where a write of another region, which a fault delays, is about the same item. */
function checkFree(state: DynamoDbState, operation: string, request: Request, world: World): void {
  let locks: readonly string[] | undefined
  for (const region of othersOf(state, world)) {
    for (const held of stateIn(world.in(region)).pendingWrites) {
      locks ??= locksOf(state, operation, request)
      if (locks.some((lock) => held.has(lock))) throw writeConflict()
    }
  }
}

const othersOf = (state: DynamoDbState, world: World): Set<string> =>
  new Set(
    [...state.strong].flatMap((name) =>
      (state.tables.get(name)?.definition.replication?.replicas ?? [])
        .map(({ region }) => region)
        .filter((region) => region !== world.options.region),
    ),
  )

/** The locks of the items that a write names. Undefined for operations that are no single writes. */
export function locksOfWrite(
  state: DynamoDbState,
  operation: string,
  request: object,
): readonly string[] | undefined {
  const locks = locksOf(state, operation, request)
  return locks.length > 0 ? locks : undefined
}

function locksOf(state: DynamoDbState, operation: string, request: Request): readonly string[] {
  const { TableName, Item: item, Key: key, RequestItems, Statement } = request
  if (operation === 'ExecuteStatement' && Statement !== undefined) {
    return ifValid(() => {
      const { isRead, lockOfStatement, parseStatementOf } = rooms.partiql()
      const statement = parseStatementOf(request as StatementInput)
      return isRead(statement) ? undefined : lockOfStatement(state, statement)
    })
  }
  if (!WRITES.has(operation)) return []
  const named: [table: string, key: Item | undefined][] = RequestItems
    ? Object.entries(RequestItems).flatMap(([table, writes]) =>
        (writes as readonly { PutRequest?: Request; DeleteRequest?: Request }[]).map(
          ({ PutRequest, DeleteRequest }): [string, Item | undefined] => [
            table,
            PutRequest?.Item ?? DeleteRequest?.Key,
          ],
        ),
      )
    : [[TableName ?? '', item ?? key]]
  return named.flatMap(([name, of]) =>
    ifValid(() => {
      const table = findTable(state, name)
      return table && of && lockOf(table, lookUp(table, of).position)
    }),
  )
}

function ifValid(find: () => string | undefined): readonly string[] {
  try {
    const lock = find()
    return lock === undefined ? [] : [lock]
  } catch {
    // The request has not been checked yet. Its invalid parts lock nothing.
    return []
  }
}
