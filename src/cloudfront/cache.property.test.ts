import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'

/** One step: a viewer asks, time passes, the origin changes, paths are invalidated. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      path: fc.constantFrom('/a', '/b/1', '/b/2'),
      query: fc.constantFrom('', 'v=1', 'v=2', 'x=1'),
      from: fc.constantFrom('FRA', 'IAD', 'NRT'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ advance: fc.integer({ min: 1, max: 40 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      maxAge: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ invalidate: fc.constantFrom('/a', '/a*', '/b/*', '/*', '/b/1?v=1') }),
  },
)

const MIN = 5
const DEFAULT = 20
const MAX = 30

/** The simplest cache: every object with its time. */
class Model {
  readonly entries = new Map<string, { target: string; version: number; until: number }>()

  get(place: string, target: string, now: number): number | undefined {
    const entry = this.entries.get(`${place} ${target}`)
    return entry && now < entry.until ? entry.version : undefined
  }

  set(place: string, target: string, version: number, until: number): void {
    this.entries.set(`${place} ${target}`, { target, version, until })
  }

  invalidate(path: string): void {
    for (const [key, { target }] of this.entries) {
      const hit = path.endsWith('*') ? target.startsWith(path.slice(0, -1)) : target === path
      if (hit) this.entries.delete(key)
    }
  }
}

it('answers as the simplest cache does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const region = createRegion()
      region.clock.freeze('2026-01-01T00:00:00Z')
      let version = 0
      let maxAge: number | undefined
      const cdn = region.createDistribution({
        origin: () =>
          new Response(String(++version), {
            headers: maxAge === undefined ? {} : { 'cache-control': `max-age=${maxAge}` },
          }),
        ttl: { min: MIN, default: DEFAULT, max: MAX },
        cacheKey: { query: ['v'] },
      })
      const model = new Model()
      let now = 0
      for (const one of steps) {
        if ('advance' in one) {
          now += one.advance
          await region.clock.advance(one.advance)
        } else if ('maxAge' in one) maxAge = one.maxAge
        else if ('invalidate' in one) {
          model.invalidate(one.invalidate)
          cdn.invalidate(one.invalidate)
        } else {
          const { path, query, from } = one
          const target = query.startsWith('v') ? `${path}?${query}` : path
          const known = model.get(from, target, now)
          const url = query === '' ? path : `${path}?${query}`
          const response = await cdn.fetch(url, { from })
          const expected = known ?? version
          expect(await response.text()).toBe(String(expected))
          expect(response.headers.get('x-cache')).toBe(
            `${known === undefined ? 'Miss' : 'Hit'} from cloudfront`,
          )
          const ttl = Math.min(Math.max(maxAge ?? DEFAULT, MIN), MAX)
          if (known === undefined) model.set(from, target, version, now + ttl)
        }
      }
    }),
    { numRuns: 60 },
  )
})
