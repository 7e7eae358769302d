// A module that other files share creates everything. This file also uses it at the top level.
import 'miniregion/vitest'
import { afterAll, expect, it } from 'vitest'
import { buyPen, expectFresh, hasHooks, leaveBehind, products, visits } from '../shared.mjs'

expectFresh()
visits.seed([{ id: 'seeded here' }])
products.put({ id: 'mine', price: 2 })

it("sees the work of this file's top level", () => {
  expect(products.size).toBe(2)
  expect(visits.items).toEqual([{ id: 'seeded here' }])
  visits.clear()
})

it('works', async () => {
  if (hasHooks) expect(visits.size).toBe(1)
  visits.clear()
  await buyPen()
})

afterAll(leaveBehind)
