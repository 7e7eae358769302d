/** Document paths side by side: in one expression none may lie inside another. */
import type { Path } from './tree.ts'

/** `[a, b, [0]]`, as messages show a path. */
export const pathText = (path: Path): string =>
  `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`

/** Do both name the same place? */
export const samePath = (a: Path, b: Path): boolean =>
  a.length === b.length && a.every((step, at) => step === b[at])

type Relation = 'overlap' | 'conflict' | undefined

// 'a' and 'a.b' overlap; 'a.b' and 'a[0]' conflict: they want a to be two things.
function relationOf(a: Path, b: Path): Relation {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    if (a[at] === b[at]) continue
    return typeof a[at] === typeof b[at] ? undefined : 'conflict'
  }
  return 'overlap'
}

/** The first overlap, else the first conflict, in the order the paths were written. */
export function pathProblem(paths: readonly Path[]): string | undefined {
  let conflict: string | undefined
  const byAttribute = new Map<string, Path[]>()
  for (const path of paths) {
    const earlier = byAttribute.get(path[0])
    if (!earlier) {
      byAttribute.set(path[0], [path])
      continue
    }
    for (const other of earlier) {
      const relation = relationOf(other, path)
      if (relation === 'overlap') return problemText('overlap', other, path)
      if (relation === 'conflict') conflict ??= problemText('conflict', other, path)
    }
    earlier.push(path)
  }
  return conflict
}

const problemText = (relation: string, one: Path, two: Path): string =>
  `Two document paths ${relation} with each other; must remove or rewrite one of these paths; ` +
  `path one: ${pathText(one)}, path two: ${pathText(two)}`
