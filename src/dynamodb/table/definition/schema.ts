/* oxlint-disable typescript/no-explicit-any -- without a type argument an item may hold anything, as in the SDK's own types */
/** The schema of `new Table(...)`, and its translation into the input of CreateTable. */
import { checkNames, nameOf } from '../../../core/checks.ts'
import { MisuseError } from '../../../core/errors.ts'
import { schemaSlip } from '../aliases.ts'
import type { CreateTableInput } from './create-table-input.ts'

export type { CreateTableInput } from './create-table-input.ts'

/** The name of an attribute of the item type. */
export type AttributeName<Item extends object> = keyof Item & string

/** A key attribute: the name of a string attribute, or a name with a type. */
export type KeyAttributeSchema<Item extends object> =
  AttributeName<Item> | { readonly name: AttributeName<Item>; readonly type?: 'S' | 'N' | 'B' }

/** One key attribute, or up to four in a global secondary index. */
export type IndexKeySchema<Item extends object> =
  KeyAttributeSchema<Item> | readonly KeyAttributeSchema<Item>[]

/** The attributes in an index besides the keys: all, none, or a list. Default: `'ALL'`. */
export type ProjectionSchema<Item extends object> =
  'ALL' | 'KEYS_ONLY' | readonly AttributeName<Item>[]

export interface GlobalIndexSchema<Item extends object> {
  readonly partitionKey: IndexKeySchema<Item>
  readonly sortKey?: IndexKeySchema<Item>
  readonly projection?: ProjectionSchema<Item>
}

export interface LocalIndexSchema<Item extends object> {
  readonly sortKey: KeyAttributeSchema<Item>
  readonly projection?: ProjectionSchema<Item>
}

/** A vector index, for `table.search`. */
export interface VectorIndexSchema<Item extends object> {
  /** The attribute with the vectors: lists of numbers. */
  readonly attribute: AttributeName<Item>
  /** The length of the vectors, 1 to 4096. */
  readonly dimensions: number
  /** Default: `'COSINE'`. */
  readonly distance?: 'COSINE' | 'EUCLIDEAN' | 'DOT_PRODUCT'
  /** The attribute that every search must name. Items without it are not indexed. */
  readonly partitionKey?: KeyAttributeSchema<Item>
  /** The attributes that a search may filter by. */
  readonly filters?: readonly KeyAttributeSchema<Item>[]
  readonly projection?: ProjectionSchema<Item>
}

/** The schema of a table. The compiler checks attribute names against the item type. */
export interface TableSchema<Item extends object = Record<string, any>> {
  /** The partition key: the name of a string attribute, or a name with a type. */
  readonly partitionKey: KeyAttributeSchema<Item>
  /** The sort key. Default: none. */
  readonly sortKey?: KeyAttributeSchema<Item>
  /** Indexes with their own partition keys, by index name. */
  readonly globalSecondaryIndexes?: { readonly [name: string]: GlobalIndexSchema<Item> }
  /** Indexes with the table's partition key and another sort key, by index name. */
  readonly localSecondaryIndexes?: { readonly [name: string]: LocalIndexSchema<Item> }
  /** Indexes for similarity searches, by index name. */
  readonly vectorIndexes?: { readonly [name: string]: VectorIndexSchema<Item> }
  /** The images in the table's stream; `true` means `'NEW_AND_OLD_IMAGES'`. Default: no stream. */
  readonly stream?: boolean | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES' | 'KEYS_ONLY'
  /** The attribute with the item's expiry time, in seconds since 1970. Default: no expiry. */
  readonly timeToLive?: AttributeName<Item>
  /**
   * The other AWS regions that have a replica of the table, which makes it a global table. They
   * come into use with it. Default: none.
   */
  readonly replicas?: readonly string[]
  /**
   * How the replicas agree. `'STRONG'` needs two replicas, or one and a witness, in one of AWS's
   * sets of regions. Default: `'EVENTUAL'`, where the last writer wins.
   */
  readonly multiRegionConsistency?: 'EVENTUAL' | 'STRONG'
  /** The AWS region that votes and keeps no items, with `'STRONG'` and one replica. */
  readonly witnessRegion?: string
}

/** A schema without an item type, for the checks below. */
export type AnySchema = TableSchema<Record<string, unknown>>
type AnyKey = IndexKeySchema<Record<string, unknown>>
type AttributeTypes = Map<string, string | undefined>

/** Returns the input of CreateTable for a schema. Throws a MisuseError for an invalid member. */
export function toCreateTableInput(tableName: string, schema: AnySchema): CreateTableInput {
  const caller = `new Table('${tableName}')`
  checkNames(schema, caller, SCHEMA_NAMES, 'member', schemaSlip(SCHEMA_NAMES))
  const types: AttributeTypes = new Map()
  const tableKey = (): KeyElements => [
    ...toElements(schema.partitionKey, 'HASH', types, `${caller}: partitionKey`, 'S'),
    ...toElements(schema.sortKey, 'RANGE', types, `${caller}: sortKey`, 'S'),
  ]
  if (schema.partitionKey === undefined)
    throw lacks('partitionKey', caller, "a schema such as { partitionKey: 'id' }")
  const KeySchema = tableKey()
  const globals = indexesOf(schema.globalSecondaryIndexes, `${caller}: globalSecondaryIndexes`)
  const locals = indexesOf(schema.localSecondaryIndexes, `${caller}: localSecondaryIndexes`)
  const GlobalSecondaryIndexes = globals.map(([name, index]) =>
    toGlobalIndex(name, index, types, `${caller}: index ${name}`),
  )
  const LocalSecondaryIndexes = locals.map(([name, index]) =>
    toLocalIndex(name, index, schema.partitionKey, types, `${caller}: index ${name}`),
  )
  const vectors = indexesOf(schema.vectorIndexes, `${caller}: vectorIndexes`)
  const VectorIndexes = vectors.map(([name, index]) =>
    toVectorIndex(name, index, types, `${caller}: index ${name}`),
  )
  const stream = schema.stream === true ? 'NEW_AND_OLD_IMAGES' : schema.stream
  return {
    TableName: tableName,
    KeySchema,
    AttributeDefinitions: [...types].map(([AttributeName, type]) => ({
      AttributeName,
      AttributeType: type ?? 'S',
    })),
    BillingMode: 'PAY_PER_REQUEST',
    ...(globals.length > 0 && { GlobalSecondaryIndexes }),
    ...(locals.length > 0 && { LocalSecondaryIndexes }),
    ...(vectors.length > 0 && { VectorIndexes }),
    ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream } }),
  }
}

const SCHEMA_NAMES = [
  'partitionKey',
  'sortKey',
  'globalSecondaryIndexes',
  'localSecondaryIndexes',
  'vectorIndexes',
  'stream',
  'timeToLive',
  'replicas',
  'multiRegionConsistency',
  'witnessRegion',
]

const LOCAL_INDEX_NAMES = ['sortKey', 'projection']
const GLOBAL_INDEX_NAMES = ['partitionKey', ...LOCAL_INDEX_NAMES]

const VECTOR_INDEX_NAMES = [
  'attribute',
  'dimensions',
  'distance',
  'partitionKey',
  'filters',
  'projection',
]

const lacks = (member: string, caller: string, expected?: string): MisuseError =>
  new MisuseError(`${caller} has no ${member}.`, expected)

type KeyElements = { AttributeName: string; KeyType: string }[]

function toGlobalIndex(
  IndexName: string,
  index: GlobalIndexSchema<Record<string, unknown>>,
  types: AttributeTypes,
  caller: string,
): NonNullable<CreateTableInput['GlobalSecondaryIndexes']>[number] {
  checkNames(index, caller, GLOBAL_INDEX_NAMES, 'member', schemaSlip(GLOBAL_INDEX_NAMES))
  if (index.partitionKey === undefined) throw lacks('partitionKey', caller)
  return {
    IndexName,
    KeySchema: [
      ...toElements(index.partitionKey, 'HASH', types, `${caller}: partitionKey`),
      ...toElements(index.sortKey, 'RANGE', types, `${caller}: sortKey`),
    ],
    Projection: toProjection(index.projection, caller),
  }
}

function toLocalIndex(
  IndexName: string,
  index: LocalIndexSchema<Record<string, unknown>>,
  partitionKey: AnyKey,
  types: AttributeTypes,
  caller: string,
): NonNullable<CreateTableInput['LocalSecondaryIndexes']>[number] {
  checkNames(index, caller, LOCAL_INDEX_NAMES, 'member', schemaSlip(LOCAL_INDEX_NAMES))
  if (index.sortKey === undefined) throw lacks('sortKey', caller)
  return {
    IndexName,
    KeySchema: [
      ...toElements(partitionKey, 'HASH', types, caller),
      ...toElements(index.sortKey, 'RANGE', types, `${caller}: sortKey`),
    ],
    Projection: toProjection(index.projection, caller),
  }
}

function toVectorIndex(
  IndexName: string,
  index: VectorIndexSchema<Record<string, unknown>>,
  types: AttributeTypes,
  caller: string,
): NonNullable<CreateTableInput['VectorIndexes']>[number] {
  checkNames(index, caller, VECTOR_INDEX_NAMES, 'member', schemaSlip(VECTOR_INDEX_NAMES))
  const { attribute, dimensions, distance = 'COSINE', partitionKey, filters = [] } = index
  if (attribute === undefined) throw lacks('attribute', caller, "an attribute: 'embedding'")
  if (dimensions === undefined) throw lacks('dimensions', caller, 'the length of the vectors')
  const elements = [
    ...toElements(partitionKey, 'HASH', types, `${caller}: partitionKey`),
    ...toElements(filters, 'INLINE_FILTER', types, `${caller}: filters`),
  ]
  return {
    IndexName,
    VectorAttribute: { AttributeName: attribute },
    Dimensions: dimensions,
    DistanceFunction: distance,
    ...(elements.length > 0 && {
      SearchSchema: elements.map(({ AttributeName, KeyType }) => ({
        AttributeName,
        SearchSchemaElementType: KeyType,
      })),
    }),
    Projection: toProjection(index.projection, caller),
  }
}

function toProjection(
  projection: ProjectionSchema<Record<string, unknown>> = 'ALL',
  caller: string,
): { ProjectionType: string; NonKeyAttributes?: string[] } {
  if (projection === 'ALL' || projection === 'KEYS_ONLY') return { ProjectionType: projection }
  if (Array.isArray(projection)) {
    return { ProjectionType: 'INCLUDE', NonKeyAttributes: [...projection] }
  }
  throw new MisuseError(
    `${caller}: projection is ${JSON.stringify(projection)}.`,
    "'ALL', 'KEYS_ONLY', or a list of attribute names",
  )
}

/**
 * The elements of a key. Adds the types of its attributes to `types`. An attribute without a type
 * is a string in the table's key (`byName`); in an index's key it has the type that another key
 * gives it.
 */
function toElements(
  key: AnyKey | undefined,
  KeyType: 'HASH' | 'RANGE' | 'INLINE_FILTER',
  types: AttributeTypes,
  caller: string,
  byName?: 'S',
): KeyElements {
  if (key === undefined) return []
  const attributes: readonly unknown[] = Array.isArray(key) ? key : [key]
  return attributes.map((attribute) => {
    const { name, type } = toKeyAttribute(attribute, caller)
    const known = types.get(name)
    if (type && known && type !== known) {
      throw new MisuseError(
        `${caller}: ${name} has the type '${type}' here and the type '${known}' elsewhere.`,
        'the same type for an attribute in all keys of a table',
      )
    }
    types.set(name, type ?? known ?? byName)
    return { AttributeName: name, KeyType }
  })
}

function toKeyAttribute(attribute: unknown, caller: string): { name: string; type?: string } {
  if (typeof attribute === 'string') return { name: attribute }
  const { name, type } = (attribute ?? {}) as { name?: unknown; type?: unknown }
  if (typeof name !== 'string') {
    throw new MisuseError(`${caller} is ${nameOf(attribute)}.`, "'name' or { name, type: 'N' }")
  }
  checkNames(attribute, caller, ['name', 'type'], 'member')
  if (type === undefined) return { name }
  if (type === 'S' || type === 'N' || type === 'B') return { name, type }
  throw new MisuseError(
    `${caller}: the type of ${name} is ${JSON.stringify(type)}.`,
    "'S', 'N' or 'B'",
  )
}

function indexesOf<Index>(
  indexes: { readonly [name: string]: Index } | undefined,
  caller: string,
): [string, Index][] {
  if (indexes === undefined) return []
  if (typeof indexes === 'object' && indexes !== null && !Array.isArray(indexes)) {
    return Object.entries(indexes)
  }
  throw new MisuseError(`${caller} is ${nameOf(indexes)}.`, 'an object: { indexName: { ... } }')
}
