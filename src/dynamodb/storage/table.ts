/** The state of a table: its definition and its content. */
import type { Declared } from '../../core/world/generation.ts'
import type { TableDefinition } from '../schema/definition.ts'
import { cloneStreamLog, type StreamLog } from './stream-log.ts'
import { planOf, type TablePlan } from '../schema/plan.ts'
import { Store } from './store.ts'
import { cloneReplica, type ReplicaState } from './replica.ts'
import type { StoredItem } from '../values/stored-item.ts'
import type { VectorEntry } from './vector-entry.ts'

/** The items of a table and the entries of its indexes. */
export interface TableContent {
  readonly items: Store
  /** Index entries by index name. */
  readonly indexes: ReadonlyMap<string, Store>
  /** Entries of vector indexes by index name. */
  readonly vectors: ReadonlyMap<string, Store<VectorEntry>>
}

/** The content of a table until a time. Contents share items and the unchanged parts of stores. */
export interface PastContent {
  readonly until: number
  readonly content: TableContent
}

export interface TableState extends TableContent, Declared {
  /** The stamp of the state that may write to this table. */
  readonly owner: object | undefined
  /** Replaced as a whole, by `setDefinition`. */
  definition: TableDefinition
  /** Derived from the definition. */
  plan: TablePlan
  items: Store
  indexes: Map<string, Store>
  vectors: Map<string, Store<VectorEntry>>
  /** The seeds, for `reset`. Undefined while the content consists of the seeds alone. */
  seeded: TableContent | undefined
  /**
   * Seeds belong to the table's declaration until the synchronous code that declares it ends; then
   * `isOver` is set.
   */
  declaration: { isOver: boolean } | undefined
  /** The seeds of the declaration. Undefined while all seeds are of the declaration. */
  declared: TableContent | undefined
  /** The enabled stream. */
  stream: StreamLog | undefined
  /** Past contents, oldest first, if a feature needs them (history.ts). */
  past: readonly PastContent[]
  /** For a replica of a global table. */
  replica: ReplicaState | undefined
}

/** The store of an index. content.ts keeps one for each index of the definition. */
export function indexStore({ indexes }: Pick<TableContent, 'indexes'>, name: string): Store {
  const store = indexes.get(name)
  if (!store) throw new TypeError(`the index ${name} has no store`)
  return store
}

/** The same for a vector index. */
export function vectorStore(
  { vectors }: Pick<TableContent, 'vectors'>,
  name: string,
): Store<VectorEntry> {
  const store = vectors.get(name)
  if (!store) throw new TypeError(`the vector index ${name} has no store`)
  return store
}

/** Creates an empty table. */
export function createTableState(
  definition: TableDefinition,
  owner?: object,
  generation = 0,
): TableState {
  return {
    owner,
    generation,
    definition,
    plan: planOf(definition),
    items: new Store(),
    indexes: new Map(definition.indexes.map(({ name }) => [name, new Store()])),
    vectors: new Map(definition.vectorIndexes.map(({ name }) => [name, new Store()])),
    seeded: undefined,
    declaration: undefined,
    declared: undefined,
    stream: undefined,
    past: [],
    replica: undefined,
  }
}

/** Copies a table for another owner, in constant time: both share every item. */
export const cloneTable = (table: TableState, owner: object): TableState => ({
  ...table,
  owner,
  ...cloneContent(table),
  stream: table.stream && cloneStreamLog(table.stream),
  replica: table.replica && cloneReplica(table.replica),
})

/** Copies the content in constant time: both share every item. */
export const cloneContent = ({
  items,
  indexes,
  vectors,
}: TableContent): Pick<TableState, keyof TableContent> => ({
  items: items.clone(),
  indexes: cloneAll(indexes),
  vectors: cloneAll(vectors),
})

function cloneAll<Stored extends StoredItem>(
  stores: ReadonlyMap<string, Store<Stored>>,
): Map<string, Store<Stored>> {
  const clones = new Map<string, Store<Stored>>()
  for (const [name, store] of stores) clones.set(name, store.clone())
  return clones
}

/**
 * Replaces the definition of a table, which must be writable (`ownTable`). Call `alignIndexes`
 * afterwards if indexes were added or removed.
 */
export function setDefinition(table: TableState, definition: TableDefinition): void {
  table.definition = definition
  table.plan = planOf(definition)
}
