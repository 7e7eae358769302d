import { DescribeRuleCommand, EventBridgeClient, PutRuleCommand } from '@aws-sdk/client-eventbridge'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'

const setUp = (): Region => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return region
}

const timesOf = (region: Region): readonly string[] =>
  region.eventBus('default').events.map(({ time }) => time)

describe('a scheduled rule', () => {
  it('runs on the clock, with AWS’s event', async () => {
    const region = setUp()
    const clean = region.registerFunction('clean', async (event: unknown) => event)
    region.eventBus('default').rule('nightly', 'cron(0 2 * * ? *)', clean)
    await region.idle()
    expect(clean.invocations).toEqual([])
    await region.clock.advance('2d')
    expect(clean.invocations.map(({ event }) => event)).toEqual(
      ['2026-01-01T02:00:00Z', '2026-01-02T02:00:00Z'].map((time) => ({
        version: '0',
        id: expect.any(String),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account: '123456789012',
        time,
        region: 'us-east-1',
        resources: ['arn:aws:events:us-east-1:123456789012:rule/nightly'],
        detail: {},
      })),
    )
  })

  it('is described, changed, disabled and deleted', async () => {
    const region = setUp()
    const client = new EventBridgeClient(region.sdk)
    const bus = region.eventBus('default')
    const rule = bus.rule('r', 'rate(1 hour)', region.createQueue('jobs'))
    const described = await client.send(new DescribeRuleCommand({ Name: 'r' }))
    expect(described).toMatchObject({ ScheduleExpression: 'rate(1 hour)' })
    await region.clock.advance('90m')
    rule.disable()
    await region.clock.advance('1h')
    rule.enable()
    await region.clock.advance('1h')
    await client.send(new PutRuleCommand({ Name: 'r', ScheduleExpression: 'rate(2 hours)' }))
    await region.clock.advance('2h')
    expect(timesOf(region).map((time) => time.slice(11, 16))).toEqual(['01:00', '03:00', '05:30'])
    rule.delete()
    await region.clock.advance('1d')
    expect(bus.events).toHaveLength(3)
  })

  it('runs in forks, after restores and resets, and keeps its pace when the date changes', async () => {
    const region = setUp()
    region.eventBus('default').rule('r', 'rate(1 hour)', 'f')
    const before = region.snapshot()
    const fork = region.fork()
    await fork.clock.advance('2h')
    expect([timesOf(fork).length, timesOf(region).length]).toEqual([2, 0])
    await region.clock.advance('90m')
    region.restore(before)
    await region.clock.advance('1h')
    expect(timesOf(region)).toEqual(['2026-01-01T01:00:00Z'])
    region.clock.freeze('2027-01-01T00:00:00Z')
    await region.clock.advance('1h')
    expect(timesOf(region).at(-1)).toBe('2027-01-01T01:00:00Z')
    region.reset()
    region.clock.freeze('2028-01-01T00:00:00Z')
    await region.clock.advance('1h')
    expect(timesOf(region)).toHaveLength(1)
  })

  it('is for the default bus only', () => {
    const bus = setUp().createEventBus('shop')
    expect(() => bus.rule('r', 'rate(1 hour)', 'f')).toThrow(
      'ScheduleExpression is supported only on the default event bus.',
    )
    expect(() => setUp().eventBus('default').rule('r', 'rate(1 hours)', 'f')).toThrow(
      'Parameter ScheduleExpression is not valid.',
    )
  })
})
