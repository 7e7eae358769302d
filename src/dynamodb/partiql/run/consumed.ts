/** Adds up what the parts of one answer consumed. */

/** The sum of ConsumedCapacity members of one table; undefined when there are none. */
export function mergeConsumed(parts: readonly object[]): object | undefined {
  const [first, ...rest] = parts
  return first && rest.reduce((sum, part) => add(sum, part), first)
}

/** One ConsumedCapacity for each table, in the order of their first appearance. */
export function mergeByTable(parts: readonly object[]): object[] {
  const tables = new Map<unknown, object>()
  for (const part of parts) {
    const name = (part as { TableName?: unknown }).TableName
    const known = tables.get(name)
    tables.set(name, known ? add(known, part) : part)
  }
  return [...tables.values()]
}

// Numbers are added, objects member by member, everything else is the same in both.
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
