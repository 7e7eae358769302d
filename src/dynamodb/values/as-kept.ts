/** Values that a caller wrote, as a write would keep them: `1e-7` is the number that is kept as `0.0000001`. */
import { isServiceError } from '../../core/errors.ts'
import { checkValue } from './value-checks.ts'
import { newItem, type AttributeValue, type Item } from './values.ts'

/** The value itself where the write would be refused. */
export function asKept(value: AttributeValue): AttributeValue {
  try {
    return checkValue(value)
  } catch (error) {
    if (isServiceError(error)) return value
    throw error
  }
}

export function asKeptItem(item: Item): Item {
  const kept = newItem()
  for (const [name, value] of Object.entries(item)) kept[name] = asKept(value)
  return kept
}
