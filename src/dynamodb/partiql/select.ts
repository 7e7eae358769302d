/** SELECT: pages of one or several ranges of a table or an index, or of all of it. */
import { mergeConsumed } from './consumed.ts'
import { invalidParameter, validation } from '../errors.ts'
import { valueAt } from '../expressions/evaluate.ts'
import type { Condition, Path } from '../expressions/tree.ts'
import { readPage, type PageOutput, type PageRequest } from '../read-page.ts'
import { sourceOf, type ReadSource } from '../read-source.ts'
import { startPositionOf } from '../start-key.ts'
import type { TableState } from '../state.ts'
import { newItem, type Item } from '../values.ts'
import type { Clock } from '../../core/clock.ts'
import { inOrder, planReads, unprojectedFilters, type ReadRange } from './key-plan.ts'
import type { Resume } from './next-token.ts'
import { directionsOf } from './order.ts'
import type { SelectStatement } from './statement.ts'

export interface SelectOptions {
  readonly Limit?: number
  readonly ConsistentRead?: boolean
  readonly ReturnConsumedCapacity?: string
}

export interface SelectPage {
  readonly items: readonly Item[]
  readonly consumed: object | undefined
  /** Where the next page begins. */
  readonly resume: Resume | undefined
}

/** One page. `resume` is where an earlier one stopped; asked for once all else is checked. */
export function selectPage(
  statement: SelectStatement,
  table: TableState,
  options: SelectOptions,
  resume: () => Resume | undefined,
  clock: Pick<Clock, 'now'>,
): SelectPage {
  const source = openSource(statement, table, options, clock)
  const ranges = planReads(statement.where, source.key)
  if (ranges) checkFilters(source, ranges)
  const order = directionsOf(statement, source, ranges)
  const { partitionsDescending, descending } = order
  const jobs = ranges ? inOrder(ranges, partitionsDescending, descending) : [undefined]
  const page = readJobs(source, statement, options, jobs, { descending, resume: resume() })
  const { columns } = statement
  return columns ? { ...page, items: page.items.map((item) => selectColumns(item, columns)) } : page
}

type Job = ReadRange | undefined

function openSource(
  statement: SelectStatement,
  table: TableState,
  options: SelectOptions,
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
  if (missing.length > 0 && !plan.local)
    throw invalidParameter(
      `Global secondary index ${index} does not project [${missing.join(', ')}]`,
    )
  return sourceOf(table, { IndexName: index }, clock)
}

const missingColumns = (
  { columns }: SelectStatement,
  projected: ReadonlySet<string> | undefined,
): readonly string[] =>
  projected && columns ? columns.map(([name]) => name).filter((name) => !projected.has(name)) : []

function checkFilters({ index }: ReadSource, ranges: readonly ReadRange[]): void {
  if (!index?.projected) return
  const missing = unprojectedFilters(ranges, index.projected)
  if (missing.length > 0)
    throw invalidParameter(
      `Secondary index ${index.name} does not project one or more filter attributes: [${missing.join(', ')}]`,
    )
}

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
  const consumed: object[] = []
  let left = options.Limit ?? Infinity
  for (let at = resume?.range ?? 0; at < jobs.length; at++) {
    if (left <= 0)
      return { items, consumed: mergeConsumed(consumed), resume: { range: at, key: undefined } }
    const job = jobs[at]
    const after = at === resume?.range ? resume.key : undefined
    const page = readOne(
      source,
      statement,
      { ...options, Limit: left },
      {
        ...bounds(source, job, descending, after),
        descending,
        filter: filterOf(job ? job.filters : statement.where),
        projection: undefined,
        readsTable,
      },
    )
    items.push(...(page.Items ?? []))
    if (page.ConsumedCapacity) consumed.push(page.ConsumedCapacity)
    left -= page.ScannedCount
    if (page.LastEvaluatedKey)
      return {
        items,
        consumed: mergeConsumed(consumed),
        resume: { range: at, key: page.LastEvaluatedKey },
      }
  }
  return { items, consumed: mergeConsumed(consumed), resume: undefined }
}

function readOne(
  source: ReadSource,
  statement: SelectStatement,
  { Limit, ...options }: SelectOptions & { readonly Limit: number },
  request: PageRequest,
): PageOutput {
  const input = { TableName: statement.table, ...options }
  return readPage(source, Limit === Infinity ? input : { ...input, Limit }, request)
}

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

/** A column is named by the last name of its path and what follows: `a.b[0]` is `b[0]`. */
export function selectColumns(item: Item, columns: readonly Path[]): Item {
  const result = newItem()
  for (const path of columns) {
    const value = valueAt(path, item)
    if (value !== undefined) result[columnName(path)] = value
  }
  return result
}

function columnName(path: Path): string {
  let last = path.length - 1
  while (typeof path[last] === 'number') last--
  let name = path[last] as string
  for (const index of path.slice(last + 1)) name += `[${index}]`
  return name
}
