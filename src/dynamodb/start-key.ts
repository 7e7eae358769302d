/** ExclusiveStartKey: the item behind which a page begins. */
import { isServiceError } from '../core/errors.ts'
import { keyMismatch, startKeyInvalid } from './errors.ts'
import { checkKeyAttributes, pickKey } from './key-checks.ts'
import { indexPositionOf, positionOf, tieOf } from './keys.ts'
import type { ReadSource } from './read-source.ts'
import type { Position } from './storage/store.ts'
import type { Item } from './values.ts'

/**
 * It names exactly the attributes of LastEvaluatedKey, those of the key that is read with their types. A scan of the table (`wrongCount`)
 * leaves the second part to `checkStartTableKey`.
 */
export function checkStartKey(source: ReadSource, startKey: Item, wrongCount?: string): void {
  let count = 0
  for (const _ in startKey) count++
  if (count !== source.startKey.length) throw startKeyInvalid(wrongCount)
  if (!source.index && wrongCount !== undefined) return
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
  return indexPositionOf(key, startKey, () => tieOf(table.plan.key, startKey, position))!
}
