import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteUsagePlanCommand,
  DeleteUsagePlanKeyCommand,
  GetApiKeyCommand,
  GetApiKeysCommand,
  GetUsagePlanCommand,
  GetUsagePlanKeyCommand,
  GetUsagePlanKeysCommand,
  GetUsagePlansCommand,
  UpdateApiKeyCommand,
  UpdateUsagePlanCommand,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway'
import { beforeEach, describe, expect, it } from 'vitest'
import { errorOf } from '../error-of.fixture.ts'
import { addMethod, deploy, restSetting, type RestSetting } from '../rest/rest.fixture.ts'

const value = 'k'.repeat(20)

let setting: RestSetting
beforeEach(async () => {
  setting = await restSetting()
  await addMethod(setting, setting.rootId, 'GET', 'one', { apiKeyRequired: true })
  await deploy(setting, 'live')
})

const get = async (key?: string): Promise<number> => {
  const headers = key === undefined ? {} : { 'x-api-key': key }
  return (await setting.region.gateway('orders').get('/', { headers })).status
}

const createKey = async (given = value): Promise<string> => {
  const input = { name: 'partner', value: given, enabled: true, tags: { team: 'orders' } }
  return (await setting.client.send(new CreateApiKeyCommand(input))).id!
}

const createPlan = async (): Promise<string> => {
  const apiStages = [{ apiId: setting.restApiId, stage: 'live' }]
  return (await setting.client.send(new CreateUsagePlanCommand({ name: 'basic', apiStages }))).id!
}

const update = (usagePlanId: string, ...patchOperations: PatchOperation[]) =>
  setting.client.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }))

describe('an API key', () => {
  it('is made, read, listed, changed and deleted', async () => {
    const { client } = setting
    const made = await client.send(new CreateApiKeyCommand({ name: 'partner' }))
    expect(made).toMatchObject({ name: 'partner', enabled: false, stageKeys: [] })
    expect(made.value).toMatch(/^[A-Za-z0-9]{40}$/)
    const key = { apiKey: made.id }
    const read = await client.send(new GetApiKeyCommand(key))
    expect([read.name, read.value]).toEqual(['partner', undefined])
    expect((await client.send(new GetApiKeyCommand({ ...key, includeValue: true }))).value).toBe(
      made.value,
    )
    const patchOperations = [
      { op: 'replace' as const, path: '/enabled', value: 'true' },
      { op: 'replace' as const, path: '/description', value: 'a partner' },
    ]
    const changed = await client.send(new UpdateApiKeyCommand({ ...key, patchOperations }))
    expect(changed).toMatchObject({ enabled: true, description: 'a partner' })
    const listed = await client.send(new GetApiKeysCommand({ nameQuery: 'part' }))
    expect(listed.items).toHaveLength(1)
    await client.send(new DeleteApiKeyCommand(key))
    expect((await errorOf(client.send(new GetApiKeyCommand(key)))).message).toBe(
      'Invalid API Key identifier specified',
    )
  })

  it.each([
    ['k'.repeat(19), 'API Key value should be at least 20 characters'],
    ['k'.repeat(129), 'API Key value exceeds maximum size of 128 characters'],
    [value, 'API Key already exists'],
  ])('is refused: %s', async (given, message) => {
    await createKey()
    expect((await errorOf(createKey(given))).message).toBe(message)
  })

  it('of createGateway is one of the account', async () => {
    const apiKeys = [{ value: 'z'.repeat(30), name: 'own' }]
    setting.region.createGateway({ 'GET /': 'one' }, { type: 'rest', apiKeys })
    const { items } = await setting.client.send(new GetApiKeysCommand({ includeValues: true }))
    expect(items).toMatchObject([{ name: 'own', value: 'z'.repeat(30), enabled: true }])
    const plans = await setting.client.send(new GetUsagePlansCommand({}))
    expect(plans.items).toMatchObject([{ apiStages: [{ stage: 'prod' }] }])
  })
})

describe('a usage plan', () => {
  it('lets its keys call its stages', async () => {
    expect(await get(value)).toBe(403)
    const keyId = await createKey()
    expect(await get(value)).toBe(403)
    const usagePlanId = await createPlan()
    const planKey = { usagePlanId, keyId }
    await setting.client.send(new CreateUsagePlanKeyCommand({ ...planKey, keyType: 'API_KEY' }))
    expect([await get(value), await get()]).toEqual([200, 403])
    expect(await setting.client.send(new GetUsagePlanKeyCommand(planKey))).toMatchObject({
      ...{ id: keyId, type: 'API_KEY', name: 'partner', value },
    })
    const keys = await setting.client.send(new GetUsagePlanKeysCommand({ usagePlanId }))
    expect(keys.items).toHaveLength(1)
    const plans = await setting.client.send(new GetUsagePlansCommand({ keyId }))
    expect(plans.items).toMatchObject([{ id: usagePlanId }])
    await setting.client.send(new DeleteUsagePlanKeyCommand(planKey))
    expect(await get(value)).toBe(403)
  })

  it('has throttles and a quota, by patches', async () => {
    const { restApiId, client } = setting
    const usagePlanId = await createPlan()
    const keyType = 'API_KEY'
    const keyId = await createKey()
    await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType }))
    const changed = await update(
      usagePlanId,
      { op: 'replace', path: '/throttle/rateLimit', value: '1' },
      { op: 'replace', path: '/throttle/burstLimit', value: '2' },
      { op: 'replace', path: '/quota/limit', value: '3' },
      { op: 'replace', path: '/quota/period', value: 'DAY' },
      {
        ...{ op: 'add', value: '5' },
        path: `/apiStages/${restApiId}:live/throttle/~1/GET/rateLimit`,
      },
    )
    expect(changed).toMatchObject({
      ...{
        throttle: { rateLimit: 1, burstLimit: 2 },
        quota: { limit: 3, offset: 0, period: 'DAY' },
      },
      apiStages: [{ throttle: { '//GET': { rateLimit: 5, burstLimit: 5000 } } }],
    })
    expect([await get(value), await get(value), await get(value)]).toEqual([200, 200, 429])
    await setting.region.clock.advance('10s')
    expect([await get(value), await get(value)]).toEqual([200, 429])
    const removed = await update(
      usagePlanId,
      { op: 'remove', path: '/throttle' },
      { op: 'remove', path: '/quota' },
      { op: 'remove', path: `/apiStages/${restApiId}:live/throttle/~1/GET` },
    )
    expect([removed.throttle, removed.quota]).toEqual([undefined, undefined])
    expect(await get(value)).toBe(200)
  })

  it('is refused for a stage that does not exist, and deleted without stages', async () => {
    const { client, restApiId } = setting
    const usagePlanId = await createPlan()
    const stage = (op: 'add' | 'remove', name: string): PatchOperation => ({
      ...{ op, path: '/apiStages', value: name },
    })
    const unknown = await errorOf(update(usagePlanId, stage('add', 'abc:live')))
    expect(unknown.message).toBe(
      `Invalid API Stage {api: abc, stage: live} specified for usageplan ${usagePlanId}`,
    )
    const malformed = await errorOf(update(usagePlanId, stage('remove', 'abc')))
    expect(malformed.message).toBe('Invalid API Stage specified')
    const used = await errorOf(client.send(new DeleteUsagePlanCommand({ usagePlanId })))
    expect(used.name).toBe('BadRequestException')
    await update(usagePlanId, stage('remove', `${restApiId}:live`))
    await client.send(new DeleteUsagePlanCommand({ usagePlanId }))
    const gone = await errorOf(client.send(new GetUsagePlanCommand({ usagePlanId })))
    expect(gone.message).toBe('Invalid Usage Plan ID specified')
  })

  it('is the only one of a key and a stage', async () => {
    const { client, restApiId } = setting
    const keyId = await createKey()
    const [first, second] = [await createPlan(), await createPlan()]
    const input = { keyId, keyType: 'API_KEY' }
    await client.send(new CreateUsagePlanKeyCommand({ ...input, usagePlanId: first }))
    const both = await errorOf(
      client.send(new CreateUsagePlanKeyCommand({ ...input, usagePlanId: second })),
    )
    expect([both.name, both.message]).toEqual([
      'ConflictException',
      `Usage Plan ${second} cannot be added because API Key ${keyId} cannot reference multiple Usage Plans with the same API Stage: ${restApiId}:live`,
    ])
  })
})
