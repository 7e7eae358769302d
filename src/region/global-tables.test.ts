import {
  CreateGlobalTableCommand,
  DescribeGlobalTableCommand,
  DynamoDBClient,
  ListGlobalTablesCommand,
} from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { handleKey } from '../core/handle.ts'
import { defineRegion } from './definition/definition.ts'
import { createRegion } from './index.ts'

const schema = { partitionKey: 'id', replicas: ['eu-west-1'] }

function twoRegions(options: object = {}) {
  const region = createRegion(options)
  region.clock.freeze('2026-01-01T00:00:00Z')
  const here = region.createTable('orders', schema)
  const eu = region.in('eu-west-1')
  const there = eu.table('orders')
  return { region, eu, here, there }
}

describe('replication', () => {
  it('carries writes to every region on the clock, in both directions', async () => {
    const { region, here, there } = twoRegions()
    here.put({ id: '1', v: 1 })
    expect(there.get({ id: '1' })).toBeUndefined()
    await region.clock.advance('400ms')
    expect(there.size).toBe(0)
    await region.clock.advance('100ms')
    expect(there.get({ id: '1' })).toEqual({ id: '1', v: 1 })
    there.update({ id: '1' }, (draft) => void (draft['v'] = 2))
    there.put({ id: '2' })
    await region.idle()
    expect(here.items).toEqual(there.items)
    here.delete({ id: '1' })
    await region.idle()
    expect(there.items).toEqual([{ id: '2' }])
    expect(there.writes.map(({ type, replicatedFrom }) => [type, replicatedFrom])).toEqual([
      ['INSERT', 'us-east-1'],
      ['MODIFY', undefined],
      ['INSERT', undefined],
      ['REMOVE', 'us-east-1'],
    ])
    expect(here.conflicts).toEqual([])
  })

  it('lets the last writer win and tells what was lost', async () => {
    const { region, here, there } = twoRegions()
    here.put({ id: '1', v: 'us' })
    there.put({ id: '1', v: 'eu' }, { condition: 'attribute_not_exists(id)' })
    await region.idle()
    expect(here.get({ id: '1' })).toEqual({ id: '1', v: 'eu' })
    expect(there.get({ id: '1' })).toEqual({ id: '1', v: 'eu' })
    const conflict = {
      key: { id: '1' },
      lost: { region: 'us-east-1', item: { id: '1', v: 'us' } },
      kept: { region: 'eu-west-1', item: { id: '1', v: 'eu' } },
      at: Date.parse('2026-01-01T00:00:00.500Z'),
    }
    expect(here.conflicts).toEqual([conflict])
    expect(there.conflicts).toEqual([conflict])
  })

  it('holds writes back while a partition lasts, and meets after it', async () => {
    const { region, here, there } = twoRegions()
    here.put({ id: '1', state: 'NEW' })
    await region.idle()
    region.partition('eu-west-1')
    here.put({ id: '1', state: 'PAID' })
    there.put({ id: '1', state: 'SEEN' })
    there.put({ id: '1', state: 'CANCELLED' })
    there.put({ id: '2' })
    await region.idle()
    await region.clock.advance('1h')
    expect(here.items).toEqual([{ id: '1', state: 'PAID' }])
    region.heal('eu-west-1')
    expect(here.size).toBe(1)
    await region.idle()
    expect(here.items).toEqual(there.items)
    expect(here.get({ id: '1' })).toEqual({ id: '1', state: 'CANCELLED' })
    expect(here.conflicts.map(({ lost }) => lost.item)).toEqual([{ id: '1', state: 'PAID' }])
    // AWS may combine writes: those that waited out the partition arrive as one.
    expect(here.writes.at(-2)).toMatchObject({ type: 'MODIFY', oldItem: { state: 'PAID' } })
    expect(region.clock.now()).toBe(Date.parse('2026-01-01T01:00:01Z'))
  })

  it('works among the regions that one call cuts off together', async () => {
    const region = createRegion()
    const replicas = ['eu-west-1', 'eu-central-1']
    const here = region.createTable('orders', { partitionKey: 'id', replicas })
    const [west, central] = replicas.map((name) => region.in(name).table('orders'))
    region.partition('eu-west-1', 'eu-central-1')
    west!.put({ id: '1' })
    await region.idle()
    expect([here.size, central!.size]).toEqual([0, 1])
    region.heal()
    await region.idle()
    expect(here.size).toBe(1)
  })

  it('reaches streams and functions of the other region, in one trace', async () => {
    const { region, eu, here, there } = twoRegions()
    const seen: unknown[] = []
    const project = eu.registerFunction('project', async (event: any) => {
      seen.push(event.Records.map((record: any) => [record.eventName, record.awsRegion]))
    })
    there.on('stream', project)
    here.put({ id: '1' })
    await region.idle()
    expect(seen).toEqual([[['INSERT', 'eu-west-1']]])
    expect(String(region.trace(here))).toContain('INSERT orders (from us-east-1)')
  })

  it('deletes expired items once and replicates that', async () => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const here = region.createTable('orders', { ...schema, timeToLive: 'until' })
    const there = region.in('eu-west-1').table('orders')
    here.put({ id: '1', until: Date.parse('2026-01-01T01:00:00Z') / 1000 })
    await region.idle()
    await region.clock.advance('13h')
    expect([here.size, there.size]).toEqual([0, 0])
    expect(there.writes.map(({ type, replicatedFrom }) => [type, replicatedFrom])).toEqual([
      ['INSERT', 'us-east-1'],
      ['REMOVE', 'us-east-1'],
    ])
  })

  it('seeds, clears and resets all regions', async () => {
    const { region, here, there } = twoRegions()
    here.seed([{ id: 's' }])
    expect(there.items).toEqual([{ id: 's' }])
    here.put({ id: '1' })
    region.partition('eu-west-1')
    region.reset()
    expect([here.items, there.items]).toEqual([[{ id: 's' }], [{ id: 's' }]])
    here.put({ id: '2' })
    await region.idle()
    expect(there.size).toBe(2)
    const before = here.snapshot()
    there.clear()
    expect(here.size).toBe(0)
    here.restore(before)
    expect(there.size).toBe(2)
  })

  it('begins another test file with the seeds of the declaration, in all regions', () => {
    const { region, here, there } = twoRegions()
    here.seed([{ id: 's' }])
    here.put({ id: '1' })
    region[handleKey].home.account.beginFile()
    expect([here.items, there.items]).toEqual([[{ id: 's' }], [{ id: 's' }]])
  })

  it('forks and snapshots writes on their way, partitions and conflicts', async () => {
    const { region, here, there } = twoRegions()
    here.put({ id: '1' })
    const before = region.snapshot()
    const fork = region.fork()
    await fork.idle()
    expect(fork.in('eu-west-1').table('orders').size).toBe(1)
    expect(there.size).toBe(0)
    await region.idle()
    region.partition('eu-west-1')
    there.put({ id: '2' })
    await region.idle()
    const second = region.fork()
    second.heal()
    await second.idle()
    expect(second.table('orders').size).toBe(2)
    expect(here.size).toBe(1)
    region.restore(before)
    expect(there.size).toBe(0)
    await region.idle()
    expect(there.items).toEqual([{ id: '1' }])
    there.put({ id: '3' })
    await region.idle()
    expect(here.size).toBe(2)
  })

  it('keeps writes on their way in a template', async () => {
    const app = defineRegion((region) => {
      const orders = region.createTable('orders', schema)
      orders.put({ id: '1' })
      return { orders, eu: region.in('eu-west-1') }
    })
    for (let run = 0; run < 2; run++) {
      await app(async ({ region, eu, orders }) => {
        expect(eu.table('orders').size).toBe(0)
        orders.put({ id: '2' })
        await region.idle()
        expect(eu.table('orders').size).toBe(2)
      })()
    }
  })

  it('waits by the option replicationLag, also across a set clock', async () => {
    const { region, here, there } = twoRegions({ dynamodb: { replicationLag: '10s' } })
    here.put({ id: '1' })
    await region.clock.advance('4s')
    region.clock.freeze('2020-01-01T00:00:00Z')
    await region.clock.advance('5s')
    expect(there.size).toBe(0)
    await region.clock.advance('1s')
    expect(there.size).toBe(1)
  })

  it('refuses partitions of regions that are not in use', () => {
    const { region } = twoRegions()
    expect(() => region.partition('ap-south-1')).toThrow(
      `region.partition() received "ap-south-1", which is not a region in use. Expected a region that region.in(), a global table or a template has brought into use. Did you forget: region.in('ap-south-1')?`,
    )
    expect(() => region.partition()).toThrow('received no region')
    expect(() => region.heal('x')).toThrow('not a region in use')
  })
})

describe('global tables of version 2017.11.29', () => {
  it('do not exist, and cannot be made', async () => {
    const region = createRegion({ unhandled: 'warn' })
    region.createTable('orders', schema)
    const client = new DynamoDBClient(region.sdk)
    expect((await client.send(new ListGlobalTablesCommand({}))).GlobalTables).toEqual([])
    const GlobalTableName = 'orders'
    await expect(
      client.send(new DescribeGlobalTableCommand({ GlobalTableName })),
    ).rejects.toMatchObject({ name: 'GlobalTableNotFoundException' })
    await expect(
      client.send(
        new CreateGlobalTableCommand({
          GlobalTableName,
          ReplicationGroup: [{ RegionName: 'eu-west-1' }],
        }),
      ),
    ).rejects.toThrow('UpdateTable with ReplicaUpdates')
  })
})
