/** Archives and replays. */
import {
  CancelReplayCommand,
  CreateArchiveCommand,
  DeleteArchiveCommand,
  DescribeArchiveCommand,
  DescribeReplayCommand,
  EventBridgeClient,
  ListArchivesCommand,
  ListReplaysCommand,
  StartReplayCommand,
  UpdateArchiveCommand,
} from '@aws-sdk/client-eventbridge'
import { createRegion, defineRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'

const START = '2026-01-01T00:00:00Z'

function setUp() {
  const region = createRegion()
  region.clock.freeze(START)
  const bus = region.createEventBus('shop')
  const mail = region.createQueue('mail')
  const audit = region.createQueue('audit')
  bus.rule('mail', { source: ['shop'] }, mail)
  bus.rule('audit', { source: ['shop'] }, audit)
  const put = (n: number, source = 'shop') =>
    bus.put({ source, detailType: 'OrderPlaced', detail: { n } })
  const client = new EventBridgeClient(region.sdk)
  return { region, bus, mail, audit, put, client }
}

const numbersIn = ({ messages }: { messages: readonly { json: unknown }[] }) =>
  messages.map(({ json }) => (json as { detail: { n: number } }).detail.n)

describe('an archive', () => {
  it('keeps the events that match its pattern, for as long as it says', async () => {
    const { region, bus, put } = setUp()
    const all = bus.archive('all')
    const shop = bus.archive('shop', { pattern: { source: ['shop'] }, retention: '2d' })
    put(1)
    put(2, 'crm')
    await region.clock.advance('1d')
    put(3)
    expect(all.events).toHaveLength(3)
    expect(shop.events.map(({ detail }) => detail)).toEqual([{ n: 1 }, { n: 3 }])
    await region.clock.advance('1d')
    expect(shop.events.map(({ detail }) => detail)).toEqual([{ n: 3 }])
    region.clock.freeze('2030-01-01T00:00:00Z')
    expect(shop.events).toHaveLength(1)
    expect(String(all)).toBe('arn:aws:events:us-east-1:123456789012:archive/all')
  })

  it('is described, changed, listed and deleted', async () => {
    const { region, bus, client, put } = setUp()
    const EventPattern = '{"source":["shop"]}'
    const created = await client.send(
      new CreateArchiveCommand({
        ArchiveName: 'orders',
        EventSourceArn: bus.arn,
        EventPattern,
        RetentionDays: 1,
      }),
    )
    const ArchiveArn = 'arn:aws:events:us-east-1:123456789012:archive/orders'
    expect(created).toMatchObject({ ArchiveArn, State: 'ENABLED', CreationTime: new Date(START) })
    put(1)
    const described = await client.send(new DescribeArchiveCommand({ ArchiveName: 'orders' }))
    expect(described).toMatchObject({
      ArchiveArn,
      ArchiveName: 'orders',
      EventSourceArn: bus.arn,
      EventPattern,
      State: 'ENABLED',
      RetentionDays: 1,
      EventCount: 1,
      SizeBytes: 'shopOrderPlaced{"n":1}'.length + 20,
    })
    expect(described).not.toHaveProperty('Description')
    await client.send(new UpdateArchiveCommand({ ArchiveName: 'orders', RetentionDays: 9 }))
    const { Archives } = await client.send(new ListArchivesCommand({ EventSourceArn: bus.arn }))
    expect(Archives).toMatchObject([{ ArchiveName: 'orders', RetentionDays: 9, EventCount: 1 }])
    expect(Archives?.[0]).not.toHaveProperty('ArchiveArn')
    await client.send(new DeleteArchiveCommand({ ArchiveName: 'orders' }))
    await expect(
      client.send(new DescribeArchiveCommand({ ArchiveName: 'orders' })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Archive orders does not exist.',
    })
    expect(region.unsupported).toEqual([])
  })

  it('is refused with the words of AWS', async () => {
    const { bus, client } = setUp()
    const create = (members: object) =>
      client.send(
        new CreateArchiveCommand({ ArchiveName: 'a', EventSourceArn: bus.arn, ...members }),
      )
    await create({})
    await expect(create({})).rejects.toThrow('Archive a already exists.')
    const other = { ArchiveName: 'b' }
    await expect(create({ ...other, EventSourceArn: `${bus.arn}x` })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Event bus shopx does not exist.',
    })
    await expect(create({ ...other, EventPattern: '{"a":1}' })).rejects.toMatchObject({
      name: 'InvalidEventPatternException',
    })
    await expect(client.send(new UpdateArchiveCommand({ ArchiveName: 'a' }))).rejects.toThrow(
      'At least one of EventPattern, RetentionDays or Description must be provided.',
    )
    await expect(
      client.send(new ListArchivesCommand({ NamePrefix: 'a', State: 'ENABLED' })),
    ).rejects.toThrow('At most one filter is allowed for ListArchives.')
  })

  it('of a definition is empty in each test, and after a reset', async () => {
    const app = defineRegion((region) => {
      const bus = region.createEventBus('shop')
      return { bus, archive: bus.archive('all') }
    })
    const run = app(async ({ bus, archive, region }) => {
      bus.put({ source: 'shop', detailType: 'A', detail: {} })
      expect(archive.events).toHaveLength(1)
      region.reset()
      expect(archive.events).toEqual([])
    })
    await run()
    await run()
  })
})

describe('a replay', () => {
  it('sends the events of a time to chosen rules, with its name before the resources', async () => {
    const { region, bus, mail, audit, put } = setUp()
    const archive = bus.archive('all')
    put(1)
    await region.clock.advance('1h')
    put(2)
    await region.clock.advance('1h')
    put(3)
    await region.idle()
    mail.purge()
    audit.purge()
    const name = archive.replay({
      name: 'again',
      from: '2026-01-01T00:30:00Z',
      to: '2026-01-01T02:00:00Z',
      rules: ['mail'],
    })
    expect(name).toBe('again')
    await region.idle()
    expect([numbersIn(mail), numbersIn(audit)]).toEqual([[2], []])
    expect(mail.messages[0]?.body).toMatch(/"region":"us-east-1","replay-name":"again","resources"/)
    expect(mail.messages[0]?.json).toMatchObject({ time: '2026-01-01T01:00:00Z' })
    expect(bus.events.at(-1)).toMatchObject({ replayName: 'again', matched: ['mail'] })
    // A replayed event is not archived again.
    expect(archive.events).toHaveLength(3)
  })

  it('is described from start to end', async () => {
    const { region, bus, client, put } = setUp()
    bus.archive('all')
    put(1)
    const EventSourceArn = 'arn:aws:events:us-east-1:123456789012:archive/all'
    const given = {
      ReplayName: 'again',
      EventSourceArn,
      EventStartTime: new Date(START),
      EventEndTime: new Date('2026-01-02T00:00:00Z'),
      Destination: { Arn: bus.arn },
    }
    const ReplayArn = 'arn:aws:events:us-east-1:123456789012:replay/again'
    expect(await client.send(new StartReplayCommand(given))).toMatchObject({
      ReplayArn,
      State: 'STARTING',
      ReplayStartTime: new Date(START),
    })
    await expect(client.send(new StartReplayCommand(given))).rejects.toThrow(
      'Replay again already exists.',
    )
    const describeIt = () => client.send(new DescribeReplayCommand({ ReplayName: 'again' }))
    expect(await describeIt()).toMatchObject({ ...given, State: 'STARTING' })
    await region.idle()
    expect(await describeIt()).toMatchObject({
      State: 'COMPLETED',
      EventLastReplayedTime: new Date(START),
      ReplayEndTime: new Date('2026-01-01T00:00:01Z'),
    })
    const { Replays } = await client.send(new ListReplaysCommand({ State: 'COMPLETED' }))
    expect(Replays).toMatchObject([{ ReplayName: 'again', EventSourceArn }])
    await expect(
      client.send(new CancelReplayCommand({ ReplayName: 'again' })),
    ).rejects.toMatchObject({ name: 'IllegalStatusException' })
  })

  it('can be cancelled', async () => {
    const { region, bus, client, mail, put } = setUp()
    const archive = bus.archive('all')
    put(1)
    await region.idle()
    const ReplayName = archive.replay()
    expect(await client.send(new CancelReplayCommand({ ReplayName }))).toMatchObject({
      State: 'CANCELLING',
    })
    await region.idle()
    const { State } = await client.send(new DescribeReplayCommand({ ReplayName }))
    expect(State).toBe('CANCELLED')
    expect(mail.size).toBe(1)
  })

  it('is refused with the words of AWS', async () => {
    const { region, bus, client } = setUp()
    bus.archive('all')
    const other = region.createEventBus('other')
    const start = (members: object) =>
      client.send(
        new StartReplayCommand({
          ReplayName: 'again',
          EventSourceArn: 'arn:aws:events:us-east-1:123456789012:archive/all',
          EventStartTime: new Date(START),
          EventEndTime: new Date('2026-01-02T00:00:00Z'),
          Destination: { Arn: bus.arn },
          ...members,
        }),
      )
    const archiveArn = 'arn:aws:events:us-east-1:123456789012:archive/none'
    await expect(start({ EventSourceArn: archiveArn })).rejects.toThrow(
      'Parameter EventSourceArn is not valid. Reason: Archive none does not exist.',
    )
    await expect(start({ Destination: { Arn: other.arn } })).rejects.toThrow(
      'Reason: Cross event bus replay is not permitted.',
    )
    await expect(
      start({ Destination: { Arn: 'arn:aws:sqs:us-east-1:123456789012:q' } }),
    ).rejects.toThrow(
      'Parameter Destination.Arn is not valid. Reason: Must contain an event bus ARN.',
    )
    await expect(start({ EventEndTime: new Date(START) })).rejects.toThrow(
      'Reason: EventStartTime must be before EventEndTime.',
    )
  })

  it('goes on in a fork', async () => {
    const { region, bus, mail, put } = setUp()
    const archive = bus.archive('all')
    put(1)
    await region.idle()
    archive.replay()
    const fork = region.fork()
    await fork.idle()
    expect(fork.queue('mail').size).toBe(2)
    expect(mail.size).toBe(1)
  })
})
