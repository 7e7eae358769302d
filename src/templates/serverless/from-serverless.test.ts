import { describe, expect, it } from 'vitest'
import { createRegion } from '../../index.ts'
import { fromServerless } from '../index.ts'

const file = new URL('../../../test/usage/templates/serverless/serverless.yml', import.meta.url)

describe('fromServerless', () => {
  it('builds functions with their events', async () => {
    const region = createRegion()
    const events: Record<string, unknown>[] = []
    const { stack } = fromServerless(file, {
      handlers: {
        place: async (event: Record<string, unknown>) => {
          events.push(event)
          return { statusCode: 200, body: process.env['TABLE'] }
        },
      },
    })(region)
    expect(stack.skipped).toEqual([])
    const gateway = stack.gateway('ApiGatewayRestApi')
    const response = await gateway.post('/orders/1', {})
    expect([response.status, await response.text()]).toEqual([200, 'orders'])
    expect(gateway.stage).toBe('dev')
    const preflight = await gateway.options('/orders/1')
    expect(preflight.headers.get('access-control-allow-methods')).toBe('OPTIONS,POST')
    stack.queue('Jobs').send('1')
    region.eventBus('default').put({ source: 'shop', detailType: 'Placed', detail: {} })
    await region.idle()
    await region.clock.advance('1d')
    await region.idle()
    expect(events).toHaveLength(4)
    expect(stack.function('place').name).toBe('shop-dev-place')
    expect(stack.outputs['ServiceEndpoint']).toBe(gateway.url)
  })

  it('resolves variables by stage', () => {
    const { stack } = fromServerless(file, { stage: 'prod' })(createRegion())
    expect(stack.table('Orders').name).toBe('orders-shop-prod')
  })

  it('says which variable has no value', () => {
    const wrong = {
      service: 's',
      provider: { name: 'aws', environment: { A: '${env:MISSING_ONE}' } },
    }
    expect(() => fromServerless(wrong)(createRegion())).toThrow(
      "cannot resolve 'provider.environment.A': ${env:MISSING_ONE} has no value",
    )
  })

  it('leaves out properties that are null, as the framework does', () => {
    const { stack } = fromServerless({
      service: 's',
      provider: { name: 'aws' },
      resources: {
        Resources: {
          Jobs: {
            Type: 'AWS::SQS::Queue',
            Properties: {
              QueueName: 'jobs',
              DelaySeconds: null,
              Tags: [{ Key: 'a', Value: 'b', X: null }],
            },
          },
        },
      },
    })(createRegion())
    expect(stack.resources['Jobs']?.properties).toEqual({
      QueueName: 'jobs',
      Tags: [{ Key: 'a', Value: 'b' }],
    })
  })
})
