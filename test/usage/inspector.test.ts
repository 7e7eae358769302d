import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

it('serves pages that show a region and change it', async () => {
  const region = createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id' })

  const server = await region.listen({ inspector: true })
  console.log(server.inspectorUrl) // http://127.0.0.1:41733/_inspector/HmI2cV.../

  const url = server.inspectorUrl ?? ''
  expect(await (await fetch(`${url}tables/orders`)).text()).toContain('No items.')
  const item = new URLSearchParams({ item: '{ "id": "o1" }' })
  await fetch(`${url}tables/orders`, { method: 'POST', body: item })
  expect(orders.items).toEqual([{ id: 'o1' }])
  await server.close()
})
