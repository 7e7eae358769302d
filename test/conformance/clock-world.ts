/** Time and tables of a case. */
import type { Json, JsonObject } from './case.ts'
import type { CaseWorld, Part } from './part.ts'
import { tableName } from './table-names.ts'

interface TableGiven {
  readonly hash: string
  readonly range?: string
  readonly stream?: string
  readonly items?: readonly JsonObject[]
}

/**
 * Converts attribute values to plain ones: `{ S: 'a' }` to 'a'. Only the types in the cases' items.
 */
function toPlain(value: Json): unknown {
  const [[type, content]] = Object.entries(value as JsonObject) as [[string, any]]
  switch (type) {
    case 'S':
    case 'BOOL':
      return content
    case 'N':
      return Number(content)
    case 'NULL':
      return null
    case 'B':
      return Buffer.from(content, 'base64')
    case 'L':
      return content.map(toPlain)
    case 'M':
      return Object.fromEntries(
        Object.entries<Json>(content).map(([key, one]) => [key, toPlain(one)]),
      )
    default:
      throw new Error(`items of type ${type} are not known to the runner`)
  }
}

const toItem = (item: JsonObject): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(item).map(([key, value]) => [key, isTyped(value) ? toPlain(value) : value]),
  )

const isTyped = (value: Json): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length === 1 &&
  /^(S|N|B|BOOL|NULL|L|M|SS|NS|BS)$/.test(Object.keys(value)[0]!)

function createTables(world: CaseWorld, tables: Json): void {
  for (const [name, table] of Object.entries(tables as unknown as Record<string, TableGiven>)) {
    const { hash, range, stream, items = [] } = table
    world.region
      .createTable(tableName(world.given, name), {
        partitionKey: hash,
        ...(range !== undefined && { sortKey: range }),
        ...(stream !== undefined && { stream: stream as 'NEW_IMAGE' }),
      })
      .seed(items.map(toItem))
  }
}

export const clockWorld: Part = {
  given: { tables: createTables },
  when: {
    async advanceClock({ region }, { seconds }) {
      await region.clock.advance(seconds as number)
      return {}
    },
    async drain({ region }) {
      await region.idle()
      return {}
    },
    tableWrites({ region, given }, { table, ops }) {
      for (const op of ops as readonly JsonObject[]) {
        const [[kind, item]] = Object.entries(op) as [[string, JsonObject]]
        const handle = region.table(tableName(given, table as string))
        if (kind === 'put') handle.put(toItem(item))
        else if (kind === 'delete') handle.delete(toItem(item))
        else throw new Error(`tableWrites with ${kind} is not known to the runner`)
      }
      return {}
    },
  },
  then: {
    async table(check, expected) {
      await check.drain()
      for (const [name, { contains = [], count, ...rest }] of Object.entries(
        expected as any,
      ) as any) {
        const items: unknown[] = [
          ...check.world.region.table(tableName(check.world.given, name)).items,
        ]
        for (const key of Object.keys(rest)) check.fail(`then.table.${name}.${key} is not known`)
        if (count !== undefined) check.match(`table.${name}.count`, items.length, count)
        for (const item of contains)
          check.match(`table.${name}`, items, { $containsLike: toItem(item) as unknown as Json })
      }
    },
  },
}
