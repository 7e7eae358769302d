/** Compares document paths. The paths of one expression must not overlap. */
import type { Path } from './tree.ts'

/** A path in the form of AWS's messages: `[a, b, [0]]`. */
export const pathText = (path: Path): string =>
  `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`

/** Whether both paths are equal. */
export const samePath = (a: Path, b: Path): boolean =>
  a.length === b.length && a.every((step, at) => step === b[at])

type Relation = 'overlap' | 'conflict' | undefined

// 'a' and 'a.b' overlap. 'a.b' and 'a[0]' conflict: a cannot be both a map and a list.
function relationOf(a: Path, b: Path): Relation {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    if (a[at] === b[at]) continue
    return typeof a[at] === typeof b[at] ? undefined : 'conflict'
  }
  return 'overlap'
}

/** The error for the first overlap, otherwise for the first conflict, in the order of the paths. */
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
