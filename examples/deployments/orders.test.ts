/** One suite for the same service, deployed in three ways. */
import { createRegion, defineRegion } from 'miniregion'
import 'miniregion/auto'
import { fromCdk, fromServerless, fromTemplate } from 'miniregion/templates'
import { describe, expect, it } from 'vitest'
import { place, read } from './service/orders.ts'

const file = (path: string): URL => new URL(path, import.meta.url)

const deployments = {
  SAM: {
    build: fromTemplate(file('sam/template.yaml'), { load: (source) => import(source) }),
    api: 'ServerlessRestApi',
  },
  CDK: {
    build: fromCdk(file('cdk/cdk.out/'), { handlers: { Place: place, Read: read } }),
    api: 'Api',
  },
  'Serverless Framework': {
    build: fromServerless(file('serverless/serverless.yml'), { load: (source) => import(source) }),
    api: 'ApiGatewayRestApi',
  },
}

describe.each(Object.entries(deployments))('deployed by %s', (_name, { build, api }) => {
  const app = defineRegion(build)

  it(
    'stores an order',
    app(async ({ stack }) => {
      const response = await stack.gateway(api).post('/orders', { id: 'o1', amount: 9 })
      expect(response.status).toBe(201)
      expect(stack.table('Orders').get({ id: 'o1' })).toEqual({ id: 'o1', amount: 9 })
    }),
  )

  it(
    'reads it again',
    app(async ({ stack }) => {
      stack.table('Orders').seed([{ id: 'o1', amount: 9 }])
      const gateway = stack.gateway(api)
      expect(await (await gateway.get('/orders/o1')).json()).toEqual({ id: 'o1', amount: 9 })
      expect((await gateway.get('/orders/o2')).status).toBe(404)
    }),
  )

  it(
    'refuses an order without an id',
    app(async ({ stack }) => {
      expect((await stack.gateway(api).post('/orders', {})).status).toBe(400)
    }),
  )

  it('has no part without an effect', () => {
    expect(build(createRegion()).stack.skipped).toEqual([])
  })
})
