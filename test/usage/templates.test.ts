import 'miniregion/auto'
import { createRegion, defineRegion } from 'miniregion'
import { checkTemplate, fromCdk, fromServerless, fromTemplate } from 'miniregion/templates'
import { describe, expect, it, vi } from 'vitest'

const template = new URL('templates/template.yaml', import.meta.url)

const app = defineRegion(
  fromTemplate(template, {
    load: (file) => import(file),
    parameters: { Stage: 'test' },
  }),
)

it(
  'stores what is sent to the queue',
  app(async ({ stack, region }) => {
    stack.queue('Jobs').send({ id: 'o1' })
    await region.idle()
    expect(stack.table('Orders').get({ id: 'o1' })).toEqual({ id: 'o1' })
    expect(stack.table('Orders').name).toBe('orders-test')
    expect(stack.outputs.JobsUrl).toBe(stack.queue('Jobs').url)
    expect(stack.skipped).toEqual([])
  }),
)

describe('handlers', () => {
  it('may be given by name', async () => {
    const region = createRegion()
    const place = vi.fn()
    const { stack } = fromTemplate(template, { handlers: { Place: place } })(region)
    await region.clock.advance('1d')
    await region.idle()
    expect(place).toHaveBeenCalled()
    expect(stack.function('Place').lastInvocation).toMatchObject({
      event: { 'detail-type': 'Scheduled Event' },
    })
  })

  it('are missed by name', async () => {
    const region = createRegion({ unhandled: 'warn' })
    const { stack } = fromTemplate(template)(region)
    await expect(stack.function('Place').invoke({})).rejects.toThrow(
      'give one with handlers: { Place: handler }, or its source file with load',
    )
  })
})

it('gives each stack its name', () => {
  const region = createRegion()
  const { blue } = fromTemplate(template, { name: 'blue', parameters: { Stage: 'blue' } })(region)
  const { red } = fromTemplate(template, { name: 'red', parameters: { Stage: 'red' } })(region)
  expect([blue.table('Orders').name, red.table('Orders').name]).toEqual([
    'orders-blue',
    'orders-red',
  ])
})

it('lists what has no effect', () => {
  const network = {
    Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } } },
  }
  const { stack } = fromTemplate(network)(createRegion())
  expect(stack.skipped).toEqual([
    {
      logicalId: 'Vpc',
      type: 'AWS::EC2::VPC',
      property: undefined,
      reason: 'This type is not simulated.',
    },
  ])
})

it('says where a template is wrong', () => {
  const wrong = new URL('templates/misspelt.yaml', import.meta.url)
  expect(() => fromTemplate(wrong)(createRegion())).toThrow(
    /^test.usage.templates.misspelt.yaml:8:7: .*Unresolved resource dependencies \[Ordrs\].* Did you mean 'Orders'\?/,
  )
})

it('shows beforehand what a template becomes', () => {
  const report = checkTemplate(template, { load: (file) => import(file) })
  expect(report.missingHandlers).toEqual([])
  expect(String(report)).toMatch(/Place +AWS::Lambda::Function +.*src.place\.ts/)
})

describe('CDK', () => {
  const assembly = new URL('templates/cdk.out/', import.meta.url)
  const place = async () => ({ statusCode: 201 })

  const shop = defineRegion(fromCdk(assembly, { handlers: { Place: place } }))

  it(
    'names resources by their constructs',
    shop(async ({ stack }) => {
      const response = await stack.gateway('Api').post('/orders', { id: 'o1' })
      expect(response.status).toBe(201)
      expect(stack.table('Shop/Orders').size).toBe(0)
    }),
  )
})

describe('Serverless Framework', () => {
  const file = new URL('templates/serverless/serverless.yml', import.meta.url)
  const place = async () => ({ statusCode: 201 })

  const shop = defineRegion(fromServerless(file, { stage: 'prod', handlers: { place } }))

  it(
    'names functions as the file does',
    shop(async ({ stack }) => {
      const response = await stack.gateway('ApiGatewayRestApi').post('/orders/o1', {})
      expect(response.status).toBe(201)
      expect(stack.function('place').name).toBe('shop-prod-place')
    }),
  )
})
