/** Realistic applications (test/fixtures/templates), each in the file that deploys it. */
import { describe, expect, it } from 'vitest'
import { createRegion } from '../index.ts'
import { fromCdk, fromServerless, fromTemplate } from './index.ts'

const folder = new URL('../../test/fixtures/templates/', import.meta.url)
const file = (path: string): URL => new URL(path, folder)
const load = (path: string): Promise<unknown> => import(path)
const seconds = { timeout: 30_000 }

describe('a realistic application', seconds, () => {
  it('in SAM', async () => {
    const region = createRegion()
    const { stack } = fromTemplate(file('sam/template.yaml'), { load })(region)
    expect(stack.skipped).toEqual([
      {
        logicalId: 'Fulfilment',
        type: 'AWS::Serverless::StateMachine',
        property: undefined,
        reason: 'This type is not simulated.',
      },
    ])
    expect(stack.outputs['PlaceVersion']).toBe(`${stack.function('PlaceFunction').arn}:1`)
    const placed = await stack
      .gateway('OrdersApi')
      .post('/orders', {}, { headers: { authorization: 't' } })
    expect([placed.status, await placed.text()]).toEqual([201, stack.table('OrdersTable').name])
    const stock = await stack.gateway('StockApi').get('/stock')
    expect(await stock.json()).toEqual({ inStock: 3 })
    stack.queue('Shipments').send({ kind: 'parcel' })
    stack.queue('Shipments').send({ kind: 'letter' })
    stack.bucket('Labels').put('one.pdf', 'label')
    stack.topic('Announcements').publish('placed', { attributes: { kind: 'order' } })
    stack.eventBus('Bus').put({ source: 'bookshop', detailType: 'OrderPlaced', detail: {} })
    stack.table('OrdersTable').put({ pk: 'o1', sk: 'order', status: 'new' })
    await region.idle()
    const events = stack
      .function('ShipFunction')
      .invocations.map(({ event }) =>
        String(
          event.Records?.[0].eventSource ?? event.Records?.[0].EventSource ?? event['detail-type'],
        ),
      )
    expect(new Set(events)).toEqual(
      new Set(['aws:sqs', 'aws:s3', 'aws:sns', 'OrderPlaced', 'aws:dynamodb']),
    )
  })

  it('in CDK', async () => {
    const region = createRegion()
    const files: string[] = []
    const { shop } = await fromCdk(file('cdk/cdk.out'), {
      ...{ stack: 'Shop', name: 'shop' },
      load(path) {
        files.push(path.replace(/^.*\/templates\//, ''))
        return load(path)
      },
    })(region)
    expect(shop.skipped.map(({ logicalId, property }) => [logicalId, property])).toEqual([
      ['Vpc', undefined],
    ])
    expect(shop.outputs['SeedType']).toBe('Create')
    expect(shop.outputs['TableName']).toMatch(/^Data-Orders/)
    const placed = await shop.gateway('Http').post('/orders', { id: 'o1' })
    expect([placed.status, await placed.json()]).toEqual([201, { received: { id: 'o1' } }])
    expect(files).toEqual(['cdk/src/seed.ts', 'cdk/src/place.ts'])
  })

  it('in serverless.yml', () => {
    const region = createRegion()
    const { stack } = fromServerless(file('serverless/serverless.yml'))(region)
    expect(
      stack.skipped.map(({ logicalId, type, property }) => [logicalId, type, property]),
    ).toEqual([
      ['WorkLambdaFunction', 'serverless.yml', 'events.s3'],
      ['plugins', 'serverless.yml', 'serverless-step-functions'],
      ['OpenLambdaFunction', 'serverless.yml', 'functions.open.provisionedConcurrency'],
      ['publish', 'AWS::StepFunctions::StateMachine', undefined],
    ])
    expect(stack.resources['WorkLambdaFunction']?.properties).toMatchObject({
      Description: 'extended',
      MemorySize: 128,
      Environment: { Variables: { DOMAIN: 'dev.notes.example', SECOND: 'second-dev' } },
    })
    expect(stack.function('open').name).toBe('notes-dev-open')
  })
})

describe('errors of serverless.yml', () => {
  const service = (more: object) => ({
    service: 's',
    provider: { name: 'aws', runtime: 'nodejs22.x' },
    ...more,
  })

  it('say where the file is wrong', async () => {
    const { mkdtempSync, rmSync, writeFileSync } = await import('node:fs')
    const { tmpdir } = await import('node:os')
    const { join } = await import('node:path')
    const place = mkdtempSync(join(tmpdir(), 'serverless-'))
    const path = join(place, 'serverless.yml')
    const head = 'service: s\nprovider:\n  name: aws\n  runtime: nodejs22.x\n'
    const build = (text: string) => () => {
      writeFileSync(path, head + text)
      return fromServerless(path)(createRegion())
    }
    try {
      expect(build('  environment:\n    A: ${self:custom.nothing}\n')).toThrow(
        /serverless\.yml:6:5: fromServerless\(\) cannot resolve 'provider\.environment\.A'/,
      )
      expect(
        build(
          'resources:\n  Resources:\n    Jobs:\n      Type: AWS::SQS::Queue\n      Properties:\n        QueueName: !Ref Nothing\n',
        ),
      ).toThrow(
        /serverless\.yml:10:\d+: Resources\.Jobs.*Unresolved resource dependencies \[Nothing\]/,
      )
      writeFileSync(join(place, 'later.js'), 'module.exports = async () => ({ a: 1 })')
      expect(build('custom:\n  a: ${file(./later.js):a}\n')).toThrow(
        'whose function is asynchronous',
      )
    } finally {
      rmSync(place, { recursive: true })
    }
  })

  it('name what plugins would make', () => {
    const { stack } = fromServerless(
      service({
        constructs: { site: { type: 'static-website' } },
        resources: { Resources: { Jobs: { Type: 'AWS::SQS::Queue' } } },
      }),
    )(createRegion())
    expect(stack.skipped).toMatchObject([
      { logicalId: 'site', type: 'serverless-lift static-website' },
    ])
  })
})
