/** The one item that the WHERE of an UPDATE or DELETE is about, and what else it says. */
import { equalValues } from '../../values/compare.ts'
import { validation } from '../../errors.ts'
import type { Condition } from '../../expressions/grammar/tree.ts'
import type { TablePlan } from '../../schema/plan.ts'
import { newItem, type Item, type MutableItem } from '../../values/values.ts'

/** An update wants its item to be there; what else WHERE says must hold. */
export const updateCondition = (plan: TablePlan, filters: readonly Condition[]): Condition => ({
  type: 'and',
  conditions: [{ type: 'exists', path: [plan.attributes[0].name] }, ...filters],
})

/** A delete of what is not there is no failure. */
export const deleteCondition = (
  plan: TablePlan,
  filters: readonly Condition[],
): Condition | undefined =>
  filters.length === 0
    ? undefined
    : {
        type: 'or',
        conditions: [
          { type: 'notExists', path: [plan.attributes[0].name] },
          { type: 'and', conditions: filters },
        ],
      }

export interface KeyAndFilters {
  readonly key: Item
  /** What WHERE says beside the key. */
  readonly filters: readonly Condition[]
}

/** The key that WHERE names: an equality on each of its attributes. */
export function keyIn(plan: TablePlan, where: readonly Condition[]): KeyAndFilters {
  const key: MutableItem = newItem()
  const filters: Condition[] = []
  for (const condition of where) {
    const name = keyEquality(plan, condition)
    if (name === undefined) {
      filters.push(condition)
      continue
    }
    const value = (condition as { right: { value: Item[string] } }).right.value
    const known = key[name]
    if (known && !equalValues(known, value))
      throw validation(
        `Multiple conditions on same key ${name}. Only single item Update/Insert/Delete are supported`,
      )
    key[name] = value
  }
  if (plan.attributes.some(({ name }) => key[name] === undefined))
    throw validation('Where clause does not contain a mandatory equality on all key attributes')
  return { key, filters }
}

// `pk = 'a'`: the attribute's name.
function keyEquality({ names }: TablePlan, condition: Condition): string | undefined {
  if (condition.type !== 'compare' || condition.comparator !== '=') return undefined
  const { left, right } = condition
  if (left.type !== 'path' || left.path.length > 1 || right.type !== 'value') return undefined
  return names.has(left.path[0]) ? left.path[0] : undefined
}
