import { describe, expect, it } from 'vitest'
import { room as dynamodb } from '../../index.ts'
import { room as dynamodbStreams } from '../../streams/index.ts'
import { sweepTable } from '../../state/time-to-live.ts'
import { testWorld, type TestWorld } from '../../world.fixture.ts'

const NOW = 1767225600

function withTable(): TestWorld & { call(name: string, input?: object): any } {
  const test = testWorld()
  const call = (name: string, input: object = {}): any => {
    const service = name in dynamodb.operations ? dynamodb : dynamodbStreams
    return test.run(service.operations[name]!, { TableName: 'orders', ...input })
  }
  call('CreateTable', {
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  })
  return Object.assign(test, { call })
}
const specification = (Enabled: boolean, AttributeName = 'expires') => ({
  TimeToLiveSpecification: { Enabled, AttributeName },
})

describe('UpdateTimeToLive', () => {
  it('enables, refuses repetitions, and refuses further changes for half an hour', async () => {
    const { call, refusal, world } = withTable()
    const update = dynamodb.operations.UpdateTimeToLive!
    const refused = (enabled: boolean, name?: string) =>
      refusal(update, { TableName: 'orders', ...specification(enabled, name) })
    expect(call('DescribeTimeToLive')).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' },
    })
    expect(refused(false)).toBe('ValidationException: TimeToLive is already disabled')
    expect(call('UpdateTimeToLive', specification(true))).toEqual(specification(true))
    expect(call('DescribeTimeToLive')).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
    })
    expect(refused(true)).toBe('ValidationException: TimeToLive is already enabled')
    expect(refused(false, 'other')).toBe(
      'ValidationException: TimeToLive is active on a different AttributeName: current AttributeName is expires',
    )
    expect(refused(false)).toBe(
      'ValidationException: Time to live has been modified multiple times within a fixed interval',
    )
    await world.clock.advance('31m')
    call('UpdateTimeToLive', specification(false))
    expect(call('DescribeTimeToLive')).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' },
    })
  })
})

describe('the sweep', () => {
  const put = (test: ReturnType<typeof withTable>, pk: string, expires: object) =>
    test.call('PutItem', { Item: { pk: { S: pk }, expires } })
  const keys = (test: ReturnType<typeof withTable>) =>
    test
      .call('Scan')
      .Items.map((item: any) => item.pk.S)
      .sort()

  it('deletes items that expired within five years and records the sweep as the cause', async () => {
    const test = withTable()
    put(test, 'old', { N: String(NOW - 10) })
    put(test, 'exponent', { N: '1.7e9' })
    put(test, 'ancient', { N: '1' })
    put(test, 'text', { S: '1' })
    put(test, 'later', { N: String(NOW + 7 * 86400) })
    test.call('UpdateTimeToLive', specification(true))
    expect(keys(test)).toEqual(['ancient', 'exponent', 'later', 'old', 'text'])
    await test.world.clock.advance('48h')
    expect(keys(test)).toEqual(['ancient', 'later', 'text'])

    const { LatestStreamArn } = test.call('DescribeTable').Table
    const { Shards } = test.call('DescribeStream', { StreamArn: LatestStreamArn }).StreamDescription
    const { ShardIterator } = test.call('GetShardIterator', {
      StreamArn: LatestStreamArn,
      ShardId: Shards[0].ShardId,
      ShardIteratorType: 'TRIM_HORIZON',
    })
    // The deletions happened twelve hours after the time to live was enabled, over a day ago.
    expect(test.call('GetRecords', { ShardIterator }).Records).toEqual([])
  })

  it('runs on sweepTable() and puts the service’s identity into stream records', () => {
    const test = withTable()
    test.call('UpdateTimeToLive', specification(true))
    put(test, 'old', { N: String(NOW - 10) })
    expect(sweepTable(test.state, 'orders', test.world)).toHaveLength(1)
    expect(keys(test)).toEqual([])
    const { LatestStreamArn } = test.call('DescribeTable').Table
    const { Shards } = test.call('DescribeStream', { StreamArn: LatestStreamArn }).StreamDescription
    const { ShardIterator } = test.call('GetShardIterator', {
      StreamArn: LatestStreamArn,
      ShardId: Shards[0].ShardId,
      ShardIteratorType: 'TRIM_HORIZON',
    })
    const [, removed] = test.call('GetRecords', { ShardIterator }).Records
    expect(removed).toMatchObject({
      eventName: 'REMOVE',
      userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' },
    })
  })

  it('runs at the first access after the clock jumps', () => {
    const test = withTable()
    test.call('UpdateTimeToLive', specification(true))
    put(test, 'old', { N: String(NOW - 10) })
    test.world.clock.freeze('2026-01-02T00:00:00Z')
    expect(keys(test)).toEqual([])
  })

  it('keeps an item whose expiry was postponed', async () => {
    const test = withTable()
    test.call('UpdateTimeToLive', specification(true))
    put(test, 'a', { N: String(NOW + 10) })
    await test.world.clock.advance('1h')
    put(test, 'a', { N: String(NOW + 30 * 86400) })
    await test.world.clock.advance('48h')
    expect(keys(test)).toEqual(['a'])
  })
})
