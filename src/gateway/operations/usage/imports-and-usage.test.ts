import {
  APIGatewayClient,
  CreateUsagePlanCommand,
  GetApiKeysCommand,
  GetUsageCommand,
  GetUsagePlanKeysCommand,
  GetUsagePlansCommand,
  ImportApiKeysCommand,
  UpdateUsageCommand,
} from '@aws-sdk/client-api-gateway'
import { beforeEach, describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../../../region/index.ts'
import { errorOf } from '../error-of.fixture.ts'

const KEY = 'a-key-of-twenty-characters'

let region: Region
let client: APIGatewayClient
beforeEach(() => {
  region = createRegion()
  region.clock.freeze('2026-03-01T10:00:00Z')
  client = new APIGatewayClient({ ...region.sdk, maxAttempts: 1 })
})

describe('ImportApiKeys', () => {
  const importKeys = (lines: readonly string[], failOnWarnings = false) =>
    client.send(
      new ImportApiKeysCommand({
        body: Buffer.from(lines.join('\r\n')),
        format: 'csv',
        failOnWarnings,
      }),
    )

  it('reads names, keys, flags and usage plans', async () => {
    const { id: plan } = await client.send(new CreateUsagePlanCommand({ name: 'plan' }))
    const { ids, warnings } = await importKeys([
      'Name,key,description,Enabled,usageplanIds',
      `ann,${KEY},"the first, of ""all""",TRUE,${plan}`,
      `bob,${KEY}-2,,FALSE,`,
    ])
    expect(warnings).toEqual([])
    expect(ids).toHaveLength(2)
    const keys = await client.send(new GetApiKeysCommand({ includeValues: true }))
    expect(keys.items).toMatchObject([
      { name: 'ann', value: KEY, description: 'the first, of "all"', enabled: true },
      { name: 'bob', value: `${KEY}-2`, enabled: false },
    ])
    const ofPlan = await client.send(new GetUsagePlanKeysCommand({ usagePlanId: plan }))
    expect(ofPlan.items).toMatchObject([{ name: 'ann' }])
  })

  it('warns of rows that it leaves out, or refuses all', async () => {
    const lines = [
      'name,key,usageplanIds',
      `ann,${KEY},`,
      'short,abc,',
      `bob,${KEY},`,
      `c,${KEY}-3,x`,
    ]
    const error = await errorOf(importKeys(lines, true))
    expect(error).toMatchObject({ name: 'BadRequestException' })
    expect((await client.send(new GetApiKeysCommand({}))).items).toEqual([])
    const { ids, warnings } = await importKeys(lines)
    expect(ids).toHaveLength(1)
    expect(warnings).toEqual([
      "Unable to import the API key 'short': API Key value should be at least 20 characters",
      "Unable to import the API key 'bob': API Key already exists",
      "Unable to import the API key 'c': Invalid Usage Plan ID specified",
    ])
  })

  it('needs the columns name and key', async () => {
    expect(await errorOf(importKeys(['name,value', 'a,b']))).toMatchObject({
      message: 'Invalid CSV: the columns name and key are required',
    })
  })
})

describe('GetUsage and UpdateUsage', () => {
  const setUp = () =>
    region.createGateway(
      {
        'GET /': {
          integration: {
            type: 'MOCK',
            requestTemplates: { 'application/json': '{"statusCode": 200}' },
            responses: [{ statusCode: 200 }],
          },
          apiKeyRequired: true,
        },
      },
      {
        type: 'rest',
        apiKeys: [{ value: KEY, name: 'ann' }],
        usagePlans: [{ apiKeys: ['ann'], quota: { limit: 3, period: 'WEEK' } }],
      },
    )

  it('show what a key used on each day, and what remained', async () => {
    const api = setUp()
    const headers = { 'x-api-key': KEY }
    await api.get('/', { headers })
    await api.get('/', { headers })
    await region.clock.advance('1d')
    await api.get('/', { headers })
    expect((await api.get('/', { headers })).status).toBe(429)
    const { items: [key] = [] } = await client.send(new GetApiKeysCommand({}))
    const usagePlanId = await planId()
    const range = { usagePlanId, startDate: '2026-02-28', endDate: '2026-03-02' }
    const usage = await client.send(new GetUsageCommand(range))
    expect(usage).toMatchObject({ usagePlanId, startDate: '2026-02-28', endDate: '2026-03-02' })
    expect(usage.items).toEqual({
      [key!.id!]: [
        [0, 3],
        [2, 1],
        [1, 0],
      ],
    })

    const extended = await client.send(
      new UpdateUsageCommand({
        ...{ usagePlanId, keyId: key!.id },
        patchOperations: [{ op: 'replace', path: '/remaining', value: '5' }],
      }),
    )
    expect(extended.items).toEqual({ [key!.id!]: [[1, 5]] })
    expect((await api.get('/', { headers })).status).toBe(200)
  })

  const planId = async (): Promise<string> => {
    const { items: [plan] = [] } = await client.send(new GetUsagePlansCommand({}))
    return plan?.id ?? ''
  }

  it.each([
    [{ startDate: '2026-03-02', endDate: '2026-03-01' }, /must not be before/],
    [{ startDate: 'today', endDate: '2026-03-01' }, /Invalid date/],
  ])('refuses %j', async (dates, message) => {
    setUp()
    const command = new GetUsageCommand({ usagePlanId: await planId(), ...dates })
    expect(await errorOf(client.send(command))).toMatchObject({
      name: 'BadRequestException',
      message: expect.stringMatching(message),
    })
  })
})
