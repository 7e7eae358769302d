/** What of a region nothing has used yet: routes, functions, tables, indexes. A view of the journal's newest records. */
import { inspect } from 'node:util'
import type { CallRecord, JournalRecord } from '../core/journal.ts'
import type { FunctionOutcome } from '../core/ports.ts'
import type { World } from '../core/world.ts'
import { rooms as dynamodbRooms } from '../dynamodb/rooms.ts'
import { dynamodb } from '../dynamodb/service.ts'
import { gateway } from '../gateway/service.ts'
import { lambda } from '../lambda/service.ts'

/** How often something was used. */
export interface Use {
  /** `orders`; of an index `orders.byStatus`; of a route its key, after the gateway's name where there are several. */
  readonly name: string
  readonly uses: number
}

function printed(this: Coverage): string {
  return this.toString()
}

/**
 * What `region.coverage()` returns; prints as a summary.
 *
 * @example
 * expect(region.coverage().unused).toEqual([])
 */
export class Coverage {
  /** Routes of the region's gateways, with the requests they were chosen for. */
  readonly routes: readonly Use[]
  /** Registered functions, with their invocations. */
  readonly functions: readonly Use[]
  /** Tables, with the calls about them. */
  readonly tables: readonly Use[]
  /** Secondary indexes, with the queries and scans that read them. */
  readonly indexes: readonly Use[]

  constructor(uses: Pick<Coverage, (typeof KINDS)[number]>) {
    this.routes = uses.routes
    this.functions = uses.functions
    this.tables = uses.tables
    this.indexes = uses.indexes
  }

  /** What nothing has used: `route GET /orders/{id}`, `index orders.byStatus`. */
  get unused(): string[] {
    return KINDS.flatMap((kind) =>
      this[kind].filter(({ uses }) => uses === 0).map(({ name }) => `${SINGULAR[kind]} ${name}`),
    )
  }

  /** A line for each kind, with the names of what was never used. */
  toString(): string {
    return KINDS.map((kind) => {
      const never = this[kind].filter(({ uses }) => uses === 0).map(({ name }) => name)
      const used = `${this[kind].length - never.length} of ${this[kind].length}`
      return `${kind.padEnd(10)}${used}${never.length > 0 ? `, never: ${never.join(', ')}` : ''}`
    }).join('\n')
  }

  static {
    // Not a member in the type: a computed name has no place in generated declarations.
    Object.defineProperty(this.prototype, inspect.custom, { value: printed })
  }
}

const KINDS = ['routes', 'functions', 'tables', 'indexes'] as const
const SINGULAR = { routes: 'route', functions: 'function', tables: 'table', indexes: 'index' }

export function coverageOf(world: World): Coverage {
  const counts = countUses(world.journal.records)
  const use = (name: string, key = name): Use => ({ name, uses: counts.get(key) ?? 0 })
  const tables = [...world.state(dynamodb).tables.values()].map(({ definition }) => definition)
  const apis = [...world.state(gateway).apis.values()]
  const functions = [...world.state(lambda).definitions.keys()]
  return new Coverage({
    routes: apis.flatMap(({ id, name, routes }) =>
      [...routes.keys()].map((route) =>
        use(apis.length > 1 ? `${name} ${route}` : route, routeKey(id, route)),
      ),
    ),
    functions: functions.map((name) => use(name, `function ${name}`)),
    tables: tables.map(({ name }) => use(name, `table ${name}`)),
    indexes: tables.flatMap(({ name, indexes }) =>
      indexes.map((index) => use(`${name}.${index.name}`, indexKey(name, index.name))),
    ),
  })
}

const routeKey = (gatewayId: string, route: string): string => `route ${gatewayId} ${route}`
const indexKey = (table: string, index: string): string => `index ${table} ${index}`

function countUses(records: readonly JournalRecord[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const record of records) {
    for (const key of usedBy(record)) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function usedBy(record: JournalRecord): string[] {
  if (record.kind === 'invocation') {
    return [`function ${String(Reflect.get(record as FunctionOutcome, 'functionName'))}`]
  }
  if (record.kind === 'request') {
    const gateway = Reflect.get(record, 'gateway') as { readonly id?: string } | undefined
    return [routeKey(String(gateway?.id), String(Reflect.get(record, 'route')))]
  }
  if (record.kind !== 'call' || (record as CallRecord).service !== dynamodb.id) return []
  const { tables, indexes } = dynamodbRooms.dynamodb().usesOf(record as CallRecord)
  return [
    ...tables.map((name) => `table ${name}`),
    ...indexes.map(({ table, index }) => indexKey(table, index)),
  ]
}
