/** Parses and checks BatchGetItem. */
import { duplicateKeys } from '../keys/errors.ts'
import { mixedParameters } from '../expressions/errors.ts'
import { tooManyKeys } from './errors.ts'
import type { Projection } from '../expressions/grammar/tree.ts'
import { BATCH_GET_KEYS } from '../limits.ts'
import { parseProjectionOf, type ProjectionInput } from '../expressions/projections.ts'
import { checkItemValues } from '../values/value-checks.ts'
import type { Item } from '../values/values.ts'

interface KeysAndAttributes extends ProjectionInput {
  readonly Keys: readonly Item[]
  readonly ConsistentRead?: boolean
}

export interface BatchGetItemInput {
  readonly RequestItems: Readonly<Record<string, KeysAndAttributes>>
  readonly ReturnConsumedCapacity?: string
}

/** The request to one table. */
export interface TableKeys {
  /** The name or ARN in the request. */
  readonly name: string
  readonly request: KeysAndAttributes
  readonly keys: readonly Item[]
  readonly projection: Projection | undefined
}

/** The checks that do not need the tables, in AWS's order. */
export function checkBatchGet({ RequestItems }: BatchGetItemInput): TableKeys[] {
  const requests = Object.entries(RequestItems)
  checkForms(requests.map(([, request]) => request))
  let count = 0
  return requests.map(([name, request]) => {
    const projection = parseProjectionOf(request)
    const keys = request.Keys.map(checkItemValues)
    if (new Set(keys.map(textOf)).size < keys.length) throw duplicateKeys()
    count += keys.length
    if (count > BATCH_GET_KEYS) throw tooManyKeys()
    return { name, request, keys, projection }
  })
}

// AWS, as captured by a peer: an expression for one table and a legacy parameter for another cannot
// be mixed, either.
function checkForms(requests: readonly KeysAndAttributes[]): void {
  if (
    requests.some(({ AttributesToGet }) => AttributesToGet) &&
    requests.some(({ ProjectionExpression }) => ProjectionExpression !== undefined)
  ) {
    throw mixedParameters(['AttributesToGet'], ['ProjectionExpression'])
  }
}

/** The same string for keys that differ only in the order of attributes. */
const textOf = (key: Item): string =>
  JSON.stringify(
    Object.keys(key)
      .sort()
      .map((name) => [name, key[name]]),
  )
