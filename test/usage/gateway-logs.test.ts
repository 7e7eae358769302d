/** The examples of docs/guide/gateway-logs.md. */
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

const setUp = () => {
  const region = createRegion()
  const read = region.registerFunction('read', async () => ({ statusCode: 200, body: '{}' }))
  return { region, read }
}

it('writes access logs', async () => {
  const { region, read } = setUp()
  const logs = region.createLogGroup('access')
  const api = region.createGateway(
    { 'GET /orders/{id}': read },
    { type: 'rest', accessLog: { format: 'JSON', destination: logs } },
  )

  await api.get('/orders/1')
  expect(api.accessLogs[0]!.json).toMatchObject({ resourcePath: '/orders/{id}', status: '200' })
  expect(logs.filter('{ $.status = "200" }')).toHaveLength(1)
})

it('writes metrics', async () => {
  const { region, read } = setUp()
  const api = region.createGateway({ 'GET /orders/{id}': read }, { type: 'rest', name: 'shop' })
  await api.get('/orders/1')
  await api.get('/nowhere')

  const metrics = region.metrics('AWS/ApiGateway')
  expect(metrics.sum('Count', { ApiName: 'shop' })).toBe(2)
  expect(metrics.sum('4XXError', { ApiName: 'shop', Stage: 'prod' })).toBe(1)
})
