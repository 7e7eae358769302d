/** `Table.search`: SearchVectors with plain values. It loads with the first search. */
import { nameOf, checkNames } from '../../core/checks.ts'
import { didYouMean, MisuseError } from '../../core/errors.ts'
import { toAttributeValue, type CallSite } from '../values/marshal.ts'
import type { Item } from '../values/values.ts'
import { callTable, readTable, type TableHandle } from './access.ts'
import { optionSlip } from './aliases.ts'
import { toCallerItem } from './caller-item.ts'
import { explain } from './hints.ts'
import { Placeholders } from './key-conditions.ts'
import { applyOptions, merge, type Input, type SearchOptions } from './options.ts'

/** One result of a search. */
export interface SearchResult<ItemType extends object> {
  /** The projected attributes, without the vector unless `projection` asks for it. */
  readonly item: ItemType
  /** The distance for COSINE and EUCLIDEAN (smaller is more similar), or the dot product. */
  readonly score: number
}

const SEARCH_OPTIONS = ['index', 'top', 'filter', 'projection', 'names', 'values']
const DEFAULT_TOP = 10

interface Output {
  readonly SearchResults: readonly { readonly Item: Item; readonly Score: number }[]
}

export function searchTable<ItemType extends object>(
  handle: TableHandle,
  vector: unknown,
  options: SearchOptions<Record<string, unknown>> = {},
  site: CallSite,
): SearchResult<ItemType>[] {
  checkNames(options, site.caller, SEARCH_OPTIONS, 'option', optionSlip(SEARCH_OPTIONS))
  const { index, top, filter, ...rest } = options
  const input: Input = {
    TableName: handle.name,
    IndexName: indexFor(handle, index, site),
    SearchVector: toSearchVector(vector, site),
    TopK: top ?? DEFAULT_TOP,
  }
  if (filter !== undefined) applyFilter(input, filter, options, site)
  applyOptions(input, rest, SEARCH_OPTIONS, site)
  try {
    const { SearchResults } = callTable<Output>(handle, 'SearchVectors', input)
    return SearchResults.map(({ Item: item, Score: score }) => ({
      item: toCallerItem<ItemType>(item),
      score,
    }))
  } catch (error) {
    throw explain(handle, error, input, site)
  }
}

/** The named index, or the only one of the table. */
function indexFor(handle: TableHandle, index: unknown, { caller }: CallSite): string {
  const known = readTable(handle).plan.vectorIndexes.map(({ name }) => name)
  const expected =
    known.length > 0
      ? `one of ${known.join(', ')}`
      : 'a table with a vector index: { vectorIndexes: { ... } }'
  const [only, ...more] = known
  if (index === undefined && only !== undefined && more.length === 0) return only
  if (index === undefined) {
    const saw = only === undefined ? 'no vector index' : `${known.length} vector indexes`
    throw new MisuseError(
      `${caller}: the table has ${saw}, and the search names none.`,
      only === undefined ? expected : `{ index: '${only}' }`,
    )
  }
  if (typeof index === 'string' && known.includes(index)) return index
  throw new MisuseError(
    `${caller}: ${handle.name} has no vector index ${JSON.stringify(index)}.`,
    expected,
    typeof index === 'string' ? didYouMean(index, known) : undefined,
  )
}

function toSearchVector(vector: unknown, { caller }: CallSite): { N: string }[] {
  const isList = Array.isArray(vector) || (ArrayBuffer.isView(vector) && 'length' in vector)
  if (!isList) {
    throw new MisuseError(`${caller}: the vector is ${nameOf(vector)}.`, 'a list of numbers')
  }
  return Array.from(vector as ArrayLike<unknown>, (component, i) => {
    if (typeof component === 'number' && Number.isFinite(component)) return { N: String(component) }
    const saw = typeof component === 'number' ? String(component) : nameOf(component)
    throw new MisuseError(`${caller}: component ${i} of the vector is ${saw}.`, 'a finite number')
  })
}

/** Values by attribute, or a SearchConditionExpression. */
function applyFilter(
  input: Input,
  filter: unknown,
  { names, values }: SearchOptions<Record<string, unknown>>,
  site: CallSite,
): void {
  if (typeof filter === 'string') {
    input.SearchConditionExpression = filter
    return
  }
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) {
    throw new MisuseError(
      `${site.caller}: filter is ${nameOf(filter)}.`,
      "values by attribute, such as { tenant: 't1' }, or a SearchConditionExpression",
    )
  }
  const placeholders = new Placeholders({ names, values })
  const clauses = Object.entries(filter).map(([attribute, value]) => {
    const placeholder = placeholders.value(attribute, toAttributeValue(value, site, attribute))
    return `${placeholders.name(attribute)} = ${placeholder}`
  })
  if (clauses.length === 0) return
  input.SearchConditionExpression = clauses.join(' AND ')
  input.ExpressionAttributeNames = merge(input.ExpressionAttributeNames, placeholders.names)
  input.ExpressionAttributeValues = merge(input.ExpressionAttributeValues, placeholders.values)
}
