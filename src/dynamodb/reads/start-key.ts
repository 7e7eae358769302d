/** ExclusiveStartKey: the item behind which a page begins. */
import { isServiceError, type ServiceError } from '../../core/errors.ts'
import { keyMismatch } from '../keys/errors.ts'
import { startKeyInvalid } from './errors.ts'
import { checkKeyAttributes, pickKey } from '../keys/key-checks.ts'
import { indexPositionOf, positionOf, tieOf } from '../keys/positions.ts'
import type { ReadSource } from './source.ts'
import type { KeyAttribute } from '../schema/definition.ts'
import type { Position } from '../keys/position.ts'
import type { Item } from '../values/values.ts'

/** It has as many attributes as LastEvaluatedKey. */
export function checkStartKeyCount(
  source: ReadSource,
  startKey: Item,
  refusal: () => ServiceError = startKeyInvalid,
): void {
  let count = 0
  for (const _ in startKey) count++
  if (count !== source.startKey.length) throw refusal()
}

/** One attribute of the key that is read. */
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

/** All of them. */
export function checkStartAttributes(source: ReadSource, startKey: Item): void {
  for (const { name } of source.attributes) if (!startKey[name]) throw startKeyInvalid()
  checkKeyAttributes(source.key, startKey)
}

/** The table's key within it. */
export function checkStartTableKey({ table }: ReadSource, startKey: Item): void {
  try {
    if (table.plan.attributes.some(({ name }) => !startKey[name])) throw keyMismatch()
    checkKeyAttributes(table.plan.key, startKey)
  } catch (error) {
    throw isServiceError(error) ? startKeyInvalid(error.message) : error
  }
}

/** Where such an item stands, or would stand. */
export function startPositionOf({ table, index, key }: ReadSource, startKey: Item): Position {
  const position = positionOf(table.plan.key, pickKey(table.plan.attributes, startKey))
  if (!index) return position
  const inIndex = indexPositionOf(key, startKey, () => tieOf(table.plan.key, startKey, position))
  if (!inIndex) throw startKeyInvalid()
  return inIndex
}
