// This file first uses the region in a test (or in a hook).
import 'miniregion/vitest'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { buyPen, expectFresh, hasHooks, leaveBehind, visits } from '../shared.mjs'

const seen = []
beforeEach(() => {
  seen.push(visits.size)
})
it('finds nothing of other files', async () => {
  expectFresh()
  await buyPen()
})

it('finds nothing of the test before', async () => {
  if (!hasHooks) return
  expectFresh()
  await buyPen()
  expect(seen.every((size) => size === 0)).toBe(true)
})

afterAll(leaveBehind)
