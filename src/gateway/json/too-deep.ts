/** Whether a value has more levels than `most`. One that contains itself has. */
// Walks level by level, so that no nesting is too deep for the check itself, and each value once in
// a level, so that shared values do not multiply.
export function isTooDeep(root: object, most: number): boolean {
  let level = new Set([root])
  for (let depth = 0; level.size > 0; depth++) {
    if (depth > most) return true
    const next = new Set<object>()
    for (const one of level)
      for (const each of Object.values(one) as unknown[])
        if (typeof each === 'object' && each !== null) next.add(each)
    level = next
  }
  return false
}
