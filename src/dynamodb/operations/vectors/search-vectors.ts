/** SearchVectors. AWS: API_SearchVectors.html */
import type { Operation } from '../../../core/world/world.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import { isAsked } from '../../capacity/units.ts'
import { checkParameterForms, scopeOf, type ExpressionInput } from '../../expressions/parameters.ts'
import { parseProjection, projectItem } from '../../expressions/projection.ts'
import type { Projection } from '../../expressions/grammar/tree.ts'
import { unknownIndex } from '../../reads/errors.ts'
import { statusAt } from '../../schema/definition.ts'
import type { VectorPlan } from '../../schema/plan.ts'
import { tableOf, type DynamoDbState, type TableState } from '../../state/state.ts'
import { vectorStore } from '../../storage/table.ts'
import type { VectorEntry } from '../../storage/vector-entry.ts'
import { copyItem, type AttributeValue, type Item } from '../../values/values.ts'
import { canonicalNumber } from '../../values/numbers.ts'
import { sizeOfItem } from '../../values/sizes.ts'
import { toVector } from '../../vectors/entries.ts'
import {
  backfillingVectors,
  dimensionMismatch,
  invalidVector,
  MOST_RESULTS,
  wrongTopK,
} from '../../vectors/errors.ts'
import { checkWireTypes } from '../../vectors/read-input.ts'
import { findNearest } from '../../vectors/search.ts'
import {
  checkAgainstSchema,
  parseSearchCondition,
  type SearchConditions,
} from '../../vectors/search-condition.ts'

interface SearchVectorsInput extends ExpressionInput {
  readonly TableName: string
  readonly IndexName: string
  readonly SearchVector: readonly AttributeValue[]
  readonly TopK: number
  readonly SearchConditionExpression?: string
  readonly ProjectionExpression?: string
  readonly ReturnConsumedCapacity?: string
}

interface Output {
  readonly SearchResults: readonly { readonly Item: Item; readonly Score: number }[]
  readonly ConsumedCapacity?: { readonly VectorSearchRequestBytes: number }
}

const FORMS = { expressions: ['ProjectionExpression', 'SearchConditionExpression'], legacy: [] }
const checkConstraints = constraintsFor('SearchVectors')
const parse = parserOf<SearchVectorsInput>('SearchVectors')

// Unverified: the order of the checks, beyond that each answers alone.
export const searchVectors: Operation<DynamoDbState, SearchVectorsInput, Output> = {
  name: 'SearchVectors',
  parse(body, raw) {
    if (typeof body === 'object' && body !== null) checkWireTypes(body, raw)
    return parse(body)
  },
  run(state, input, { world }) {
    checkConstraints(input)
    const { vector, conditions, projection } = check(input)
    const table = tableOf(state, input.TableName, world.clock)
    const index = indexIn(table, input.IndexName, world.clock.now())
    if (vector.length !== index.dimensions) {
      throw dimensionMismatch(vector.length, index.dimensions)
    }
    checkAgainstSchema(index, conditions)
    const { matches, compared } = findNearest(vectorStore(table, index.name), index, {
      vector,
      top: input.TopK,
      conditions: conditions ?? new Map(),
    })
    const SearchResults = matches.map(({ entry, score }) => ({
      Item: resultOf(entry, index, projection),
      Score: score,
    }))
    if (!isAsked(input.ReturnConsumedCapacity)) return { SearchResults }
    return { SearchResults, ConsumedCapacity: consumedBy(index, compared, SearchResults) }
  },
}

/** The checks that do not need the table. */
function check(input: SearchVectorsInput): {
  readonly vector: Float32Array
  readonly conditions: SearchConditions | undefined
  readonly projection: Projection | undefined
} {
  const { TopK, SearchVector, SearchConditionExpression, ProjectionExpression } = input
  if (TopK < 1 || TopK > MOST_RESULTS) throw wrongTopK(TopK)
  const vector = toVector(SearchVector, SearchVector.length)
  if (!vector) throw invalidVector()
  checkParameterForms(input, FORMS)
  const scope = scopeOf(input)
  const conditions =
    SearchConditionExpression === undefined
      ? undefined
      : parseSearchCondition(SearchConditionExpression, scope)
  const projection =
    ProjectionExpression === undefined ? undefined : parseProjection(ProjectionExpression, scope)
  scope.checkAllUsed()
  return { vector, conditions, projection }
}

function indexIn({ plan, definition }: TableState, name: string, now: number): VectorPlan {
  const index = plan.vectorIndexes.find((each) => each.name === name)
  const defined = definition.vectorIndexes.find((each) => each.name === name)
  // Unverified: a secondary index of that name gets the same answer.
  if (!index || !defined) throw unknownIndex(name)
  if (statusAt(defined.transition, now) !== 'CREATING') return index
  // AWS: VectorSearchTroubleshooting.html: before the backfill the endpoint does not know the index.
  throw defined.backfills ? backfillingVectors(name) : unknownIndex(name)
}

/** AWS: VectorSearchWorkingWith.html: without the vector, unless the projection asks for it. */
function resultOf(
  { item, vector }: VectorEntry,
  { attribute }: VectorPlan,
  projection: Projection | undefined,
): Item {
  const shown = copyItem(item)
  if (projection?.root.has(attribute)) shown[attribute] = toList(vector)
  else delete shown[attribute]
  return projection ? projectItem(projection, shown) : shown
}

/** AWS: VectorSearchDataSync.html: the index has lost the precision beyond 32 bits. */
const toList = (vector: Float32Array): AttributeValue => ({
  L: Array.from(vector, (component) => ({ N: canonicalNumber(shortest(component)) })),
})

/** The shortest decimal that is this 32-bit number. */
function shortest(component: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const text = component.toPrecision(digits)
    if (Math.fround(Number(text)) === component) return text
  }
  return component.toPrecision(9)
}

/**
 * Unverified: the figure. AWS's differs between equal searches; it grows with the vectors compared
 * and the data returned, and is at least 1 KB (VectorSearchMonitoring.html).
 */
function consumedBy(
  { dimensions }: VectorPlan,
  compared: number,
  results: Output['SearchResults'],
): NonNullable<Output['ConsumedCapacity']> {
  let bytes = compared * dimensions * 4
  for (const { Item } of results) bytes += sizeOfItem(Item)
  return { VectorSearchRequestBytes: Math.max(1024, bytes) }
}
