/** Global tables, and requests to a table or through a cache in front of it. */
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { isObject, type Json, type JsonObject } from './case.ts'
import type { CaseWorld, Outcome, Part } from './part.ts'
import { sdkWorld } from './sdk-world.ts'
import { deepLongNames, longName } from './table-names.ts'

interface GlobalTable {
  readonly hash: string
  readonly range?: string
  readonly regions: readonly string[]
  readonly consistency?: 'MREC' | 'MRSC'
  readonly ttl?: string
  readonly items?: readonly JsonObject[]
}

/** Three regions that AWS accepts for strong consistency. Some cases name others. */
const STRONG_REGIONS = ['us-east-1', 'us-east-2', 'us-west-2']

function createGlobalTables(world: CaseWorld, tables: Json): void {
  for (const [name, table] of Object.entries(tables as unknown as Record<string, GlobalTable>)) {
    const { hash, range, regions, consistency = 'MREC', ttl, items = [], ...rest } = table
    for (const member of Object.keys(rest)) throw new Error(`globalTables.${member} is not known`)
    const isStrong = consistency === 'MRSC'
    const actual = isStrong ? STRONG_REGIONS : regions
    regions.forEach((region, at) => world.kept.set(`region ${region}`, actual[at]))
    const [home = '', ...replicas] = actual
    world.region
      .in(home)
      .createTable(longName(name), {
        partitionKey: hash,
        replicas,
        ...(range !== undefined && { sortKey: range }),
        ...(ttl !== undefined && { timeToLive: ttl }),
        ...(isStrong && { multiRegionConsistency: 'STRONG' }),
      })
      .seed(items as object[])
  }
}

type Cache = ReturnType<ReturnType<CaseWorld['region']['table']>['cache']>

/** One cluster serves every table, so it may begin at any of them. */
function createCaches({ region, given, kept }: CaseWorld, caches: Json): void {
  const [first] = Object.keys((given['tables'] ?? given['globalTables']) as object)
  for (const [name, { itemTtlMillis, queryTtlMillis, ...rest }] of Object.entries(
    caches as Record<string, Record<string, number>>,
  )) {
    for (const member of Object.keys(rest)) throw new Error(`dax.${member} is not known`)
    const cache = region.table(longName(first!)).cache({
      ...(itemTtlMillis !== undefined && { itemTtl: itemTtlMillis / 1000 }),
      ...(queryTtlMillis !== undefined && { queryTtl: queryTtlMillis / 1000 }),
    })
    kept.set(`dax ${name}`, cache)
    if (!kept.has('dax')) kept.set('dax', cache)
  }
}

const METHODS: Readonly<Record<string, string>> = {
  GetItem: 'get',
  PutItem: 'put',
  UpdateItem: 'update',
  DeleteItem: 'delete',
  Query: 'query',
  Scan: 'scan',
  BatchGetItem: 'batchGet',
  BatchWriteItem: 'batchWrite',
  TransactGetItems: 'transactGet',
  TransactWriteItems: 'transactWrite',
}

const TYPES = /^(S|N|B|BOOL|NULL|L|M|SS|NS|BS)$/
const isTyped = (value: unknown): boolean =>
  isObject(value as Json) &&
  Object.keys(value as object).length === 1 &&
  TYPES.test(Object.keys(value as object)[0]!)

/** Attribute values at any depth become plain ones. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (!isObject(value as Json)) return value
  if (isTyped(value)) return unmarshall({ value } as never)['value']
  return Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key, plain(one)]))
}

const ITEMS = new Set(['Attributes', 'Item', 'LastEvaluatedKey'])

/** The items of an answer as attribute values again. */
function typed(value: unknown, name = ''): unknown {
  if (ITEMS.has(name)) return marshall(value)
  if (name === 'Items') return (value as object[]).map((item) => marshall(item))
  if (name === 'Responses' && !Array.isArray(value)) {
    return Object.fromEntries(
      Object.entries(value as Record<string, object[]>).map(([table, items]) => [
        table,
        items.map((item) => marshall(item)),
      ]),
    )
  }
  if (Array.isArray(value)) return value.map((one: unknown) => typed(one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, typed(one, key)]))
}

async function request(world: CaseWorld, when: JsonObject): Promise<Outcome> {
  const { kind: _, via, operation, input, cache: name, ...rest } = when as Record<string, any>
  if (via !== 'dax') {
    const call = { service: 'dynamodb', operation, input, ...rest } as unknown as JsonObject
    return sdkWorld.when!['sdk']!(world, call)
  }
  for (const member of Object.keys(rest)) throw new Error(`dynamodb with ${member} is not known`)
  const cache = world.kept.get(name === undefined ? 'dax' : `dax ${name}`) as Cache
  const method = cache.documents[METHODS[operation] as 'get']
  try {
    const output = await method(plain(deepLongNames(input as Json)) as object)
    return { output: { ...(typed(output) as object), $metadata: { httpStatusCode: 200 } } }
  } catch (error) {
    const { name, message } = error as Error
    return { error: { name, message, code: name } }
  }
}

export const globalTablesWorld: Part = {
  given: { globalTables: createGlobalTables, dax: createCaches },
  when: { dynamodb: request },
}
