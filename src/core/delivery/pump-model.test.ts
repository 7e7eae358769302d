import fc from 'fast-check'
import { expect, it } from 'vitest'
import { idle } from '../time/idle.ts'
import { StubWorld } from '../testing/stub-world.ts'
import type { DeliveryOutcome } from './delivery.ts'
import { DeliveryPump } from './pump.ts'

/** The outcome of each attempt of a delivery, and the seconds until it. */
const script = fc.record({
  key: fc.constantFrom(undefined, undefined, 'a', 'b'),
  delay: fc.constantFrom(0, 0, 1, 5),
  attempts: fc.array(
    fc.record({
      seconds: fc.constantFrom(0, 0, 1, 3),
      ending: fc.constantFrom('delivered', 'failed', 'failed', 'throws', 'final', 'deferred'),
    }),
    { minLength: 1, maxLength: 6 },
  ),
})
type Script = typeof script extends fc.Arbitrary<infer Value> ? Value : never

const RETRIES_S = [2, 4]

/** Predicts the number of attempts and the outcome if nothing ends the delivery early. */
function predict({ attempts }: Script): { begun: number; status: string; counted: number } {
  let counted = 0
  for (let begun = 1; ; begun++) {
    const ending = attempts[begun - 1]?.ending ?? 'delivered'
    if (ending === 'deferred') continue
    counted++
    if (ending === 'delivered') return { begun, status: 'delivered', counted }
    if (ending === 'final' || counted > RETRIES_S.length)
      return { begun, status: 'failed', counted }
  }
}

it('deliveries end as predicted, in order per key, and never exceed the concurrency', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(script, { maxLength: 20 }),
      fc.constantFrom(1, 2, Infinity),
      async (scripts, concurrency) => {
        const world = new StubWorld()
        world.clock.freeze(0)
        const pump = new DeliveryPump(world, 'sns', { concurrency })
        const active = new Set<number>()
        const ended: number[] = []
        const begun = scripts.map(() => 0)
        const lastBegunAt = new Map<number, number>()
        const wait = (seconds: number): Promise<void> =>
          new Promise((resolve) => void world.clock.schedule(seconds * 1000, resolve, 'work'))
        const records = scripts.map((each, index) => {
          const attempt = async (): Promise<DeliveryOutcome> => {
            const { seconds = 0, ending = 'delivered' } = each.attempts[begun[index]!++] ?? {}
            active.add(index)
            expect(active.size).toBeLessThanOrEqual(concurrency)
            // Time only moves forward, by at least the policy's delays.
            const now = world.clock.now()
            expect(now).toBeGreaterThanOrEqual((lastBegunAt.get(index) ?? 0) + each.delay)
            lastBegunAt.set(index, now)
            await wait(seconds)
            active.delete(index)
            if (ending === 'throws') throw new Error('no')
            if (ending === 'deferred') return { status: 'deferred', delayMs: 1_000 }
            if (ending === 'delivered') return undefined
            return { status: 'failed', why: 'no', isFinal: ending === 'final' }
          }
          const done = (): void => void ended.push(index)
          return pump.deliver({
            to: String(index),
            causedBy: world.journal.root,
            attempt: () => attempt().then((outcome) => (outcome ?? done(), outcome)),
            retry: { delays: RETRIES_S.map((seconds) => seconds * 1000) },
            onFailed: done,
            delayMs: each.delay * 1000,
            ...(each.key !== undefined && { orderingKey: each.key }),
          })
        })
        await idle(world)
        expect([pump.size, world.work.size, active.size]).toEqual([0, 0, 0])
        scripts.forEach((each, index) => {
          const { begun: attempts, status, counted } = predict(each)
          expect(begun[index]).toBe(attempts)
          expect(records[index]).toMatchObject({ status, attempt: counted })
        })
        expect([...ended].sort((a, b) => a - b)).toEqual(scripts.map((_, index) => index))
        for (const key of ['a', 'b']) {
          const inLane = ended.filter((index) => scripts[index]?.key === key)
          expect(inLane).toEqual([...inLane].sort((a, b) => a - b))
        }
      },
    ),
    { numRuns: 60 },
  )
})
