/** The table or index that a Query or Scan reads. */
import type { Clock } from '../../core/time/clock.ts'
import {
  allAttributesOfIndex,
  backfillingIndex,
  consistentGlobalIndex,
  filterNotProjected,
  notProjected,
  unknownIndex,
  unsupportedIndexType,
} from './errors.ts'
import type { Path, Projection } from '../expressions/grammar/tree.ts'
import { indexOf, type KeyAttribute, type KeySchema } from '../schema/definition.ts'
import type { IndexPlan } from '../schema/plan.ts'
import type { Store } from '../storage/store.ts'
import { indexStore, type TableState } from '../storage/table.ts'

export interface ReadSource {
  readonly table: TableState
  /** The index. Undefined for the table itself. */
  readonly index: IndexPlan | undefined
  readonly key: KeySchema
  /** The attributes of `key`, HASH first. */
  readonly attributes: readonly KeyAttribute[]
  readonly store: Store
  /** The attributes of LastEvaluatedKey and ExclusiveStartKey. */
  readonly startKey: readonly KeyAttribute[]
}

export function sourceOf(
  table: TableState,
  { IndexName, ConsistentRead }: { readonly IndexName?: string; readonly ConsistentRead?: boolean },
  clock: Pick<Clock, 'now'>,
  operation: 'Query' | 'Scan' = 'Query',
): ReadSource {
  const { plan } = table
  if (IndexName === undefined) {
    const { key, attributes } = plan
    return { table, index: undefined, key, attributes, store: table.items, startKey: attributes }
  }
  const index = plan.indexes.find(({ name }) => name === IndexName)
  if (!index) {
    const isVector = plan.vectorIndexes.some(({ name }) => name === IndexName)
    throw isVector ? unsupportedIndexType(operation) : unknownIndex(IndexName)
  }
  const transition = indexOf(table.definition, IndexName)?.transition
  // AWS: GSI.OnlineOps.html (an index can be queried once it is ACTIVE)
  if (transition && transition.status === 'CREATING' && transition.until > clock.now()) {
    throw backfillingIndex(IndexName)
  }
  if (ConsistentRead && !index.local) throw consistentGlobalIndex()
  const { key, attributes, startKey } = index
  return { table, index, key, attributes, store: indexStore(table, IndexName), startKey }
}

/** Refuses ALL_ATTRIBUTES of a global index that does not project all attributes. */
export function checkSelect({ index }: ReadSource, select: string | undefined): void {
  if (select !== 'ALL_ATTRIBUTES' || !index?.projected || index.local) return
  throw allAttributesOfIndex(index.name)
}

/**
 * Throws if the filter of a query uses an attribute that the index does not project, unless the
 * query reads the table's items. A scan treats such an attribute as missing.
 * Seen for a KEYS_ONLY global index, and in keyed PartiQL statements for all projections and for
 * local indexes.
 * Unverified: that a query of a local index gets this answer, and the order of several names.
 */
export function checkFilterProjected(
  source: ReadSource,
  select: string | undefined,
  projection: Projection | undefined,
  paths: readonly Path[],
): void {
  const { index } = source
  if (!index?.projected || paths.length === 0 || readsTable(source, select, projection)) return
  const { projected } = index
  const missing = new Set(paths.map(([name]) => name).filter((name) => !projected.has(name)))
  if (missing.size > 0) throw filterNotProjected(index.name, [...missing].sort())
}

/**
 * Whether to read items from the table because their entries in a local index lack requested
 * attributes. AWS refuses such a read of a global index.
 * AWS: API_Query.html#DDB-Query-request-Select
 */
export function readsTable(
  { index }: ReadSource,
  select: string | undefined,
  projection: Projection | undefined,
): boolean {
  if (!index?.projected) return false
  const { projected } = index
  const missing = projection
    ? [...projection.root.keys()].filter((name) => !projected.has(name))
    : []
  if (missing.length > 0 && !index.local) throw notProjected(index.name, missing)
  return select === 'ALL_ATTRIBUTES' || missing.length > 0
}
