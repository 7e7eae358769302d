import {
  CreateDeploymentCommand,
  CreateStageCommand,
  FlushStageCacheCommand,
  GetStageCommand,
  UpdateIntegrationCommand,
  UpdateMethodCommand,
  UpdateStageCommand,
  type PatchOperation,
  type UpdateStageCommandOutput,
} from '@aws-sdk/client-api-gateway'
import { beforeEach, describe, expect, it } from 'vitest'
import { errorOf } from '../../error-of.fixture.ts'
import { addMethod, deploy, restSetting, type RestSetting } from '../rest.fixture.ts'

let setting: RestSetting
beforeEach(async () => {
  setting = await restSetting()
  await addMethod(setting, setting.rootId, 'GET', 'one')
  await addMethod(setting, setting.rootId, 'POST', 'two')
})

const update = (...patchOperations: PatchOperation[]): Promise<UpdateStageCommandOutput> =>
  setting.client.send(
    new UpdateStageCommand({
      ...{ restApiId: setting.restApiId, stageName: 'live', patchOperations },
    }),
  )

const replace = (path: string, value: string): PatchOperation => ({ op: 'replace', path, value })

const callsOf = (fn: string): number => setting.region.function(fn).invocations.length

const send = async (method: 'GET' | 'POST', query = ''): Promise<number> =>
  (await setting.region.gateway('orders').fetch(`/${query}`, { method })).status

describe('the cache of a stage', () => {
  it('caches what the method settings say', async () => {
    await deploy(setting, 'live')
    const { restApiId, client } = setting
    await update(replace('/cacheClusterEnabled', 'true'))
    await send('GET')
    await send('GET')
    expect(callsOf('one')).toBe(2)
    const stage = await update(
      replace('/*/*/caching/enabled', 'true'),
      replace('/*/*/caching/ttlInSeconds', '60'),
    )
    expect(stage).toMatchObject({
      ...{ cacheClusterEnabled: true, cacheClusterSize: '0.5', cacheClusterStatus: 'AVAILABLE' },
      methodSettings: { '*/*': { cachingEnabled: true, cacheTtlInSeconds: 60 } },
    })
    for (const method of ['GET', 'GET', 'POST', 'POST'] as const) await send(method)
    expect([callsOf('one'), callsOf('two')]).toEqual([3, 2])
    await client.send(new FlushStageCacheCommand({ restApiId, stageName: 'live' }))
    await send('GET')
    await setting.region.clock.advance('61s')
    await send('GET')
    expect(callsOf('one')).toBe(5)
    await update(replace('/~1/GET/caching/enabled', 'false'))
    await send('GET')
    await send('GET')
    expect(callsOf('one')).toBe(7)
    const without = await update(replace('/cacheClusterEnabled', 'false'))
    expect(without).toMatchObject({
      cacheClusterEnabled: false,
      cacheClusterStatus: 'NOT_AVAILABLE',
    })
  })

  it('has an entry for each value of the integration’s key parameters', async () => {
    const { restApiId, rootId, client } = setting
    const key = { restApiId, resourceId: rootId, httpMethod: 'GET' }
    const parameter = 'method.request.querystring.page'
    await client.send(
      new UpdateMethodCommand({
        ...key,
        patchOperations: [{ op: 'add', path: `/requestParameters/${parameter}`, value: 'false' }],
      }),
    )
    await client.send(
      new UpdateIntegrationCommand({
        ...{ ...key, patchOperations: [{ op: 'add', path: `/cacheKeyParameters/${parameter}` }] },
      }),
    )
    const stage = { restApiId, stageName: 'live', cacheClusterEnabled: true }
    const sized = { ...stage, cacheClusterSize: '1.6' as const }
    await client.send(new CreateDeploymentCommand(sized))
    await update(replace('/~1/GET/caching/enabled', 'true'))
    for (const query of ['?page=1', '?page=2', '?page=1', '?page=2']) await send('GET', query)
    expect(callsOf('one')).toBe(2)
    const kept = await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'live' }))
    const read = await client.send(new GetStageCommand({ restApiId, stageName: 'live' }))
    expect([read.deploymentId, read.cacheClusterSize]).toEqual([kept.id, '1.6'])
  })

  it('is refused with settings that AWS refuses', async () => {
    const id = await deploy(setting, 'live')
    const { restApiId, client } = setting
    for (const [path, value] of [
      ['/cacheClusterSize', '2'],
      ['/*/*/caching/ttlInSeconds', '3601'],
      ['/*/*/caching/unauthorizedCacheControlHeaderStrategy', 'PANIC'],
      ['/*/*/throttling/rateLimit', '-1'],
    ] as const)
      expect((await errorOf(update(replace(path, value)))).name).toBe('BadRequestException')
    const input = { restApiId, stageName: 'other', deploymentId: id, cacheClusterEnabled: true }
    const cached = await client.send(new CreateStageCommand(input))
    expect(cached.cacheClusterSize).toBe('0.5')
  })
})

describe('the throttle of a stage', () => {
  it('limits each method, or one', async () => {
    await deploy(setting, 'live')
    await update(
      replace('/*/*/throttling/rateLimit', '1'),
      replace('/*/*/throttling/burstLimit', '1'),
      replace('/~1/POST/throttling/rateLimit', '1'),
      replace('/~1/POST/throttling/burstLimit', '2'),
    )
    expect([await send('GET'), await send('GET')]).toEqual([200, 429])
    expect([await send('POST'), await send('POST'), await send('POST')]).toEqual([200, 200, 429])
    const read = await update({ op: 'remove', path: '/*/*' })
    expect(Object.keys(read.methodSettings ?? {})).toEqual(['/POST'])
    expect([await send('GET'), await send('GET')]).toEqual([200, 200])
  })

  it('of a gateway that createGateway made shows, and stays when another setting changes', async () => {
    const { region, client } = setting
    const api = region.createGateway(
      { 'GET /orders': { handler: 'one', cache: { ttl: '1m' } }, 'POST /orders': 'two' },
      { type: 'rest', cache: true, throttle: { rate: 1, burst: 1 } },
    )
    const key = { restApiId: api.id, stageName: 'prod' }
    const expected = {
      ...{ cacheClusterEnabled: true, cacheClusterSize: '0.5' },
      methodSettings: {
        '*/*': { throttlingRateLimit: 1, throttlingBurstLimit: 1, cachingEnabled: true },
        'orders/GET': { cachingEnabled: true, cacheTtlInSeconds: 60 },
      },
    }
    expect(await client.send(new GetStageCommand(key))).toMatchObject(expected)
    const patchOperations = [replace('/*/*/metrics/enabled', 'true')]
    const changed = await client.send(new UpdateStageCommand({ ...key, patchOperations }))
    expect(changed).toMatchObject(expected)
    await api.get('/orders')
    expect((await api.get('/orders')).status).toBe(429)
    await region.clock.advance('30s')
    await api.get('/orders')
    expect(callsOf('one')).toBe(1)
  })
})
