// The module registry is reset, and the module that declares the table is evaluated again.

const first = require('./tables.cjs')

async function place({ api, orders, version }, id) {
  const response = await api.post('/orders', { id })
  expect(await response.json()).toEqual({ id, version })
  expect(orders.get({ id })).toEqual({ id })
}

for (const id of ['o1', 'o2']) {
  it(`declares everything anew for ${id}`, async () => {
    jest.resetModules()
    const second = require('./tables.cjs')
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
  const { version } = require('./tables.cjs')
  await place(
    {
      ...first,
      version: process.env.ENTRY && process.env.RESET !== 'true' ? first.version : version,
    },
    'o3',
  )
})

it('works in isolated registries', async () => {
  let second
  jest.isolateModules(() => {
    second = require('./tables.cjs')
  })
  await place(second, 'o4')
  jest.isolateModules(() => {
    second = require('./tables.cjs')
  })
  expect(second.orders.items).toEqual([{ id: 'seeded' }])
  await place(second, 'o4')
})
