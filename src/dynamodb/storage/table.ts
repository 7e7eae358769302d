/** A table: its definition and its content. */
import type { Declared } from '../../core/generation.ts'
import type { TableDefinition } from '../schema/definition.ts'
import { cloneStreamLog, type StreamLog } from './stream-log.ts'
import { planOf, type TablePlan } from '../schema/plan.ts'
import { Store } from './store.ts'

/** The items of a table, and its indexes' views of them. */
export interface TableContent {
  readonly items: Store
  /** By index name. */
  readonly indexes: ReadonlyMap<string, Store>
}

/** The content up to a time. Contents share every item, and all parts of the stores that did not change. */
export interface PastContent {
  readonly until: number
  readonly content: TableContent
}

export interface TableState extends TableContent, Declared {
  /** Stamp of the state that may write to this table. */
  readonly owner: object | undefined
  /** Replaced as a whole, by `setDefinition`. */
  definition: TableDefinition
  /** What is derived from the definition. */
  plan: TablePlan
  items: Store
  indexes: Map<string, Store>
  /** What `seed` gave, for `reset`; undefined while the content is exactly that. */
  seeded: TableContent | undefined
  /**
   * Seeds belong to the table's declaration until the synchronous code that declares it ends; then
   * `isOver` is set.
   */
  declaration: { isOver: boolean } | undefined
  /** The seeds of the declaration; undefined as long as there are no others. */
  declared: TableContent | undefined
  /** The stream that is enabled. */
  stream: StreamLog | undefined
  /** Earlier contents, oldest first, where something asks for them (history.ts). */
  past: readonly PastContent[]
}

/** The entries of an index: content.ts keeps a store for each index of the definition. */
export function indexStore({ indexes }: Pick<TableContent, 'indexes'>, name: string): Store {
  const store = indexes.get(name)
  if (!store) throw new TypeError(`the index ${name} has no store`)
  return store
}

/** An empty table. */
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
    seeded: undefined,
    declaration: undefined,
    declared: undefined,
    stream: undefined,
    past: [],
  }
}

/** The same table for another owner: every item is shared, whatever their number. */
export const cloneTable = (table: TableState, owner: object): TableState => ({
  ...table,
  owner,
  ...cloneContent(table),
  stream: table.stream && cloneStreamLog(table.stream),
})

/** Shares every item; costs the same whatever their number. */
export function cloneContent(content: TableContent): { items: Store; indexes: Map<string, Store> } {
  const indexes = new Map<string, Store>()
  for (const [name, store] of content.indexes) indexes.set(name, store.clone())
  return { items: content.items.clone(), indexes }
}

/** Replaces the definition of a table that is fit to be written to. Follow it with `alignIndexes` when indexes came or went. */
export function setDefinition(table: TableState, definition: TableDefinition): void {
  table.definition = definition
  table.plan = planOf(definition)
}
