/** Checks ExclusiveStartKey, the key after which a page starts. */
import { isServiceError, type ServiceError } from '../../core/errors.ts'
import { keyMismatch } from '../keys/errors.ts'
import { startKeyInvalid } from './errors.ts'
import { checkKeyAttributes, pickKey } from '../keys/key-checks.ts'
import { indexPositionOf, positionOf, tieOf } from '../keys/positions.ts'
import type { ReadSource } from './source.ts'
import type { KeyAttribute } from '../schema/definition.ts'
import type { Position } from '../keys/position.ts'
import type { Item } from '../values/values.ts'

/** Checks that it has as many attributes as LastEvaluatedKey. */
export function checkStartKeyCount(
  source: ReadSource,
  startKey: Item,
  refusal: () => ServiceError = startKeyInvalid,
): void {
  let count = 0
  for (const _ in startKey) count++
  if (count !== source.startKey.length) throw refusal()
}

/** Checks one attribute of the key of the table or index that is read. */
export function checkStartAttribute(
  { key }: ReadSource,
  startKey: Item,
  attribute: KeyAttribute,
): void {
  if (!startKey[attribute.name]) throw startKeyInvalid()
  const isSort = key.sort.includes(attribute)
  checkKeyAttributes(
    { partition: isSort ? [] : [attribute], sort: isSort ? [attribute] : [] },
    startKey,
  )
}

/** Checks all attributes of the key of the table or index that is read. */
export function checkStartAttributes(source: ReadSource, startKey: Item): void {
  for (const { name } of source.attributes) if (!startKey[name]) throw startKeyInvalid()
  checkKeyAttributes(source.key, startKey)
}

/** Checks the table's key in the starting key. */
export function checkStartTableKey({ table }: ReadSource, startKey: Item): void {
  try {
    if (table.plan.attributes.some(({ name }) => !startKey[name])) throw keyMismatch()
    checkKeyAttributes(table.plan.key, startKey)
  } catch (error) {
    throw isServiceError(error) ? startKeyInvalid(error.message) : error
  }
}

/** The position of the starting key. The item need not exist. */
export function startPositionOf({ table, index, key }: ReadSource, startKey: Item): Position {
  const position = positionOf(table.plan.key, pickKey(table.plan.attributes, startKey))
  if (!index) return position
  const inIndex = indexPositionOf(key, startKey, () => tieOf(table.plan.key, startKey, position))
  if (!inIndex) throw startKeyInvalid()
  return inIndex
}
