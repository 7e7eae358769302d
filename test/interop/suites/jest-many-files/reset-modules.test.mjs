// The module registry is reset, and the module that declares the table is evaluated again.
import { expect, it, jest } from '@jest/globals'
import * as first from './tables.mjs'

async function place({ api, orders, version }, id) {
  const response = await api.post('/orders', { id })
  expect(await response.json()).toEqual({ id, version })
  expect(orders.get({ id })).toEqual({ id })
}

for (const id of ['o1', 'o2']) {
  it(`declares everything anew for ${id}`, async () => {
    jest.resetModules()
    const second = await import('./tables.mjs')
    expect(second.version).toBeGreaterThan(first.version)
    expect(second.orders.items).toEqual([{ id: 'seeded' }])
    await place(second, id)
    // Earlier handles mean the definitions that replaced theirs.
    expect(first.orders.items).toEqual(second.orders.items)
    expect(first.place.lastInvocation).toMatchObject({ status: 'succeeded' })
    await place({ ...first, version: second.version }, 'by an old handle')
    expect(second.orders.size).toBe(3)
  })
}

it('continues without a reset', async () => {
  const { version } = await import('./tables.mjs')
  await place(
    {
      ...first,
      version: process.env.ENTRY && process.env.RESET !== 'true' ? first.version : version,
    },
    'o3',
  )
})
