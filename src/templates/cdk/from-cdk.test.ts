import { describe, expect, it } from 'vitest'
import { createRegion } from '../../index.ts'
import { fromCdk } from '../index.ts'

const assembly = new URL('../../../test/usage/templates/cdk.out/', import.meta.url)

describe('fromCdk', () => {
  it('builds the stack of an assembly', async () => {
    const region = createRegion()
    const events: unknown[] = []
    const { stack } = fromCdk(assembly, {
      handlers: {
        Place: async (event: unknown) => {
          events.push(event)
          return { statusCode: 201, body: 'placed' }
        },
      },
    })(region)
    expect(stack.skipped).toEqual([])
    stack.topic('Placed').publish({ id: 1 })
    stack.bucket('Uploads').put('in/a.txt', 'one')
    stack.bucket('Uploads').put('out/a.txt', 'two')
    await region.idle()
    expect(events).toHaveLength(2)
    expect((await stack.gateway('Http').get('/orders/1')).status).toBe(201)
    const response = await stack.gateway('Shop/Api').post('/orders', { id: 1 })
    expect([response.status, await response.text()]).toEqual([201, 'placed'])
    const preflight = await stack.gateway('Api').options('/orders')
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(stack.table('Orders').name).toMatch(/^Shop-OrdersA9B65338-/)
    expect(stack.outputs['JobsUrl']).toBe(stack.queue('Jobs').url)
  })

  it("loads the assembly's own code", async () => {
    const region = createRegion()
    const files: string[] = []
    const load = async (file: string): Promise<unknown> => {
      files.push(file)
      return import(file)
    }
    const { stack } = fromCdk(assembly, { load })(region)
    await expect(stack.function('Place').invoke({})).resolves.toMatchObject({ payload: 1 })
    expect(files[0]).toMatch(/asset\.[0-9a-f]+.index\.js$/)
  })

  it('takes an app, a stack or a template', () => {
    const folder = new URL(assembly).pathname
    const app = { synth: () => ({ directory: folder }) }
    const one = fromCdk(app)(createRegion())
    expect(one.stack.queue('Jobs').name).toBe(
      fromCdk({ node: { root: app }, artifactId: 'Shop' })(createRegion()).stack.queue('Jobs').name,
    )
    const template = { toJSON: () => ({ Resources: { Jobs: { Type: 'AWS::SQS::Queue' } } }) }
    expect(fromCdk(template)(createRegion()).stack.queue('Jobs').size).toBe(0)
  })

  it('refuses other folders, and stacks that the app does not have', () => {
    expect(() => fromCdk('src')).toThrow("the folder '")
    expect(() => fromCdk(assembly, { stack: 'Shp' })).toThrow("Did you mean 'Shop'?")
    expect(() => fromCdk({})).toThrow("the folder of a cloud assembly ('cdk.out')")
  })
})
