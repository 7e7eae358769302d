import {
  DescribeParametersCommand,
  GetParameterCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm'
import { createRegion, defineRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'

const EXPIRATION = {
  Type: 'Expiration',
  Version: '1.0',
  Attributes: { Timestamp: '2026-01-31T00:00:00.000Z' },
}
const NOTICE = {
  Type: 'ExpirationNotification',
  Version: '1.0',
  Attributes: { Before: '15', Unit: 'Days' },
}
const NO_CHANGE = {
  Type: 'NoChangeNotification',
  Version: '1.0',
  Attributes: { After: '20', Unit: 'Hours' },
}

function setUp() {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const client = new SSMClient({ ...region.sdk, maxAttempts: 1 })
  const put = (policies: readonly object[] | string | undefined, more: object = {}) =>
    client.send(
      new PutParameterCommand({
        Name: '/shop/key',
        Value: 'v',
        Type: 'String',
        Tier: 'Advanced',
        Policies: typeof policies === 'object' ? JSON.stringify(policies) : policies,
        ...more,
      }),
    )
  const policies = async () => {
    const { Parameters } = await client.send(new DescribeParametersCommand({}))
    return Parameters?.[0]?.Policies
  }
  const bus = region.eventBus('default')
  bus.rule('all', { source: ['aws.ssm'] }, region.createQueue('all'))
  const seen = (): unknown[] =>
    bus.events.map(({ detail }) => detail['policy-type'] ?? detail['operation'])
  return { region, client, put, policies, bus, seen }
}

describe('policies of parameters', () => {
  it('are carried out on the clock', async () => {
    const { region, client, put, policies, bus, seen } = setUp()
    await put([EXPIRATION, NOTICE, NO_CHANGE])
    expect(await policies()).toEqual(
      [EXPIRATION, NOTICE, NO_CHANGE].map((policy) => ({
        PolicyText: JSON.stringify(policy),
        PolicyType: policy.Type,
        PolicyStatus: 'Pending',
      })),
    )
    await region.clock.advance('20h')
    expect(seen()).toEqual(['Create', 'NoChangeNotification'])
    await region.clock.advance('14d')
    expect(seen()).toEqual(['Create', 'NoChangeNotification'])
    await region.clock.advance('4h')
    expect(seen().at(-1)).toBe('ExpirationNotification')
    expect((await policies())?.map(({ PolicyStatus }) => PolicyStatus)).toEqual([
      'Pending',
      'Finished',
      'Finished',
    ])
    await region.clock.advance('15d')
    expect(seen().slice(-2)).toEqual(['Expiration', 'Delete'])
    expect(bus.events[1]).toMatchObject({
      detailType: 'Parameter Store Policy Action',
      resources: ['arn:aws:ssm:us-east-1:123456789012:parameter/shop/key'],
      detail: { 'parameter-name': '/shop/key', 'policy-type': 'NoChangeNotification' },
    })
    await expect(client.send(new GetParameterCommand({ Name: '/shop/key' }))).rejects.toMatchObject(
      { name: 'ParameterNotFound' },
    )
  })

  it('begin again with a change, and go with an empty list', async () => {
    const { region, put, policies, seen } = setUp()
    await put([NO_CHANGE])
    await region.clock.advance('19h')
    await put(undefined, { Overwrite: true })
    await region.clock.advance('19h')
    expect(seen()).toEqual(['Create', 'Update'])
    await put('[{}]', { Overwrite: true })
    expect(await policies()).toEqual([])
    await region.clock.advance('5d')
    expect(seen()).toEqual(['Create', 'Update', 'Update'])
  })

  it('are carried out in forks', async () => {
    const app = defineRegion(async (region) => {
      region.clock.freeze('2026-01-01T00:00:00Z')
      await new SSMClient(region.sdk).send(
        new PutParameterCommand({
          Name: 'p',
          Value: 'v',
          Type: 'String',
          Tier: 'Advanced',
          Policies: JSON.stringify([EXPIRATION]),
        }),
      )
      return {}
    })
    await app(async ({ region }) => {
      const get = () => new SSMClient(region.sdk).send(new GetParameterCommand({ Name: 'p' }))
      await get()
      await region.clock.advance('30d')
      await expect(get()).rejects.toMatchObject({ name: 'ParameterNotFound' })
    })()
  })

  it.each<[string | object[], string, object?]>([
    ['x', 'InvalidPolicyAttributeException'],
    [[{ Type: 'Other', Version: '1.0', Attributes: {} }], 'InvalidPolicyTypeException'],
    [[NOTICE], 'IncompatiblePolicyException'],
    [[EXPIRATION, EXPIRATION], 'IncompatiblePolicyException'],
    [
      [{ ...EXPIRATION, Attributes: { Timestamp: '2025-01-01T00:00:00Z' } }],
      'InvalidPolicyAttributeException',
    ],
    [
      [{ ...NO_CHANGE, Attributes: { After: '1', Unit: 'Weeks' } }],
      'InvalidPolicyAttributeException',
    ],
    [Array(11).fill(NO_CHANGE), 'PoliciesLimitExceededException'],
    [[EXPIRATION], 'ValidationException', { Tier: 'Standard' }],
  ])('refuse %j', async (policies, name, more) => {
    const { put, policies: kept } = setUp()
    await expect(put(policies, more)).rejects.toMatchObject({ name })
    expect(await kept()).toBeUndefined()
  })
})
