import {
  AssociateKmsKeyCommand,
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DisassociateKmsKeyCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  ListLogGroupsCommand,
  ListTagsForResourceCommand,
  ListTagsLogGroupCommand,
  PutLogEventsCommand,
  PutLogGroupDeletionProtectionCommand,
  PutRetentionPolicyCommand,
  StartQueryCommand,
  TagLogGroupCommand,
  TagResourceCommand,
  UntagLogGroupCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'

const logGroupName = '/shop/audit'
const logStreamName = 'one'
const ARN = 'arn:aws:logs:us-east-1:123456789012:log-group:/shop/audit'

const setUp = (): { region: Region; client: CloudWatchLogsClient } => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return { region, client: new CloudWatchLogsClient({ ...region.sdk, maxAttempts: 1 }) }
}

const withStream = async (): Promise<{ region: Region; client: CloudWatchLogsClient }> => {
  const world = setUp()
  await world.client.send(new CreateLogGroupCommand({ logGroupName }))
  await world.client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
  return world
}

const put = (client: CloudWatchLogsClient, ...events: readonly [at: number, message: string][]) =>
  client.send(
    new PutLogEventsCommand({
      logGroupName,
      logStreamName,
      logEvents: events.map(([timestamp, message]) => ({ timestamp, message })),
    }),
  )

const refusal = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    () => new Error('accepted'),
    (caught: Error) => caught,
  )
  return `${error.name}: ${error.message}`
}

describe('groups', () => {
  it('are created, described, listed and deleted', async () => {
    const { client } = setUp()
    await client.send(new CreateLogGroupCommand({ logGroupName, tags: { team: 'a' } }))
    await client.send(new CreateLogGroupCommand({ logGroupName: '/shop/web' }))
    await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 7 }))
    await client.send(new AssociateKmsKeyCommand({ logGroupName, kmsKeyId: 'arn:aws:kms:k' }))
    const { logGroups } = await client.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: '/shop/a' }),
    )
    expect(logGroups).toEqual([
      {
        arn: `${ARN}:*`,
        creationTime: Date.parse('2026-01-01T00:00:00Z'),
        deletionProtectionEnabled: false,
        kmsKeyId: 'arn:aws:kms:k',
        logGroupArn: ARN,
        logGroupClass: 'STANDARD',
        logGroupName,
        metricFilterCount: 0,
        retentionInDays: 7,
        storedBytes: 0,
      },
    ])
    await client.send(new DeleteRetentionPolicyCommand({ logGroupName }))
    await client.send(new DisassociateKmsKeyCommand({ logGroupName }))
    const bare = await client.send(new DescribeLogGroupsCommand({ logGroupNamePattern: 'AUD' }))
    expect(bare.logGroups?.map((one) => Object.keys(one).sort())).toEqual([
      ['arn', 'creationTime', 'logGroupArn', 'logGroupClass', 'logGroupName', 'metricFilterCount'],
    ])
    const listed = await client.send(new ListLogGroupsCommand({ logGroupNamePattern: '^/shop' }))
    expect(listed.logGroups).toEqual([
      { logGroupArn: ARN, logGroupClass: 'STANDARD', logGroupName },
      {
        logGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:/shop/web',
        logGroupClass: 'STANDARD',
        logGroupName: '/shop/web',
      },
    ])
    const page = await client.send(new DescribeLogGroupsCommand({ limit: 1 }))
    expect(page.nextToken).toBeTypeOf('string')
    const { nextToken } = page
    const rest = await client.send(new DescribeLogGroupsCommand({ limit: 1, nextToken }))
    expect(rest.nextToken).toBeUndefined()
    expect(rest.logGroups).toMatchObject([{ logGroupName: '/shop/web' }])
    await client.send(new DeleteLogGroupCommand({ logGroupName }))
    expect(await refusal(client.send(new DeleteLogGroupCommand({ logGroupName })))).toBe(
      'ResourceNotFoundException: The specified log group does not exist.',
    )
  })

  it('have tags under both of their APIs', async () => {
    const { client } = setUp()
    await client.send(new CreateLogGroupCommand({ logGroupName, tags: { a: '1' } }))
    await client.send(new TagLogGroupCommand({ logGroupName, tags: { b: '2' } }))
    await client.send(new TagResourceCommand({ resourceArn: ARN, tags: { c: '3' } }))
    const all = { a: '1', b: '2', c: '3' }
    expect(await client.send(new ListTagsLogGroupCommand({ logGroupName }))).toMatchObject({
      tags: all,
    })
    await client.send(new UntagLogGroupCommand({ logGroupName, tags: ['a'] }))
    await client.send(new UntagResourceCommand({ resourceArn: ARN, tagKeys: ['b'] }))
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn: ARN }))
    expect(tags).toEqual({ c: '3' })
  })

  it('that are protected are not deleted', async () => {
    const { client } = await withStream()
    await client.send(
      new PutLogGroupDeletionProtectionCommand({
        logGroupIdentifier: logGroupName,
        deletionProtectionEnabled: true,
      }),
    )
    expect(await refusal(client.send(new DeleteLogGroupCommand({ logGroupName })))).toMatch(
      /^ValidationException: /,
    )
  })

  it('that have hostile names are refused or kept as they are', async () => {
    const { client } = setUp()
    await client.send(new CreateLogGroupCommand({ logGroupName: '__proto__' }))
    const { logGroups } = await client.send(new DescribeLogGroupsCommand({}))
    expect(logGroups?.map((group) => group.logGroupName)).toEqual(['__proto__'])
    expect(await refusal(client.send(new CreateLogGroupCommand({ logGroupName: 'a b' })))).toMatch(
      /^InvalidParameterException: 1 validation error detected: Value 'a b' at/,
    )
  })
})

describe('events', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')

  it('are read forwards and backwards by tokens', async () => {
    const { client } = await withStream()
    await put(client, [now, 'a'], [now, 'b'], [now + 1, 'c'])
    const read = async (input: object): Promise<(string | undefined)[]> => {
      const { events, nextForwardToken, nextBackwardToken } = await client.send(
        new GetLogEventsCommand({ logGroupName, logStreamName, limit: 2, ...input }),
      )
      const text = events?.map(({ message }) => message).join('') ?? ''
      return [text, nextForwardToken, nextBackwardToken]
    }
    const [newest, , back] = await read({})
    expect(newest).toBe('bc')
    expect((await read({ nextToken: back }))[0]).toBe('a')
    const [oldest, forward] = await read({ startFromHead: true })
    expect(oldest).toBe('ab')
    const [third, end] = await read({ nextToken: forward })
    expect(third).toBe('c')
    expect((await read({ nextToken: end })).slice(0, 2)).toEqual(['', end])
    expect(await read({ startTime: now + 1 })).toContain('c')
    expect(await read({ endTime: now + 1 })).toContain('ab')
    expect(await refusal(read({ nextToken: 'x' }))).toBe(
      'InvalidParameterException: The specified nextToken is invalid.',
    )
  })

  it('are filtered over streams, page by page', async () => {
    const { client } = await withStream()
    await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'two' }))
    await put(client, [now, 'ERROR 1'], [now + 2, 'ERROR 3'])
    await client.send(
      new PutLogEventsCommand({
        logGroupName,
        logStreamName: 'two',
        logEvents: [
          { timestamp: now + 1, message: 'ERROR 2' },
          { timestamp: now + 1, message: 'fine' },
        ],
      }),
    )
    const filter = (input: object) =>
      client.send(new FilterLogEventsCommand({ logGroupName, filterPattern: 'ERROR', ...input }))
    const { events = [], nextToken, searchedLogStreams } = await filter({ limit: 2 })
    expect(searchedLogStreams).toEqual([])
    expect(events).toEqual([
      {
        eventId: expect.stringMatching(/^\d{56}$/),
        ingestionTime: now,
        logStreamName: 'one',
        message: 'ERROR 1',
        timestamp: now,
      },
      {
        eventId: expect.stringMatching(/^\d{56}$/),
        ingestionTime: now,
        logStreamName: 'two',
        message: 'ERROR 2',
        timestamp: now + 1,
      },
    ])
    const rest = await filter({ limit: 2, nextToken })
    expect(rest.events).toMatchObject([{ message: 'ERROR 3' }])
    expect(rest.nextToken).toBeUndefined()
    const named = await filter({ logStreamNames: ['two'] })
    expect(named.events).toHaveLength(1)
    expect((await filter({ logStreamNamePrefix: 'o' })).events).toHaveLength(2)
    expect((await filter({ startTime: now + 1, endTime: now + 1 })).events).toHaveLength(1)
  })

  it('outside of the accepted time are rejected, with the rest of the batch kept', async () => {
    const { client } = await withStream()
    const day = 86_400_000
    const old = await put(client, [now - 15 * day, 'old'])
    expect(old.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 })
    await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }))
    const mixed = await put(client, [now - 1.2 * day, 'expired'], [now - 0.3 * day, 'kept'])
    expect(mixed.rejectedLogEventsInfo).toEqual({ expiredLogEventEndIndex: 1 })
    const late = await put(client, [now, 'now'], [now + 7_200_001, 'too new'])
    expect(late.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 })
    const { events } = await client.send(new FilterLogEventsCommand({ logGroupName }))
    expect(events?.map(({ message }) => message)).toEqual(['kept', 'now'])
  })

  it('in a batch that is refused change nothing', async () => {
    const { client } = await withStream()
    expect(await refusal(put(client, [now + 1, 'b'], [now, 'a']))).toBe(
      'InvalidParameterException: Log events in a single PutLogEvents request must be in chronological order.',
    )
    expect(await refusal(put(client, [now - 86_400_001, 'a'], [now, 'b']))).toBe(
      'InvalidParameterException: The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    )
    expect(await refusal(put(client, [now, 'x'.repeat(1_048_551)]))).toBe(
      'InvalidParameterException: Log event too large: 1048577 bytes exceeds limit of 1048576',
    )
    const { events } = await client.send(new FilterLogEventsCommand({ logGroupName }))
    expect(events).toEqual([])
  })

  it('expire with the retention of their group', async () => {
    const { region, client } = await withStream()
    await put(client, [now, 'a'])
    await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }))
    await region.clock.advance('25h')
    expect(region.logGroup(logGroupName).events).toEqual([])
    expect(
      await refusal(
        client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 2 })),
      ),
    ).toMatch(/^InvalidParameterException: /)
  })

  it('show in the descriptions of their streams', async () => {
    const { client } = await withStream()
    await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'empty' }))
    await put(client, [now - 5, 'a'], [now, 'b'])
    const { logStreams } = await client.send(new DescribeLogStreamsCommand({ logGroupName }))
    const arn = (name: string): string => `${ARN}:log-stream:${name}`
    expect(logStreams).toEqual([
      {
        arn: arn('empty'),
        creationTime: now,
        logStreamName: 'empty',
        storedBytes: 0,
      },
      {
        arn: arn('one'),
        creationTime: now,
        firstEventTimestamp: now - 5,
        lastEventTimestamp: now,
        lastIngestionTime: now,
        logStreamName: 'one',
        storedBytes: 0,
        uploadSequenceToken: expect.any(String),
      },
    ])
    const latest = await client.send(
      new DescribeLogStreamsCommand({ logGroupName, orderBy: 'LastEventTime', descending: true }),
    )
    expect(latest.logStreams?.[0]?.logStreamName).toBe('one')
    await client.send(new DeleteLogStreamCommand({ logGroupName, logStreamName }))
    expect(await refusal(put(client, [now, 'a']))).toBe(
      'ResourceNotFoundException: The specified log stream does not exist.',
    )
  })
})

it('a fork and its parent write to streams apart, and a snapshot restores them', async () => {
  const { region, client } = await withStream()
  const now = region.clock.now()
  await put(client, [now, 'before'])
  const snapshot = region.snapshot()
  const fork = region.fork()
  const other = new CloudWatchLogsClient(fork.sdk)
  await put(other, [now, 'fork'])
  await put(client, [now, 'parent'])
  const texts = (one: Region): string[] =>
    one.logGroup(logGroupName).events.map(({ message }) => message)
  expect(texts(fork)).toEqual(['before', 'fork'])
  expect(texts(region)).toEqual(['before', 'parent'])
  region.restore(snapshot)
  expect(texts(region)).toEqual(['before'])
  region.reset()
  expect(texts(region)).toEqual([])
})

it('Insights is refused by name', async () => {
  const { client } = await withStream()
  const call = client.send(
    new StartQueryCommand({ logGroupName, startTime: 0, endTime: 1, queryString: 'fields @m' }),
  )
  await expect(call).rejects.toThrow(/StartQuery/)
})
