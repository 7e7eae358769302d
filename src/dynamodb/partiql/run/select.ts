/** Reads pages of a SELECT, from ranges of a table or an index or from all of it. */
import { mergeConsumed } from './consumed.ts'
import type { Condition } from '../../expressions/grammar/tree.ts'
import { readPage, type PageInput, type PageRequest } from '../../reads/page.ts'
import { takeSource } from '../../reads/print-items.ts'
import type { ReadSource } from '../../reads/source.ts'
import { startPositionOf } from '../../reads/start-key.ts'
import type { StoredItem } from '../../values/stored-item.ts'
import type { Item } from '../../values/values.ts'
import { selectColumns } from '../plan/columns.ts'
import { inOrder, planReads, type ReadRange } from '../plan/key-plan.ts'
import type { Resume } from './next-token.ts'
import { directionsOf } from '../plan/order.ts'
import { checkFilters, missingColumns } from '../plan/source.ts'
import type { SelectStatement } from '../grammar/statement.ts'

export interface SelectOptions {
  readonly Limit?: number
  readonly ConsistentRead?: boolean
  readonly ReturnConsumedCapacity?: string
}

export interface SelectPage {
  readonly items: readonly Item[]
  /** The stored items, if the statement selects whole ones. */
  readonly stored: readonly StoredItem[] | undefined
  readonly consumed: object | undefined
  /** The start of the next page. */
  readonly resume: Resume | undefined
}

/**
 * Reads one page. `resume` returns the end of the previous page; it is called after all other
 * checks.
 */
export function selectPage(
  statement: SelectStatement,
  source: ReadSource,
  options: SelectOptions,
  resume: () => Resume | undefined,
): SelectPage {
  const ranges = planReads(statement.where, source.key, source.index?.name)
  if (ranges) checkFilters(source, ranges)
  const order = directionsOf(statement, source, ranges)
  const { partitionsDescending, descending } = order
  const jobs = ranges ? inOrder(ranges, partitionsDescending, descending) : [undefined]
  const page = readJobs(source, statement, options, jobs, { descending, resume: resume() })
  const { columns } = statement
  if (!columns) return page
  const items = page.items.map((item) => selectColumns(item, columns))
  return { ...page, items, stored: undefined }
}

type Job = ReadRange | undefined

interface Reading {
  readonly descending: boolean
  readonly resume: Resume | undefined
}

function readJobs(
  source: ReadSource,
  statement: SelectStatement,
  options: SelectOptions,
  jobs: readonly Job[],
  { descending, resume }: Reading,
): SelectPage {
  const readsTable = missingColumns(statement, source.index?.projected).length > 0
  const items: Item[] = []
  const stored: StoredItem[] = []
  const consumed: object[] = []
  let left = options.Limit ?? Infinity
  for (let at = resume?.range ?? 0; at < jobs.length; at++) {
    if (left <= 0)
      return {
        items,
        stored,
        consumed: mergeConsumed(consumed),
        resume: { range: at, key: undefined },
      }
    const job = jobs[at]
    const after = at === resume?.range ? resume.key : undefined
    const page = readPage(source, inputOf(statement, options, left), {
      ...bounds(source, job, descending, after),
      descending,
      filter: filterOf(job ? job.filters : statement.where),
      projection: undefined,
      readsTable,
    })
    for (const item of page.Items ?? []) items.push(item)
    for (const each of takeSource(page) ?? []) stored.push(each)
    if (page.ConsumedCapacity) consumed.push(page.ConsumedCapacity)
    left -= page.ScannedCount
    if (page.LastEvaluatedKey)
      return {
        items,
        stored,
        consumed: mergeConsumed(consumed),
        resume: { range: at, key: page.LastEvaluatedKey },
      }
  }
  return { items, stored, consumed: mergeConsumed(consumed), resume: undefined }
}

const inputOf = (
  { table: TableName }: SelectStatement,
  { ConsistentRead, ReturnConsumedCapacity }: SelectOptions,
  Limit: number,
): PageInput => ({ TableName, ConsistentRead, ReturnConsumedCapacity, Limit })

function bounds(
  source: ReadSource,
  job: Job,
  descending: boolean,
  after: Item | undefined,
): Pick<PageRequest, 'from' | 'to'> {
  const start = after && {
    ...startPositionOf(source, after),
    side: descending ? (-1 as const) : (1 as const),
  }
  return { from: (!descending && start) || job?.from, to: (descending && start) || job?.to }
}

function filterOf(conditions: readonly Condition[]): Condition | undefined {
  if (conditions.length <= 1) return conditions[0]
  return { type: 'and', conditions }
}
