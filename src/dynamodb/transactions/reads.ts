/** Parses the Gets of TransactGetItems and finds the reasons that cancel it. */
import { isServiceError } from '../../core/errors.ts'
import { ONGOING } from '../state/errors.ts'
import { severalActionsOnItem, type CancellationReason } from './errors.ts'
import { projectItem } from '../expressions/projection.ts'
import type { Projection } from '../expressions/grammar/tree.ts'
import { checkKey } from '../keys/key-checks.ts'
import { isLocked, lockOf } from '../state/locks.ts'
import {
  checkKeyPaths,
  parseProjectionOf,
  type ProjectionInput,
} from '../expressions/projections.ts'
import { scopeOf } from '../expressions/parameters.ts'
import type { DynamoDbState } from '../state/state.ts'
import type { StoredItem } from '../values/stored-item.ts'
import type { TableState } from '../storage/table.ts'
import { lookUp } from '../storage/write.ts'
import { checkItemValues } from '../values/value-checks.ts'
import type { Item } from '../values/values.ts'

export interface TransactGetItem {
  readonly Get: ProjectionInput & { readonly TableName: string; readonly Key: Item }
}

export interface Get {
  /** The name or ARN in the request. */
  readonly tableName: string
  readonly key: Item
  readonly projection: Projection | undefined
}

export function toGet({ Get }: TransactGetItem): Get {
  const key = checkItemValues(Get.Key)
  return { tableName: Get.TableName, key, projection: projectionOf(Get) }
}

/** AWS, as captured by a peer: a transaction accepts names that no expression uses. */
function projectionOf(get: TransactGetItem['Get']): Projection | undefined {
  if (get.ProjectionExpression !== undefined) return parseProjectionOf(get)
  scopeOf(get)
  return undefined
}

export interface BoundGet {
  readonly get: Get
  readonly table: TableState
}

/** The cancellation reasons, one per Get. Undefined if the transaction succeeds. */
export function cancellationOf(
  state: DynamoDbState,
  bound: readonly BoundGet[],
): readonly CancellationReason[] | undefined {
  const reasons = bound.map(keyProblem)
  const seen = new Set<string>()
  bound.forEach(({ get, table }, i) => {
    if (reasons[i]) return
    const { position } = lookUp(table, get.key)
    const lock = lockOf(table, position)
    if (seen.has(lock)) throw severalActionsOnItem()
    seen.add(lock)
    if (isLocked(state, table, position)) {
      reasons[i] = { Code: 'TransactionConflict', Message: ONGOING }
    }
  })
  if (reasons.every((reason) => !reason)) return undefined
  return reasons.map((reason) => reason ?? { Code: 'None' })
}

function keyProblem({ get, table: { plan } }: BoundGet): CancellationReason | undefined {
  try {
    checkKey(plan, get.key)
    if (get.projection) checkKeyPaths(plan, get.projection.paths)
    return undefined
  } catch (error) {
    if (!isServiceError(error)) throw error
    return { Code: 'ValidationError', Message: error.message }
  }
}

/**
 * AWS, as captured by a peer: an item without projected attributes is omitted from its response.
 */
export function toResponse(
  found: StoredItem | undefined,
  projection: Projection | undefined,
): { Item?: Item } {
  if (!found) return {}
  if (!projection) return { Item: found.item }
  const item = projectItem(projection, found.item)
  for (const _ in item) return { Item: item }
  return {}
}
