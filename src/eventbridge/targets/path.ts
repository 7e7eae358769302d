/** The paths of InputPath and InputPathsMap: `$.detail.items[0].id`, `$['detail-type']`. */

const SEGMENT = /\.([^.[\]]+)|\[(\d+)\]|\['([^']+)'\]/gy

/** Returns the keys of a path, or undefined if it has another form. */
export function parsePath(path: string): readonly (string | number)[] | undefined {
  if (!path.startsWith('$')) return undefined
  const keys: (string | number)[] = []
  let at = 1
  while (at < path.length) {
    SEGMENT.lastIndex = at
    const match = SEGMENT.exec(path)
    if (!match || match[1] === '*') return undefined
    const [, name, index, quoted] = match
    keys.push(index === undefined ? (name ?? quoted ?? '') : Number(index))
    at = SEGMENT.lastIndex
  }
  return keys
}

/** Returns the value at a path, or undefined if there is none. */
export function valueAt(value: unknown, path: string): unknown {
  let at = value
  for (const key of parsePath(path) ?? []) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = Reflect.get(at, key) as unknown
  }
  return at
}
