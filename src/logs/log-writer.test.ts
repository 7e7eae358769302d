import { expect, it } from 'vitest'
import { handleOf } from '../core/handle.ts'
import { createRegion } from '../region/index.ts'

it('services write to groups that exist, and read which there are', () => {
  const region = createRegion()
  const world = handleOf(region)!.home
  const { logs } = world.ports
  const cause = world.journal.root
  const group = region.createLogGroup('/shop/access')
  expect([logs?.has('/shop/access'), logs?.has('/shop/none')]).toEqual([true, false])
  logs?.write('/shop/access', { stream: 'api', messages: ['GET /', 'GET /orders'], cause })
  logs?.write('/shop/none', { stream: 'api', messages: ['lost'], cause })
  expect(group.events).toMatchObject([
    { message: 'GET /', stream: 'api' },
    { message: 'GET /orders', stream: 'api', causedBy: cause },
  ])
  expect(logs?.written().map(({ message }) => message)).toEqual(['GET /', 'GET /orders'])
})
