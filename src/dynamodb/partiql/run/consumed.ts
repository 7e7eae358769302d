/** Adds the ConsumedCapacity of the parts of one response. */

/** The sum of ConsumedCapacity objects of one table. Undefined for an empty list. */
export function mergeConsumed(parts: readonly object[]): object | undefined {
  const [first, ...rest] = parts
  return first && rest.reduce((sum, part) => add(sum, part), first)
}

/** One ConsumedCapacity per table, in the order of first appearance. */
export function mergeByTable(parts: readonly object[]): object[] {
  const tables = new Map<unknown, object>()
  for (const part of parts) {
    const name = 'TableName' in part ? part.TableName : undefined
    const known = tables.get(name)
    tables.set(name, known ? add(known, part) : part)
  }
  return [...tables.values()]
}

// Adds numbers, merges objects member by member. Other members are equal in both.
function add(a: object, b: object): object {
  const sum: Record<string, unknown> = { ...a }
  for (const [name, value] of Object.entries(b)) {
    const known = sum[name]
    if (typeof known === 'number' && typeof value === 'number') sum[name] = known + value
    else if (isObject(known) && isObject(value)) sum[name] = add(known, value)
    else sum[name] = value
  }
  return sum
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
