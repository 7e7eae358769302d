/** Facts about a table's keys that every operation needs, computed once per definition. */
import type {
  Distance,
  IndexDefinition,
  KeyAttribute,
  KeyAttributes,
  KeySchema,
  TableDefinition,
  VectorIndexDefinition,
} from './definition.ts'

export interface IndexPlan {
  readonly name: string
  readonly local: boolean
  readonly key: KeySchema
  /** HASH, then RANGE. */
  readonly attributes: KeyAttributes
  /** The attributes in an index entry. Undefined means all. */
  readonly projected: ReadonlySet<string> | undefined
  /** The attributes of LastEvaluatedKey: the table's key, then the index's key. */
  readonly startKey: KeyAttributes
}

export interface VectorPlan {
  readonly name: string
  readonly attribute: string
  readonly dimensions: number
  readonly distance: Distance
  readonly hash: KeyAttribute | undefined
  /** The attributes of the search schema, among them `hash`. */
  readonly filters: readonly KeyAttribute[]
  /** The attributes in an entry. Undefined means all. */
  readonly projected: ReadonlySet<string> | undefined
}

export interface TablePlan {
  readonly key: KeySchema
  /** HASH, then RANGE. */
  readonly attributes: KeyAttributes
  readonly names: ReadonlySet<string>
  /** Global indexes first, because AWS checks their keys first. */
  readonly indexes: readonly IndexPlan[]
  /** The local indexes among them. */
  readonly localIndexes: readonly IndexPlan[]
  readonly vectorIndexes: readonly VectorPlan[]
}

/** The key attributes, HASH first. */
const keyAttributes = ({ partition, sort }: KeySchema): KeyAttributes =>
  sort.length === 0 ? partition : [...partition, ...sort]

export function planOf({ key, indexes, vectorIndexes }: TableDefinition): TablePlan {
  const attributes = keyAttributes(key)
  const plans = (wanted: IndexDefinition['kind']): IndexPlan[] =>
    indexes.filter(({ kind }) => kind === wanted).map((index) => indexPlanOf(index, attributes))
  const localIndexes = plans('local')
  return {
    key,
    attributes,
    names: new Set(attributes.map(({ name }) => name)),
    indexes: [...plans('global'), ...localIndexes],
    localIndexes,
    vectorIndexes: vectorIndexes.map((index) => vectorPlanOf(index, attributes)),
  }
}

function indexPlanOf(index: IndexDefinition, tableKey: KeyAttributes): IndexPlan {
  const own = keyAttributes(index.key)
  const inTableKey = new Set(tableKey.map(({ name }) => name))
  const { type, nonKeyAttributes } = index.projection
  const names = [...tableKey, ...own].map(({ name }) => name)
  return {
    name: index.name,
    local: index.kind === 'local',
    key: index.key,
    attributes: own,
    projected: type === 'ALL' ? undefined : new Set([...names, ...nonKeyAttributes]),
    startKey: [...tableKey, ...own.filter(({ name }) => !inTableKey.has(name))],
  }
}

function vectorPlanOf(
  { name, attribute, dimensions, distance, schema, projection }: VectorIndexDefinition,
  tableKey: KeyAttributes,
): VectorPlan {
  const filters = schema.map((element) => element.attribute)
  const names = [...tableKey, ...filters].map((each) => each.name)
  return {
    name,
    attribute,
    dimensions,
    distance,
    hash: schema.find(({ role }) => role === 'HASH')?.attribute,
    filters,
    projected:
      projection.type === 'ALL'
        ? undefined
        : new Set([...names, attribute, ...projection.nonKeyAttributes]),
  }
}
