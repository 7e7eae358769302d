import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRouter, segmentKind, toSegments, variableName } from './router.ts'

interface Target {
  readonly method: string
  readonly path: string
}

/** The model ranks every matching route segment by segment, and a route's method before ANY. */
function best(
  targets: readonly Target[],
  method: string,
  segments: readonly string[],
  fullMatchFirst: boolean,
): Target | undefined {
  const ranked = targets.flatMap((target) => {
    if (target.method !== method && target.method !== 'ANY') return []
    const pattern = toSegments(target.path)
    const ranks: number[] = []
    for (const [index, part] of pattern.entries()) {
      const kind = segmentKind(part)
      if (kind === 'greedy') {
        if (index >= segments.length) return []
        ranks.push(2)
        return [{ target, ranks }]
      }
      const segment = segments[index]
      if (segment === undefined) return []
      if (kind === 'literal' ? part !== segment : segment === '') return []
      ranks.push(kind === 'literal' ? 0 : 1)
    }
    return pattern.length === segments.length ? [{ target, ranks }] : []
  })
  const isGreedy = ({ ranks }: { ranks: number[] }): number => Number(ranks.at(-1) === 2)
  ranked.sort((a, b) => {
    if (fullMatchFirst && isGreedy(a) !== isGreedy(b)) return isGreedy(a) - isGreedy(b)
    for (let i = 0; i < Math.max(a.ranks.length, b.ranks.length); i++) {
      const difference = (a.ranks[i] ?? -1) - (b.ranks[i] ?? -1)
      if (difference !== 0) return difference
    }
    return Number(a.target.method === 'ANY') - Number(b.target.method === 'ANY')
  })
  return ranked[0]?.target
}

const segment = fc.constantFrom('a', 'b', '__proto__', '')
const part = fc.constantFrom('a', 'b', '__proto__', '{x}')
const path = fc.tuple(fc.array(part, { maxLength: 3 }), fc.boolean()).map(([parts, greedy]) => {
  // The variables of a path have different names.
  const named = parts.map((one, index) => (one === '{x}' ? `{x${index}}` : one))
  return `/${[...named, ...(greedy ? ['{rest+}'] : [])].join('/')}`
})
const target = fc.record({ method: fc.constantFrom('GET', 'POST', 'ANY'), path })

describe('the router', () => {
  it('chooses the same route as the model', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(target, { selector: (t) => `${t.method} ${t.path}`, maxLength: 12 }),
        fc.constantFrom('GET', 'POST', 'PUT'),
        fc.array(segment, { maxLength: 4 }),
        fc.boolean(),
        (targets, method, segments, fullMatchFirst) => {
          const match = createRouter(targets, fullMatchFirst).match(method, segments)
          expect(match?.target).toBe(best(targets, method, segments, fullMatchFirst))
          if (!match) return
          // Replacing the variables by their values gives the path.
          const built = toSegments(match.target.path).map((pattern) =>
            segmentKind(pattern) === 'literal'
              ? pattern
              : match.parameters![variableName(pattern)]!,
          )
          expect(built.join('/')).toBe(segments.join('/'))
        },
      ),
      { numRuns: 500, seed: 1 },
    )
  })

  it('keeps the variable names of each route', () => {
    const routes = [
      { method: 'GET', path: '/a/{id}' },
      { method: 'GET', path: '/a/{name}/b' },
    ]
    const router = createRouter(routes, false)
    expect(router.match('GET', ['a', '1'])!.parameters).toEqual({ id: '1' })
    expect(router.match('GET', ['a', '1', 'b'])!.parameters).toEqual({ name: '1' })
  })
})
