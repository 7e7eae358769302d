/** Applies the columns of a SELECT to an item. */
import { valueAt } from '../../expressions/evaluate.ts'
import type { Path } from '../../expressions/grammar/tree.ts'
import { newItem, type Item } from '../../values/values.ts'

/**
 * The name of a column is the last name of its path with the indexes after it: `a.b[0]` is `b[0]`.
 */
export function selectColumns(item: Item, columns: readonly Path[]): Item {
  const result = newItem()
  for (const path of columns) {
    const value = valueAt(path, item)
    if (value !== undefined) result[columnName(path)] = value
  }
  return result
}

function columnName(path: Path): string {
  const [first, ...steps] = path
  let name = first
  for (const step of steps) name = typeof step === 'number' ? `${name}[${step}]` : step
  return name
}
