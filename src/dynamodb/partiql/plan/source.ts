/** What a SELECT reads: the table or an index that holds what is asked for. */
import type { Clock } from '../../../core/time/clock.ts'
import { invalidParameter, validation } from '../../errors.ts'
import { notProjected } from '../../reads/errors.ts'
import { sourceOf, type ReadSource } from '../../reads/source.ts'
import type { TableState } from '../../state/state.ts'
import { unprojectedFilters, type ReadRange } from './key-plan.ts'
import type { SelectStatement } from '../grammar/statement.ts'

/** The table or index that FROM names. */
export function openSource(
  statement: SelectStatement,
  table: TableState,
  options: { readonly ConsistentRead?: boolean },
  clock: Pick<Clock, 'now'>,
): ReadSource {
  const { index } = statement
  if (index === undefined) return sourceOf(table, {}, clock)
  const plan = table.plan.indexes.find(({ name }) => name === index)
  // AWS, as captured by a peer (eu-west-1): these texts are not those of Query and Scan.
  if (!plan) throw validation('The table does not have the specified index')
  if (options.ConsistentRead && !plan.local)
    throw validation('Strongly consistent read is not supported on Global Secondary Indexes')
  const missing = missingColumns(statement, plan.projected)
  if (missing.length > 0 && !plan.local) throw notProjected(index, missing)
  return sourceOf(table, { IndexName: index }, clock)
}

/** Columns that an index does not hold. */
export const missingColumns = (
  { columns }: SelectStatement,
  projected: ReadonlySet<string> | undefined,
): readonly string[] =>
  projected && columns ? columns.map(([name]) => name).filter((name) => !projected.has(name)) : []

/** What filters need must be in the index. */
export function checkFilters({ index }: ReadSource, ranges: readonly ReadRange[]): void {
  if (!index?.projected) return
  const missing = unprojectedFilters(ranges, index.projected)
  if (missing.length > 0)
    throw invalidParameter(
      `Secondary index ${index.name} does not project one or more filter attributes: [${missing.join(', ')}]`,
    )
}
