import { createRequire } from 'node:module'
import * as miniregion from 'miniregion'
import { describe, expect, it } from 'vitest'
import scenarios from '../scenarios.cjs'

const matchers = new Proxy(
  {},
  {
    get:
      (_, name) =>
      (subject, ...expected) =>
        expect(subject)[name](...expected),
  },
)

scenarios({ it, miniregion, matchers })
describe('concurrent', () => {
  scenarios({ it: it.concurrent, miniregion, matchers })
})

it('two copies of the package, ESM and CommonJS, share the default region and know each other', () => {
  const cjs = createRequire(import.meta.url)('miniregion')
  const orders = new cjs.Table('orders', { partitionKey: 'id' })
  orders.put({ id: 'o1' })
  expect(orders).toHaveItem({ id: 'o1' })
  expect(() => expect(orders).toHaveStatus(1)).toThrow(/the table 'orders'/)
  expect(String(cjs.defaultRegion.trace(orders))).toContain('PutItem orders')
})
