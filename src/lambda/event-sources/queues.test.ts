import { describe, expect, it } from 'vitest'
import type { QueueMappingOptions } from '../../core/world/event-source-ports.ts'
import { createRegion } from '../../region/index.ts'

type Handler = (event: any) => unknown

const bodiesOf = (event: any): string => event.Records.map(({ body }: any) => body).join('')

function create(
  handler: Handler = () => undefined,
  options: QueueMappingOptions = {},
  { maxReceiveCount, fifo = false }: { maxReceiveCount?: number; fifo?: boolean } = {},
) {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const start = region.clock.now()
  const log: string[] = []
  const suffix = fifo ? '.fifo' : ''
  const dead = region.createQueue(`dead${suffix}`, fifo ? { fifo } : {})
  const jobs = region.createQueue(`jobs${suffix}`, {
    ...(fifo && { fifo, contentBasedDeduplication: true }),
    ...(maxReceiveCount !== undefined && { deadLetterQueue: { queue: dead, maxReceiveCount } }),
  })
  const fn = region.registerFunction('worker', async (event: any) => {
    log.push(`${(region.clock.now() - start) / 1000} ${bodiesOf(event)}`)
    return handler(event)
  })
  const mapping = jobs.on('message', fn, options)
  return { region, jobs, dead, fn, mapping, log }
}

describe('messages', () => {
  it('are delivered as SQS shows them, and deleted', async () => {
    const { region, jobs, fn } = create()
    const { messageId } = jobs.send(
      { id: 1 },
      { attributes: { kind: 'x', bytes: Buffer.from('b') } },
    )
    await region.idle()
    const { event, causedBy } = fn.lastInvocation ?? {}
    const [record] = event.Records
    expect(Object.keys(record)).toEqual([
      'messageId',
      'receiptHandle',
      'body',
      'attributes',
      'messageAttributes',
      'md5OfMessageAttributes',
      'md5OfBody',
      'eventSource',
      'eventSourceARN',
      'awsRegion',
    ])
    expect(record).toMatchObject({
      messageId,
      body: '{"id":1}',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '1767225600000',
        SenderId: expect.any(String),
        ApproximateFirstReceiveTimestamp: '1767225600000',
      },
      messageAttributes: {
        kind: { stringValue: 'x', stringListValues: [], binaryListValues: [], dataType: 'String' },
        bytes: { binaryValue: 'Yg==', dataType: 'Binary' },
      },
      eventSource: 'aws:sqs',
      eventSourceARN: jobs.arn,
      awsRegion: 'us-east-1',
    })
    expect(causedBy).toMatchObject({ kind: 'delivery', status: 'delivered' })
    expect(jobs.size).toBe(0)
  })

  it('come in batches of 10, or as many as a window gathers', async () => {
    const { region, jobs, log } = create()
    for (const body of 'abcdefghijklm') jobs.send(body)
    await region.idle()
    expect(log).toEqual(['0 abcdefghij', '0 klm'])
    const windowed = create(undefined, { batchSize: 12, maxBatchingWindow: '20s' })
    for (const body of 'abcdefghijklm') windowed.jobs.send(body)
    await windowed.region.idle()
    expect(windowed.log).toEqual(['0 abcdefghijkl', '20 m'])
  })

  it('wait for their delay', async () => {
    const { region, jobs, log } = create()
    jobs.send('later', { delay: '90s' })
    jobs.send('now')
    await region.idle()
    expect(log).toEqual(['0 now', '90 later'])
  })

  it('that no filter matches are deleted', async () => {
    const { region, jobs, log } = create(undefined, {
      filters: [{ body: { kind: ['x'] } }, { body: ['plain'] }],
    })
    jobs.send({ kind: 'x' })
    jobs.send({ kind: 'y' })
    jobs.send('plain')
    jobs.send('{ no JSON')
    await region.idle()
    expect(log).toEqual(['0 {"kind":"x"}plain'])
    expect(jobs.size).toBe(0)
  })
})

describe('failed messages', () => {
  const fail = () => {
    throw new Error('no')
  }

  it('come back after the visibility timeout, until the redrive policy ends it', async () => {
    const { region, jobs, dead, log } = create(fail, {}, { maxReceiveCount: 3 })
    jobs.send('a')
    await region.idle()
    expect(log).toEqual(['0 a', '30 a', '60 a'])
    expect([jobs.size, dead.messages.map(({ body }) => body)]).toEqual([0, ['a']])
  })

  it('of a queue without a redrive policy stay in it: idle() sees ten returns', async () => {
    const { region, jobs, log } = create(fail)
    jobs.send('a')
    await region.idle()
    expect([log.length, jobs.size]).toEqual([11, 1])
    await region.clock.advance('30s')
    expect(log).toHaveLength(12)
  })

  it('are those that the function names', async () => {
    const { region, jobs, log } = create(
      ({ Records }) => ({
        batchItemFailures: Records.filter(({ body }: any) => body === 'b').map(
          ({ messageId }: any) => ({ itemIdentifier: messageId }),
        ),
      }),
      { reportBatchItemFailures: true },
      { maxReceiveCount: 2 },
    )
    for (const body of 'abc') jobs.send(body)
    await region.idle()
    expect(log).toEqual(['0 abc', '30 b'])
  })

  it('are all of them, if the function names none of the batch', async () => {
    const { region, jobs, dead } = create(
      () => ({ batchItemFailures: [{ itemIdentifier: 'x' }] }),
      { reportBatchItemFailures: true },
      { maxReceiveCount: 1 },
    )
    for (const body of 'ab') jobs.send(body)
    await region.idle()
    expect(dead.size).toBe(2)
  })

  it('are those of throttled calls, too', async () => {
    const { region, jobs, log, fn } = create()
    fn.fail('TooManyRequestsException')
    jobs.send('a')
    await region.idle()
    expect(log).toEqual(['30 a'])
  })
})

describe('FIFO queues', () => {
  it('keep the order of each group, also of failed messages', async () => {
    let failures = 1
    const { region, jobs, log } = create(
      (event) => {
        if (bodiesOf(event).includes('a1') && failures-- > 0) throw new Error('no')
      },
      { batchSize: 1 },
      { fifo: true },
    )
    for (const body of ['a1', 'a2', 'b1', 'b2']) jobs.send(body, { groupId: body.charAt(0) })
    await region.idle()
    expect(log.filter((line) => line.includes('a'))).toEqual(['0 a1', '30 a1', '30 a2'])
    expect(log.filter((line) => line.includes('b'))).toEqual(['0 b1', '0 b2'])
  })
})

describe('concurrency', () => {
  const slow = () => {
    let running = 0
    const seen = { most: 0 }
    const handler = async (): Promise<void> => {
      seen.most = Math.max(seen.most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 1000))
      running--
    }
    return { seen, handler }
  }

  it('begins with 5 batches', async () => {
    const { seen, handler } = slow()
    const { region, jobs } = create(handler, { batchSize: 1 })
    for (const body of 'abcdefghij') jobs.send(body)
    await region.idle()
    expect([seen.most, jobs.size]).toEqual([5, 0])
  })

  it('stays below maxConcurrency', async () => {
    const { seen, handler } = slow()
    const { region, jobs, fn } = create(handler, { batchSize: 1, maxConcurrency: 2 })
    for (const body of 'abcdefg') jobs.send(body)
    await region.idle()
    expect([seen.most, jobs.size, fn.invocations.length]).toEqual([2, 0, 7])
  })
})

describe('a mapping', () => {
  it('does not repeat a message whose function does real work for a while', async () => {
    const { region, jobs, fn } = create(async () => {
      const { readFile } = await import('node:fs/promises')
      for (let i = 0; i < 20; i++) await readFile(import.meta.filename ?? new URL(import.meta.url))
    })
    jobs.send('a')
    await region.idle()
    expect([fn.invocations.length, jobs.size]).toEqual([1, 0])
  })

  it('is disabled and enabled', async () => {
    const { region, jobs, mapping, log } = create()
    mapping.disable()
    jobs.send('a')
    await region.idle()
    expect([log, jobs.size]).toEqual([[], 1])
    mapping.enable()
    await region.idle()
    expect(log).toEqual(['0 a'])
  })

  it('works in forks', async () => {
    const { region, jobs, log } = create()
    const fork = region.fork()
    await fork.run(async () => {
      jobs.send('a')
      await fork.idle()
    })
    expect(log).toEqual(['0 a'])
    fork.end()
  })

  it.each<[options: object, message: string]>([
    [{ batchSize: 11 }, 'Maximum batch window in seconds must be greater than 0'],
    [{ maxConcurrency: 1 }, "'scalingConfig.maximumConcurrency' failed to satisfy constraint"],
    [{ retryAttempts: 1 }, 'retryAttempts'],
  ])('refuses %j', (options, message) => {
    const { jobs, region } = create()
    const other = region.registerFunction('other', async () => undefined)
    expect(() => jobs.on('message', other, options)).toThrow(message)
  })

  it('refuses a visibility timeout below the timeout of the function', () => {
    const { jobs, region } = create()
    const slower = region.registerFunction('slower', async () => undefined, { timeout: '1m' })
    expect(() => jobs.on('message', slower)).toThrow(
      'Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds',
    )
  })
})

describe('destinations of streams', () => {
  it('receive the record of a batch that was given up', async () => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const dead = region.createQueue('dead')
    const orders = region.createTable('orders', { partitionKey: 'id', stream: true })
    const fn = region.registerFunction('project', async () => {
      throw new Error('no')
    })
    orders.on('stream', fn, { retryAttempts: 1, onFailure: dead })
    orders.put({ id: 'a' })
    orders.put({ id: 'b' })
    await region.idle()
    expect(dead.messages.map(({ json }) => json)).toEqual([
      {
        requestContext: {
          requestId: fn.lastInvocation?.requestId,
          functionArn: fn.arn,
          condition: 'RetryAttemptsExhausted',
          approximateInvokeCount: 2,
        },
        responseContext: {
          statusCode: 200,
          executedVersion: '$LATEST',
          functionError: 'Unhandled',
        },
        version: '1.0',
        timestamp: '2026-01-01T00:00:01.000Z',
        DDBStreamBatchInfo: {
          shardId: expect.stringMatching(/^shardId-/),
          startSequenceNumber: '100000000000000000001',
          endSequenceNumber: '100000000000000000002',
          approximateArrivalOfFirstRecord: '2026-01-01T00:00:00Z',
          approximateArrivalOfLastRecord: '2026-01-01T00:00:00Z',
          batchSize: 2,
          streamArn: expect.stringContaining('table/orders/stream/'),
        },
      },
    ])
  })

  it('receive records that were too old', async () => {
    const region = createRegion()
    const dead = region.createQueue('dead')
    const clicks = region.createStream('clicks')
    const fn = region.registerFunction('count', async () => {
      throw new Error('no')
    })
    clicks.on('records', fn, { maxRecordAge: '60s', onFailure: dead })
    clicks.put('a', 'a')
    await region.idle()
    const [record] = dead.messages.map(({ json }) => json as any)
    expect(Object.keys(record)).toEqual([
      'requestContext',
      'version',
      'timestamp',
      'KinesisBatchInfo',
    ])
    expect(record.requestContext).toMatchObject({
      condition: 'RecordAgeExceeded',
      approximateInvokeCount: 6,
    })
  })
})
