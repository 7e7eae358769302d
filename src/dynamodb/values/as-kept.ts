/** A caller's values in the form in which a write stores them: `1e-7` becomes `0.0000001`. */
import { isServiceError } from '../../core/errors.ts'
import { checkValue } from './value-checks.ts'
import { newItem, type AttributeValue, type Item } from './values.ts'

/** Returns the value unchanged if a write would refuse it. */
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
