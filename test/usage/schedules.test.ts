// The examples of docs/guide/schedules.md.
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler'
import { createRegion, createSchedule, defaultRegion, registerFunction } from 'miniregion'
import 'miniregion/auto'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

it('a schedule runs on the clock', async () => {
  const region = createRegion()
  region.clock.freeze('2026-03-28T00:00:00Z')
  const clean = region.registerFunction('clean', async () => 'cleaned')
  const nightly = region.createSchedule('nightly', 'cron(0 3 * * ? *)', clean, {
    timezone: 'Europe/Berlin',
    input: { keep: 7 },
  })

  await region.clock.advance('2d')
  await region.idle()
  expect(nightly).toHaveRunTimes(2)
  expect(nightly.runs.map((run) => run.scheduledTime)).toEqual([
    '2026-03-28T02:00:00Z',
    '2026-03-29T01:00:00Z', // Summer time began in the night.
  ])
  expect(clean.lastInvocation?.event).toEqual({ keep: 7 })
})

it('a handler makes a one-time schedule', async () => {
  const region = defaultRegion
  region.clock.freeze('2026-01-01T00:00:00Z')
  const remind = registerFunction('remind', async (event: { order: string }) => event.order)
  const place = registerFunction('place', async () => {
    const client = new SchedulerClient({ region: 'us-east-1' })
    await client.send(
      new CreateScheduleCommand({
        Name: 'remind-o1',
        ScheduleExpression: 'at(2026-01-03T09:00:00)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: remind.arn,
          RoleArn: 'arn:aws:iam::123456789012:role/scheduler',
          Input: JSON.stringify({ order: 'o1' }),
        },
      }),
    )
  })

  await place.invoke({})
  const reminder = region.schedule('remind-o1')
  await region.clock.advance('3d')
  await region.idle()
  expect(reminder.runs).toMatchObject([{ status: 'delivered' }])
  expect(remind.lastInvocation?.payload).toBe('o1')
})

it('attributes, retries and dead letters', async () => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const dead = region.createQueue('dead')
  const gone = region.createSchedule('gone', 'at(2026-01-01T01:00:00)', 'nobody', {
    input: { at: '<aws.scheduler.scheduled-time>' },
    retryAttempts: 3,
    deadLetterQueue: dead,
  })

  await region.clock.advance('1h')
  await region.idle()
  expect(gone.runs[0]?.why).toMatch('ResourceNotFoundException')
  expect(dead).toHaveMessage({ at: '2026-01-01T01:00:00Z' })
})

it('other targets', async () => {
  const region = createRegion()
  const bus = region.createEventBus('shop')
  const tick = region.createSchedule('tick', 'rate(5 minutes)', bus, {
    event: { source: 'shop', detailType: 'Tick' },
    input: { n: 1 },
  })

  await region.clock.advance('10m')
  await region.idle()
  expect(bus).toHaveEvent({ detailType: 'Tick', detail: { n: 1 } })
  expect(tick).toHaveRunTimes(3)
})

it('createSchedule in the default region', () => {
  const clean = registerFunction('clean', async () => 'cleaned')
  const nightly = createSchedule('nightly', 'cron(0 2 * * ? *)', clean)
  expect(nightly).toHaveRunTimes(0)
})
