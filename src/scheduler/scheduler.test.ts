import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  ListTagsForResourceCommand,
  SchedulerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateScheduleCommand,
  type CreateScheduleCommandInput,
} from '@aws-sdk/client-scheduler'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'
import { toHaveRunTimes } from './matchers.ts'

const setUp = (): { region: Region; client: SchedulerClient } => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return { region, client: new SchedulerClient({ ...region.sdk, maxAttempts: 1 }) }
}

const INPUT: CreateScheduleCommandInput = {
  Name: 's',
  ScheduleExpression: 'cron(0 2 * * ? *)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: {
    Arn: 'arn:aws:lambda:us-east-1:123456789012:function:f',
    RoleArn: 'arn:aws:iam::123456789012:role/r',
  },
}
const TARGET = INPUT.Target!

const create = (client: SchedulerClient, changes: Partial<CreateScheduleCommandInput> = {}) =>
  client.send(new CreateScheduleCommand({ ...INPUT, ...changes }))

describe('operations', () => {
  it('create, get, update, list and delete a schedule', async () => {
    const { region, client } = setUp()
    const { ScheduleArn } = await create(client, { Description: 'one' })
    expect(ScheduleArn).toBe('arn:aws:scheduler:us-east-1:123456789012:schedule/default/s')
    const now = new Date('2026-01-01T00:00:00Z')
    const { $metadata: _, ...got } = await client.send(new GetScheduleCommand({ Name: 's' }))
    expect(got).toEqual({
      Arn: ScheduleArn,
      ActionAfterCompletion: 'NONE',
      CreationDate: now,
      Description: 'one',
      FlexibleTimeWindow: { Mode: 'OFF' },
      GroupName: 'default',
      LastModificationDate: now,
      Name: 's',
      ScheduleExpression: 'cron(0 2 * * ? *)',
      ScheduleExpressionTimezone: 'UTC',
      State: 'ENABLED',
      Target: {
        ...TARGET,
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      },
    })
    await region.clock.advance('1h')
    await client.send(new UpdateScheduleCommand({ ...INPUT, State: 'DISABLED' }))
    const updated = await client.send(new GetScheduleCommand({ Name: 's' }))
    expect(updated.Description).toBeUndefined()
    expect(updated.CreationDate).toEqual(now)
    expect(updated.LastModificationDate).toEqual(new Date('2026-01-01T01:00:00Z'))
    const { Schedules } = await client.send(new ListSchedulesCommand({ State: 'DISABLED' }))
    expect(Schedules).toMatchObject([{ Name: 's', State: 'DISABLED', Target: { Arn: TARGET.Arn } }])
    await client.send(new DeleteScheduleCommand({ Name: 's' }))
    await expect(client.send(new GetScheduleCommand({ Name: 's' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Schedule s does not exist.',
      $metadata: { httpStatusCode: 404 },
    })
  })

  it('groups, with their tags and schedules', async () => {
    const { client } = setUp()
    const Tags = [{ Key: 'team', Value: 'a' }]
    const { ScheduleGroupArn: ResourceArn } = await client.send(
      new CreateScheduleGroupCommand({ Name: 'reports', Tags }),
    )
    const { ScheduleArn } = await create(client, { GroupName: 'reports' })
    await create(client)
    expect(ScheduleArn).toMatch(/schedule\/reports\/s$/)
    await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'x', Value: '1' }] }))
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['team'] }))
    const tags = await client.send(new ListTagsForResourceCommand({ ResourceArn }))
    expect(tags.Tags).toEqual([{ Key: 'x', Value: '1' }])
    const group = await client.send(new GetScheduleGroupCommand({ Name: 'reports' }))
    expect(group).toMatchObject({ Arn: ResourceArn, State: 'ACTIVE' })
    const first = await client.send(new ListScheduleGroupsCommand({ MaxResults: 1 }))
    expect(first.ScheduleGroups?.map(({ Name }) => Name)).toEqual(['default'])
    const { NextToken } = first
    const second = await client.send(new ListScheduleGroupsCommand({ MaxResults: 1, NextToken }))
    expect(second.ScheduleGroups?.map(({ Name }) => Name)).toEqual(['reports'])
    await client.send(new DeleteScheduleGroupCommand({ Name: 'reports' }))
    const { Schedules } = await client.send(new ListSchedulesCommand({}))
    expect(Schedules?.map(({ GroupName }) => GroupName)).toEqual(['default'])
    await expect(
      client.send(new DeleteScheduleGroupCommand({ Name: 'default' })),
    ).rejects.toMatchObject({ name: 'ValidationException' })
  })

  it('a client token repeats an answer', async () => {
    const { client } = setUp()
    const ClientToken = 'token'
    const first = await create(client, { ClientToken })
    const second = await create(client, { ClientToken })
    expect(second.ScheduleArn).toBe(first.ScheduleArn)
    await expect(create(client, { ClientToken, Name: 'other' })).rejects.toMatchObject({
      name: 'ConflictException',
    })
    await expect(create(client)).rejects.toMatchObject({
      name: 'ConflictException',
      message: 'Schedule s already exists.',
      $metadata: { httpStatusCode: 409 },
    })
  })

  it.each<[string, Partial<CreateScheduleCommandInput>, string]>([
    ['a zone', { ScheduleExpressionTimezone: 'Europe/Atlantis' }, 'ValidationException'],
    ['a group', { GroupName: 'none' }, 'ResourceNotFoundException'],
    ['a window', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }, 'ValidationException'],
    ['an old start', { StartDate: new Date('2025-12-31T23:00:00Z') }, 'ValidationException'],
    ['an old end', { EndDate: new Date('2025-12-31T23:00:00Z') }, 'ValidationException'],
    ['text as input', { Target: { ...TARGET, Input: '{"a":' } }, 'ValidationException'],
    ['no ARN', { Target: { ...TARGET, Arn: 'f' } }, 'ValidationException'],
    ['a role', { Target: { ...TARGET, RoleArn: 'r' } }, 'ValidationException'],
    ['a name', { Name: 'a/b' }, 'ValidationException'],
    [
      'a FIFO queue without a group',
      { Target: { ...TARGET, Arn: 'arn:aws:sqs:us-east-1:123456789012:q.fifo' } },
      'ValidationException',
    ],
    [
      'a bus without a source',
      { Target: { ...TARGET, Arn: 'arn:aws:events:us-east-1:123456789012:event-bus/b' } },
      'ValidationException',
    ],
  ])('refuses %s', async (_, changes, name) => {
    const { client } = setUp()
    await expect(create(client, changes)).rejects.toMatchObject({ name })
  })

  it.each([
    'arn:aws:scheduler:::aws-sdk:sqs:sendMessage',
    'arn:aws:states:us-east-1:123456789012:stateMachine:m',
    'arn:aws:lambda:eu-west-1:123456789012:function:f',
  ])('does not simulate the target %s', async (Arn) => {
    const { client } = setUp()
    await expect(create(client, { Target: { ...TARGET, Arn } })).rejects.toThrow(Arn)
  })

  it('names members that are not simulated', async () => {
    const { client } = setUp()
    const EcsParameters = { TaskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task/t' }
    const made = create(client, { Target: { ...TARGET, EcsParameters } })
    await expect(made).rejects.toThrow('Target.EcsParameters')
  })
})

describe('runs', () => {
  it('every kind of target receives the input', async () => {
    const { region } = setUp()
    const at = 'at(2026-01-01T01:00:00)'
    const fn = region.registerFunction('fn', async (event: unknown) => event)
    const queue = region.createQueue('queue')
    const fifo = region.createQueue('jobs.fifo', { fifo: true })
    const topic = region.createTopic('topic')
    const bus = region.createEventBus('bus')
    const stream = region.createStream('stream')
    const input = { id: 1 }
    region.createSchedule('fn', at, fn, { input })
    region.createSchedule('queue', at, queue, { input: 'plain' })
    region.createSchedule('fifo', at, fifo, { input, messageGroupId: 'g' })
    region.createSchedule('topic', at, topic, { input })
    const event = { source: 'shop', detailType: 'Tick' }
    region.createSchedule('bus', at, bus, { input, event })
    region.createSchedule('stream', at, stream, { input, partitionKey: 'p' })
    await region.clock.advance('1h')
    await region.idle()
    expect(fn.lastInvocation?.payload).toEqual(input)
    expect(queue.messages.map(({ body }) => body)).toEqual(['plain'])
    expect(fifo.messages.map(({ body }) => body)).toEqual(['{"id":1}'])
    expect(topic.messages.map(({ message }) => message)).toEqual(['{"id":1}'])
    expect(bus.events).toMatchObject([{ ...event, detail: input }])
    expect(stream.records).toMatchObject([{ partitionKey: 'p' }])
  })

  it('without an input, the target receives an event of AWS', async () => {
    const { region } = setUp()
    const queue = region.createQueue('queue')
    region.createSchedule('s', 'at(2026-01-01T01:00:00)', queue)
    await region.clock.advance('1h')
    await region.idle()
    expect(queue.messages[0]?.json).toEqual({
      version: '0',
      id: expect.any(String),
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: '123456789012',
      time: '2026-01-01T01:00:00Z',
      region: 'us-east-1',
      resources: ['arn:aws:scheduler:us-east-1:123456789012:schedule/default/s'],
      detail: '{}',
    })
  })

  it('start, end, and deletion after the last run', async () => {
    const { region } = setUp()
    const queue = region.createQueue('queue')
    const s = region.createSchedule('s', 'rate(1 hour)', queue, {
      startDate: '2026-01-01T02:30:00Z',
      endDate: '2026-01-01T04:30:00Z',
      deleteAfterCompletion: true,
    })
    await region.clock.advance('1d')
    await region.idle()
    expect(s.runs.map(({ scheduledTime }) => scheduledTime)).toEqual([
      '2026-01-01T02:30:00Z',
      '2026-01-01T03:30:00Z',
      '2026-01-01T04:30:00Z',
    ])
    expect(() => region.schedule('s')).toThrow("There is no schedule 's'")
  })

  it('a flexible window delays runs by chance, the same in every run', async () => {
    const times = async (): Promise<readonly number[]> => {
      const { region } = setUp()
      const queue = region.createQueue('queue')
      const s = region.createSchedule('s', 'cron(0 * * * ? *)', queue, {
        flexibleTimeWindow: '15m',
      })
      await region.clock.advance('5h')
      return s.runs.map(({ at, scheduledTime }) => (at - Date.parse(scheduledTime)) / 60_000)
    }
    const delays = await times()
    expect(delays).toHaveLength(4)
    expect(delays.every((delay) => delay >= 0 && delay < 15)).toBe(true)
    expect(new Set(delays).size).toBeGreaterThan(1)
    expect(await times()).toEqual(delays)
  })

  it('retries on the clock, counts attempts, and leaves a dead letter', async () => {
    const { region, client } = setUp()
    const dead = region.createQueue('dead')
    const bus = region.createEventBus('bus')
    bus.fail('PutEvents', 'ThrottlingException', { times: 4 })
    const target = {
      ...TARGET,
      Arn: bus.arn,
      Input: '{"attempt":<aws.scheduler.attempt-number>,"of":"<aws.scheduler.execution-id>"}',
      DeadLetterConfig: { Arn: dead.arn },
      EventBridgeParameters: { Source: 'shop', DetailType: 'Tick' },
      RetryPolicy: { MaximumRetryAttempts: 2 },
    }
    const ScheduleExpression = 'at(2026-01-01T01:00:00)'
    await create(client, { ScheduleExpression, Target: target })
    await region.clock.advance('1h')
    await region.idle()
    const [run] = region.schedule('s').runs
    expect(run).toMatchObject({ status: 'failed', attempt: 3 })
    expect(dead.messages[0]?.json).toEqual({ attempt: 3, of: run?.executionId })
    expect(dead.messages[0]?.attributes).toMatchObject({
      ERROR_CODE: 'ThrottlingException',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      RETRY_ATTEMPTS: '2',
      EXECUTION_ID: run?.executionId,
      TARGET_ARN: bus.arn,
    })
    await create(client, {
      Name: 'again',
      ScheduleExpression: 'at(2026-01-01T01:30:00)',
      Target: target,
    })
    await region.clock.advance('45m')
    await region.idle()
    expect(region.schedule('again').runs).toMatchObject([{ status: 'delivered', attempt: 2 }])
    expect(bus.events).toMatchObject([{ detail: { attempt: 2 } }])
    const gone = region.createSchedule('gone', 'at(2026-01-01T02:00:00)', 'nobody', {
      deadLetterQueue: dead,
    })
    await region.clock.advance('1h')
    await region.idle()
    expect(gone.runs).toMatchObject([{ status: 'failed', attempt: 1 }])
    const letter = dead.messages.at(-1)
    expect(letter?.attributes).toMatchObject({
      ERROR_CODE: 'ResourceNotFoundException',
      SCHEDULED_TIME: '2026-01-01T02:00:00Z',
      SCHEDULE_ARN: gone.arn,
      IS_PAYLOAD_TRUNCATED: 'false',
    })
  })

  it('a disabled, changed or deleted schedule', async () => {
    const { region, client } = setUp()
    const queue = region.createQueue('queue')
    const s = region.createSchedule('s', 'cron(0 * * * ? *)', queue, { enabled: false })
    await region.clock.advance('2h')
    expect(s.runs).toEqual([])
    s.enable()
    await region.clock.advance('1h')
    expect(s.runs).toHaveLength(1)
    await client.send(
      new UpdateScheduleCommand({
        ...INPUT,
        ScheduleExpression: 'rate(30 minutes)',
        Target: { ...TARGET, Arn: queue.arn },
      }),
    )
    await region.clock.advance('1h')
    expect(s.runs).toHaveLength(4)
    s.disable()
    expect(s.enabled).toBe(false)
    s.delete()
    await region.clock.advance('1h')
    expect(s.runs).toHaveLength(4)
  })

  it('forks, resets and jumps of the clock', async () => {
    const { region } = setUp()
    const queue = region.createQueue('queue')
    const s = region.createSchedule('s', 'cron(0 2 * * ? *)', queue, { group: 'nights' })
    const fork = region.fork()
    await fork.clock.advance('1d')
    expect(fork.schedule('nights/s').runs).toHaveLength(1)
    expect(s.runs).toEqual([])
    region.clock.freeze('2030-05-01T00:00:00Z')
    await region.clock.advance('3h')
    expect(s.runs.map(({ scheduledTime }) => scheduledTime)).toEqual(['2030-05-01T02:00:00Z'])
    s.disable()
    region.reset()
    expect(s.enabled).toBe(true)
    expect(s.runs).toEqual([])
    expect(region.schedule(s.arn).name).toBe('nights/s')
  })

  it('toHaveRunTimes counts, and shows the latest runs', async () => {
    const { region } = setUp()
    const s = region.createSchedule('s', 'rate(1 hour)', region.createQueue('queue'))
    await region.clock.advance('90m')
    await region.idle()
    expect(toHaveRunTimes(s, 2).pass).toBe(true)
    expect(toHaveRunTimes(s, 1).message(false)).toBe(
      [
        "Expected the schedule 's' to have run once, but it ran 2 times.",
        '',
        '- 2026-01-01T01:00:00Z: delivered',
        '- 2026-01-01T00:00:00Z: delivered',
      ].join('\n'),
    )
    expect(() => toHaveRunTimes({}, 1)).toThrow('toHaveRunTimes received {}.')
    expect(() => toHaveRunTimes(s, -1)).toThrow('toHaveRunTimes received')
    expect(String(region.trace())).toContain('schedule s')
  })

  it('slips of a test are named', () => {
    const { region } = setUp()
    const queue = region.createQueue('queue')
    region.createSchedule('s', 'rate(1 hour)', queue)
    expect(() => region.createSchedule('s', 'rate(1 hour)', queue)).toThrow('already a schedule')
    expect(() => region.createSchedule('t', 'every hour', queue)).toThrow(
      "createSchedule('t') was refused: Invalid Schedule Expression every hour.",
    )
    expect(() =>
      region.createSchedule('t', 'rate(1 hour)', queue, { zone: 'x' } as object),
    ).toThrow("unknown option 'zone'")
    expect(() => region.schedule('t')).toThrow("There is no schedule 't'")
  })
})
