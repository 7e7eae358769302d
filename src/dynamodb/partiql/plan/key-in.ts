/** Splits the WHERE of an UPDATE or DELETE into the key of its item and further conditions. */
import { equalValues } from '../../values/compare.ts'
import { validation } from '../../errors.ts'
import type { Condition } from '../../expressions/grammar/tree.ts'
import type { TablePlan } from '../../schema/plan.ts'
import { newItem, type AttributeValue, type Item, type MutableItem } from '../../values/values.ts'

/** The condition of an UPDATE: the item must exist, and the further conditions must be true. */
export const updateCondition = (plan: TablePlan, filters: readonly Condition[]): Condition => ({
  type: 'and',
  conditions: [{ type: 'exists', path: [plan.attributes[0].name] }, ...filters],
})

/** The condition of a DELETE. Deleting a missing item succeeds. */
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
  /** The conditions of WHERE except the key. */
  readonly filters: readonly Condition[]
}

/** Finds the key in WHERE, which must have an equality on each key attribute. */
export function keyIn(plan: TablePlan, where: readonly Condition[]): KeyAndFilters {
  const key: MutableItem = newItem()
  const filters: Condition[] = []
  for (const condition of where) {
    const equality = keyEquality(plan, condition)
    if (!equality) {
      filters.push(condition)
      continue
    }
    const { name, value } = equality
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

// `pk = 'a'`
function keyEquality(
  { names }: TablePlan,
  condition: Condition,
): { readonly name: string; readonly value: AttributeValue } | undefined {
  if (condition.type !== 'compare' || condition.comparator !== '=') return undefined
  const { left, right } = condition
  if (left.type !== 'path' || left.path.length > 1 || right.type !== 'value') return undefined
  const [name] = left.path
  return names.has(name) ? { name, value: right.value } : undefined
}
