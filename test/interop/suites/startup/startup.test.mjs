// Powertools and middy read parameters and secrets of a region when a function starts.
import 'miniregion/auto'
import 'miniregion/node-test'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GetParameterError } from '@aws-lambda-powertools/parameters/errors'
import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets'
import { SSMProvider } from '@aws-lambda-powertools/parameters/ssm'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SSMClient } from '@aws-sdk/client-ssm'
import middy from '@middy/core'
import secretsManager from '@middy/secrets-manager'
import ssm from '@middy/ssm'
import { createParameter, createRegion, createSecret, registerFunction } from 'miniregion'

const started = () => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return {
    region,
    parameters: new SSMProvider({ awsSdkV3Client: new SSMClient(region.sdk) }),
    secrets: new SecretsProvider({ awsSdkV3Client: new SecretsManagerClient(region.sdk) }),
  }
}

test('Powertools: the cold start reads with the default clients', async () => {
  const table = createParameter('/shop/table', 'orders')
  createParameter('/shop/limits', '{"items":9}')
  createParameter('/shop/key', 'hush', { type: 'SecureString' })
  const db = createSecret('shop/db', { user: 'ann' })
  const shop = registerFunction('shop', () => import('./settings.mjs'))

  assert.deepEqual((await shop.invoke({})).payload, {
    table: 'orders',
    limits: { items: 9 },
    key: 'hush',
    again: 'orders',
    _errors: ['/shop/missing'],
    user: 'ann',
  })
  await shop.invoke({})
  // The provider keeps what it read once.
  assert.deepEqual([table.reads.length, db.reads.length], [1, 1])
})

test("Powertools: the cache of a provider expires on the region's clock", async () => {
  const { region, parameters, secrets } = started()
  const table = region.createParameter('/shop/table', 'orders')
  const db = region.createSecret('shop/db', { user: 'ann' })
  const shop = region.registerFunction('shop', async () => [
    await parameters.get('/shop/table', { maxAge: 60 }),
    await secrets.get('shop/db', { maxAge: 120, transform: 'json' }),
  ])
  const payload = async () => (await shop.invoke({})).payload

  assert.deepEqual(await payload(), ['orders', { user: 'ann' }])
  table.put('orders-2')
  db.put({ user: 'bob' })
  assert.deepEqual(await payload(), ['orders', { user: 'ann' }])
  await region.clock.advance('61s')
  assert.deepEqual(await payload(), ['orders-2', { user: 'ann' }])
  await region.clock.advance('60s')
  assert.deepEqual(await payload(), ['orders-2', { user: 'bob' }])
  assert.deepEqual([table.reads.length, db.reads.length], [2, 2])
})

test('Powertools: paths, names, new versions and errors', async () => {
  const { region, parameters, secrets } = started()
  for (let i = 0; i < 12; i++) region.createParameter(`/shop/urls/u${i}`, `https://${i}.example`)
  region.createParameter('/shop/flags', '{"beta":true}')
  region.createSecret('shop/db', 'hush')

  const urls = await parameters.getMultiple('/shop/urls', { recursive: true })
  assert.equal(Object.keys(urls).length, 12)
  assert.equal(urls.u11, 'https://11.example')
  const named = await parameters.getParametersByName({
    '/shop/flags': { transform: 'json' },
    '/shop/urls/u1': {},
  })
  assert.deepEqual(named, { '/shop/flags': { beta: true }, '/shop/urls/u1': 'https://1.example' })

  const version = await parameters.set('/shop/urls/u1', {
    value: 'https://x.example',
    overwrite: true,
  })
  assert.equal(version, 2)
  assert.equal(await parameters.get('/shop/urls/u1', { forceFetch: true }), 'https://x.example')
  await assert.rejects(parameters.get('/shop/none'), (error) => {
    assert.ok(error instanceof GetParameterError)
    assert.equal(error.cause.name, 'ParameterNotFound')
    return true
  })
  await assert.rejects(secrets.get('shop/none'), /can't find the specified secret/)
})

test("middy: parameters and secrets in the handler's context", async () => {
  const table = createParameter('/shop/table', 'orders')
  createParameter('/shop/urls/a', 'https://a.example')
  const db = createSecret('shop/db', { user: 'ann' })
  const shop = registerFunction(
    'shop',
    middy()
      .use(ssm({ fetchData: { table: '/shop/table', urls: '/shop/urls/' }, setToContext: true }))
      .use(secretsManager({ fetchData: { db: 'shop/db' }, setToContext: true }))
      .handler(async (_event, context) => [context.table, context.urls, context.db.user]),
  )

  const expected = ['orders', { a: 'https://a.example' }, 'ann']
  assert.deepEqual((await shop.invoke({})).payload, expected)
  assert.deepEqual((await shop.invoke({})).payload, expected)
  assert.deepEqual([table.reads.length, db.reads.length], [1, 1])
})

test("middy: what it fetched in the cold start expires on the region's clock", async () => {
  const { region } = started()
  const table = region.createParameter('/shop/table', 'orders')
  class Client extends SSMClient {
    constructor() {
      super(region.sdk)
    }
  }
  const options = {
    AwsClient: Client,
    cacheKey: 'expiring',
    cacheExpiry: 60_000,
    setToContext: true,
  }
  // A loader: middy fetches when it wraps the handler, which then sees the region's time.
  const shop = region.registerFunction('shop', async () => ({
    handler: middy()
      .use(ssm({ ...options, fetchData: { table: '/shop/table' } }))
      .handler(async (_event, context) => context.table),
  }))
  const payload = async () => (await shop.invoke({})).payload

  assert.equal(await payload(), 'orders')
  table.put('orders-2')
  assert.equal(await payload(), 'orders')
  await region.clock.advance('61s')
  assert.equal(await payload(), 'orders-2')
})
