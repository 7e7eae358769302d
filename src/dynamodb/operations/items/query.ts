/** Query. AWS: API_Query.html */
import type { Operation } from '../../../core/world/world.ts'
import {
  filterOnKey,
  startKeyOfOtherPartition,
  startKeyOutside,
  startKeyOutsideRange,
} from '../../reads/errors.ts'
import { documentPathsOf } from '../../expressions/condition.ts'
import { checkConditionCount, toKeyRange, type KeyRange } from '../../expressions/key-range.ts'
import { boundsOf, isWithin, type KeyBounds } from '../../reads/key-bounds.ts'
import { printPage } from '../../reads/print-items.ts'
import { checkKeyPaths } from '../../expressions/projections.ts'
import { checkQuery, type QueryInput, type QueryRequest } from '../../reads/query-request.ts'
import { readPage, type PageOutput } from '../../reads/page.ts'
import {
  checkFilterProjected,
  checkSelect,
  readsTable,
  sourceOf,
  type ReadSource,
} from '../../reads/source.ts'
import {
  checkStartAttribute,
  checkStartKeyCount,
  checkStartTableKey,
  startPositionOf,
} from '../../reads/start-key.ts'
import { tableOf, type DynamoDbState } from '../../state/state.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import { inWords } from '../../api/rollout.ts'

const checkConstraints = constraintsFor('Query')

export const query: Operation<DynamoDbState, QueryInput, PageOutput> = {
  name: 'Query',
  parse: parserOf<QueryInput>('Query'),
  print: printPage,
  run(state, input, { world }) {
    checkConstraints(input)
    const request = inWords('Query', world, () => checkQuery(input, world))
    const source = sourceOf(tableOf(state, input.TableName, world.clock), input, world.clock)
    const bounds = checkAgainst(source, input, request)
    const { filter, projection, startKey } = request
    const descending = input.ScanIndexForward === false
    // The page starts after the starting key, in the direction of the query.
    const start = startKey && {
      ...startPositionOf(source, startKey),
      side: descending ? (-1 as const) : (1 as const),
    }
    return readPage(source, input, {
      from: (!descending && start) || bounds.from,
      to: (descending && start) || bounds.to,
      descending,
      filter,
      projection,
      readsTable: readsTable(source, input.Select, projection),
    })
  },
}

/** The checks that need the key schema, in AWS's order. Returns the bounds of the query. */
function checkAgainst(source: ReadSource, input: QueryInput, request: QueryRequest): KeyBounds {
  const { startKey, projection, filter } = request
  checkConditionCount(request.keyCondition, source.key)
  if (startKey) checkStartKeyCount(source, startKey)
  const range = toKeyRange(
    request.keyCondition,
    source.key,
    startKey && ((attribute) => checkStartAttribute(source, startKey, attribute)),
    source.index?.name,
  )
  const bounds = boundsOf(source.key, range)
  if (startKey) {
    checkStartTableKey(source, startKey)
    checkStartWithin(source, startKey, range, bounds)
  }
  const { plan } = source.table
  if (projection) checkKeyPaths(plan, projection.paths)
  const paths = filter ? documentPathsOf(filter) : []
  const kind = input.QueryFilter ? 'QueryFilter' : 'Filter Expression'
  for (const { name } of filter ? source.attributes : []) {
    if (paths.some((path) => path[0] === name)) throw filterOnKey(kind, name)
  }
  checkSelect(source, input.Select)
  checkFilterProjected(source, input.Select, projection, paths)
  checkKeyPaths(plan, paths)
  return bounds
}

function checkStartWithin(
  source: ReadSource,
  startKey: NonNullable<QueryRequest['startKey']>,
  { equal, range }: KeyRange,
  bounds: KeyBounds,
): void {
  const position = startPositionOf(source, startKey)
  const isOther = position.partition !== bounds.partition
  if (!range && equal.length === 0) {
    if (isOther) throw startKeyOutside()
    return
  }
  if (!isWithin(bounds, position)) throw startKeyOutsideRange()
  if (isOther) throw startKeyOfOtherPartition()
}
