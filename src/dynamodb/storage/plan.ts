/** What every operation asks of a table's definition, worked out once. */
import {
  keyAttributes,
  type AttributeDefinition,
  type IndexDefinition,
  type KeySchema,
  type TableDefinition,
} from '../schema.ts'

export interface IndexPlan {
  readonly name: string
  readonly local: boolean
  readonly keys: KeySchema
  /** The attributes that an entry holds; undefined: all. */
  readonly projected: ReadonlySet<string> | undefined
  /** What LastEvaluatedKey names: the table's key, then the index's. */
  readonly startKey: readonly AttributeDefinition[]
}

export interface TablePlan {
  readonly keys: KeySchema
  /** HASH, then RANGE. */
  readonly key: readonly AttributeDefinition[]
  readonly keyNames: ReadonlySet<string>
  /** Global indexes first: the order in which AWS checks their keys. */
  readonly indexes: readonly IndexPlan[]
}

export function planOf(definition: TableDefinition): TablePlan {
  const key = keyAttributes(definition.keys)
  const { indexes } = definition
  return {
    keys: definition.keys,
    key,
    keyNames: new Set(key.map(({ name }) => name)),
    indexes: [
      ...indexes.filter(({ kind }) => kind === 'global'),
      ...indexes.filter(({ kind }) => kind === 'local'),
    ].map((index) => indexPlanOf(index, key)),
  }
}

function indexPlanOf(index: IndexDefinition, tableKey: readonly AttributeDefinition[]): IndexPlan {
  const own = keyAttributes(index.keys)
  const inTableKey = new Set(tableKey.map(({ name }) => name))
  const names = [...tableKey, ...own].map(({ name }) => name)
  return {
    name: index.name,
    local: index.kind === 'local',
    keys: index.keys,
    projected: index.projection === 'ALL' ? undefined : new Set([...names, ...index.included]),
    startKey: [...tableKey, ...own.filter(({ name }) => !inTableKey.has(name))],
  }
}
