const check = require('../checks.cjs')

const miniregion = require('miniregion')
const sdk = {
  ...require('@aws-sdk/client-lambda'),
  ...require('@aws-sdk/client-dynamodb'),
}

test('everything holds', () => check({ miniregion, sdk }))

test('a room that loads after resetModules belongs to the core that loads it', async () => {
  jest.resetModules()
  const fresh = require('miniregion')
  expect(fresh.Table).not.toBe(miniregion.Table)
  for (const copy of [miniregion, fresh, miniregion]) {
    const region = copy.createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    expect(orders).toBeInstanceOf(copy.Table)
    expect(() => orders.put({})).toThrow(copy.ServiceError)
    const api = region.createGateway({
      'GET /': region.registerFunction('f', async () => ({ statusCode: 204 })),
    })
    expect((await api.get('/')).status).toBe(204)
    expect(region.coverage().unused).toEqual([])
  }
  await check({ miniregion: fresh, sdk })
})

test('so does a room in isolated modules', () => {
  let isolated
  jest.isolateModules(() => {
    isolated = require('miniregion')
  })
  const region = isolated.createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id' })
  expect(() => orders.put({})).toThrow(isolated.ServiceError)
  expect(isolated.ServiceError).not.toBe(miniregion.ServiceError)
})
