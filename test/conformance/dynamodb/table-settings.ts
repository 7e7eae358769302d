import assert from 'node:assert/strict'
import { api, guide, refused, S } from './case.ts'
import { onDemand } from './create-table.ts'
import { fails, scenarios, type Send } from './scenario.ts'

const TableName = 'made'
const ttl = (Enabled: boolean, AttributeName = 'expires'): object => ({
  TableName,
  TimeToLiveSpecification: { Enabled, AttributeName },
})
const create = async (send: Send, more: object = {}): Promise<string> =>
  (await send('CreateTable', { ...onDemand, ...more })).TableDescription.TableArn

export const timeToLive = scenarios('time-to-live', [
  [
    'disabled',
    'A new table has no time to live.',
    api('DescribeTimeToLive'),
    async (send) => {
      await create(send)
      const { TimeToLiveDescription } = await send('DescribeTimeToLive', { TableName })
      assert.deepEqual(TimeToLiveDescription, { TimeToLiveStatus: 'DISABLED' })
    },
  ],
  [
    'enabled',
    'Enabling answers with the specification, and is shown.',
    api('UpdateTimeToLive'),
    async (send) => {
      await create(send)
      const { TimeToLiveSpecification } = await send('UpdateTimeToLive', ttl(true))
      assert.deepEqual(TimeToLiveSpecification, { Enabled: true, AttributeName: 'expires' })
      const { TimeToLiveDescription } = await send('DescribeTimeToLive', { TableName })
      assert.deepEqual(TimeToLiveDescription, {
        TimeToLiveStatus: 'ENABLED',
        AttributeName: 'expires',
      })
    },
  ],
  [
    'already-disabled',
    'Disabling what is disabled is refused.',
    api('UpdateTimeToLive'),
    async (send) => {
      await create(send)
      await fails(send('UpdateTimeToLive', ttl(false)), refused('TimeToLive is already disabled'))
    },
  ],
  [
    'already-enabled',
    'Enabling what is enabled is refused.',
    api('UpdateTimeToLive'),
    async (send) => {
      await create(send)
      await send('UpdateTimeToLive', ttl(true))
      await fails(send('UpdateTimeToLive', ttl(true)), refused('TimeToLive is already enabled'))
    },
  ],
  [
    'other-attribute',
    'Another attribute is refused while one is enabled.',
    api('UpdateTimeToLive'),
    async (send) => {
      await create(send)
      await send('UpdateTimeToLive', ttl(true))
      await fails(
        send('UpdateTimeToLive', ttl(false, 'other')),
        refused(
          'TimeToLive is active on a different AttributeName: current AttributeName is expires',
        ),
      )
    },
  ],
  [
    'twice-in-an-hour',
    'A second change within the hour is refused.',
    api('UpdateTimeToLive'),
    async (send) => {
      await create(send)
      await send('UpdateTimeToLive', ttl(true))
      await fails(
        send('UpdateTimeToLive', ttl(false)),
        refused('Time to live has been modified multiple times within a fixed interval'),
      )
    },
  ],
  [
    'expired-readable',
    'Expired items can be read until they are swept.',
    guide('howitworks-ttl'),
    async (send) => {
      await create(send)
      await send('UpdateTimeToLive', ttl(true))
      const Item = { pk: S('a'), expires: { N: '1' } }
      await send('PutItem', { TableName, Item })
      assert.deepEqual((await send('GetItem', { TableName, Key: { pk: S('a') } })).Item, Item)
    },
  ],
  [
    'missing-table',
    'A table that is not there has no time to live.',
    api('DescribeTimeToLive'),
    (send) =>
      fails(
        send('DescribeTimeToLive', { TableName: 'missing' }),
        refused(
          'Requested resource not found: Table: missing not found',
          'ResourceNotFoundException',
        ),
      ),
  ],
])

const TAGGING = guide('Tagging.Operations')

export const tags = scenarios('tags', [
  [
    'given',
    'Tags of CreateTable are listed.',
    TAGGING,
    async (send) => {
      const Tags = [{ Key: 'team', Value: 'a' }]
      const ResourceArn = await create(send, { Tags })
      assert.deepEqual((await send('ListTagsOfResource', { ResourceArn })).Tags, Tags)
    },
  ],
  [
    'changed',
    'Tags are added, overwritten and removed.',
    TAGGING,
    async (send) => {
      const ResourceArn = await create(send)
      const tag = (...Tags: object[]): Promise<unknown> =>
        send('TagResource', { ResourceArn, Tags })
      await tag({ Key: 'a', Value: '1' }, { Key: 'b', Value: '' })
      await tag({ Key: 'a', Value: '2' })
      await send('UntagResource', { ResourceArn, TagKeys: ['b', 'missing'] })
      const { Tags } = await send('ListTagsOfResource', { ResourceArn })
      assert.deepEqual(Tags, [{ Key: 'a', Value: '2' }])
    },
  ],
  [
    'twice',
    'One key twice in a request is refused.',
    TAGGING,
    async (send) => {
      const ResourceArn = await create(send)
      const Tags = ['1', '2'].map((Value) => ({ Key: 'a', Value }))
      await fails(
        send('TagResource', { ResourceArn, Tags }),
        refused('Duplicate Tag Keys provided as input: Duplicate Tag Key found a'),
      )
    },
  ],
  [
    'too-many',
    'A fifty-first tag is refused.',
    guide('Tagging'),
    async (send) => {
      const ResourceArn = await create(send, { Tags: [{ Key: 'first', Value: '' }] })
      const Tags = Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}`, Value: '' }))
      await fails(
        send('TagResource', { ResourceArn, Tags }),
        refused('Number of Tags exceed the current limit for the provided ResourceArn'),
      )
    },
  ],
  [
    'none',
    'A request without a tag is refused.',
    api('TagResource'),
    async (send) => {
      const ResourceArn = await create(send)
      await fails(
        send('TagResource', { ResourceArn, Tags: [] }),
        refused('Atleast one Tag needs to be provided as Input.'),
      )
    },
  ],
  [
    'no-table',
    'A table that is not there has no tags.',
    api('TagResource'),
    async (send) => {
      const ResourceArn = `${await create(send)}x`
      await fails(
        send('TagResource', { ResourceArn, Tags: [{ Key: 'a', Value: '' }] }),
        refused(
          `Requested resource not found: ResourceArn: ${ResourceArn} not found`,
          'ResourceNotFoundException',
        ),
      )
    },
  ],
])

export const account = scenarios('account', [
  [
    'limits',
    'Limits of the account and of a table are the quotas of a new account.',
    guide('ServiceQuotas'),
    async (send) => {
      const { $metadata: _, ...limits } = await send('DescribeLimits')
      assert.deepEqual(limits, {
        AccountMaxReadCapacityUnits: 80000,
        AccountMaxWriteCapacityUnits: 80000,
        TableMaxReadCapacityUnits: 40000,
        TableMaxWriteCapacityUnits: 40000,
      })
    },
  ],
  [
    'endpoints',
    'The endpoint is the one of the region, for a day.',
    api('DescribeEndpoints'),
    async (send) => {
      const { Endpoints } = await send('DescribeEndpoints')
      assert.equal(Endpoints.length, 1)
      assert.match(Endpoints[0].Address, /^dynamodb\..*amazonaws\.com$/)
      assert.equal(Endpoints[0].CachePeriodInMinutes, 1440)
    },
  ],
])
