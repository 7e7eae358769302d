/** The columns of a SELECT. */
import { valueAt } from '../../expressions/evaluate.ts'
import type { Path } from '../../expressions/grammar/tree.ts'
import { newItem, type Item } from '../../values/values.ts'

/** A column is named by the last name of its path and what follows: `a.b[0]` is `b[0]`. */
export function selectColumns(item: Item, columns: readonly Path[]): Item {
  const result = newItem()
  for (const path of columns) {
    const value = valueAt(path, item)
    if (value !== undefined) result[columnName(path)] = value
  }
  return result
}

function columnName(path: Path): string {
  let last = path.length - 1
  while (typeof path[last] === 'number') last--
  let name = path[last] as string
  for (const index of path.slice(last + 1)) name += `[${index}]`
  return name
}
