/** Opens the table or index of a SELECT. */
import type { Clock } from '../../../core/time/clock.ts'
import { validation } from '../../errors.ts'
import { filterNotProjected, notProjected } from '../../reads/errors.ts'
import { sourceOf, type ReadSource } from '../../reads/source.ts'
import type { TableState } from '../../state/state.ts'
import type { IndexPlan } from '../../schema/plan.ts'
import { severalKeyAttributes } from '../errors.ts'
import { unprojectedFilters, type ReadRange } from './key-plan.ts'
import type { SelectStatement } from '../grammar/statement.ts'

/** Opens the table or index in FROM and checks that it has the selected columns. */
export function openSource(
  statement: SelectStatement,
  table: TableState,
  options: { readonly ConsistentRead?: boolean },
  clock: Pick<Clock, 'now'>,
): ReadSource {
  const { index } = statement
  const plan = table.plan.indexes.find(({ name }) => name === index)
  if (plan) checkSingleAttributes(plan)
  if (statement.problem) throw statement.problem
  if (index === undefined) return sourceOf(table, {}, clock)
  // AWS, as captured by a peer (eu-west-1): these wordings differ from Query's and Scan's.
  if (!plan) throw validation('The table does not have the specified index')
  if (options.ConsistentRead && !plan.local)
    throw validation('Strongly consistent read is not supported on Global Secondary Indexes')
  const missing = missingColumns(statement, plan.projected)
  if (missing.length > 0 && !plan.local) throw notProjected(index, missing)
  return sourceOf(table, { IndexName: index }, clock)
}

/**
 * Refuses an index whose keys have several attributes.
 * AWS, as observed by peers in October 2026: before errors of the columns.
 */
export function checkSingleAttributes({ key }: Pick<IndexPlan, 'key'>): void {
  if (key.partition.length > 1 || key.sort.length > 1) throw severalKeyAttributes()
}

/** The columns that an index does not project. */
export const missingColumns = (
  { columns }: SelectStatement,
  projected: ReadonlySet<string> | undefined,
): readonly string[] =>
  projected && columns ? columns.map(([name]) => name).filter((name) => !projected.has(name)) : []

/** Refuses filters on attributes that the index does not project. */
export function checkFilters({ index }: ReadSource, ranges: readonly ReadRange[]): void {
  if (!index?.projected) return
  const missing = unprojectedFilters(ranges, index.projected)
  if (missing.length > 0) throw filterNotProjected(index.name, missing)
}
