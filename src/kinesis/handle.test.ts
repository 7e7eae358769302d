import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis'
import { describe, expect, it } from 'vitest'
import { handleOf } from '../core/handle.ts'
import { createRegion, type Region } from '../region/index.ts'
import { defineRegion } from '../region/definition/definition.ts'
import { createStream } from './create-stream.ts'

const frozen = (): Region => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return region
}

describe('a stream’s handle', () => {
  it('puts values, text and bytes, and shows them', () => {
    const region = frozen()
    const clicks = createStream('clicks', { shards: 2, region })
    expect(`${clicks}`).toBe('arn:aws:kinesis:us-east-1:123456789012:stream/clicks')
    const put = clicks.put({ id: 1 }, 'a')
    expect(put).toMatchObject({
      text: '{"id":1}',
      json: { id: 1 },
      partitionKey: 'a',
      explicitHashKey: undefined,
      shardId: 'shardId-000000000000',
      at: Date.UTC(2026, 0, 1),
      causedBy: { kind: 'call', operation: 'PutRecord' },
    })
    clicks.put('text', 'b')
    clicks.put(Buffer.from([255]), 'a', { explicitHashKey: '0' })
    expect(clicks.records.map(({ text, json }) => [text, json])).toEqual([
      ['{"id":1}', { id: 1 }],
      ['text', undefined],
      ['\uFFFD', undefined],
    ])
    expect(clicks.size).toBe(3)
    expect(clicks.shards).toMatchObject([
      { id: 'shardId-000000000000', status: 'open', parents: [], startingHashKey: '0' },
      { id: 'shardId-000000000001', records: [{ text: 'text' }] },
    ])
    clicks.clear()
    expect(clicks.records).toEqual([])
  })

  it('refuses slips of the test', () => {
    const region = frozen()
    const clicks = region.createStream('clicks')
    expect(() => region.createStream('clicks')).toThrow(
      "There is already a stream 'clicks' in this region. Expected a new name. Did you mean region.stream('clicks')?",
    )
    expect(() => region.stream('click')).toThrow(/Did you mean 'clicks'\?/)
    expect(() => region.stream(7 as never)).toThrow('region.stream() received a number.')
    expect(() => region.createStream('a b')).toThrow(/received the name "a b"/)
    expect(() => region.createStream('x', { shard: 2 } as never)).toThrow(/Did you mean 'shards'/)
    expect(() => region.createStream('x', { shards: 0 })).toThrow(/shards: 0/)
    expect(() => region.createStream('x', { streamMode: 'on' as never })).toThrow(
      /streamMode: "on"/,
    )
    expect(() => region.createStream('x', { retentionPeriod: '1h' })).toThrow(/'24h' to '365d'/)
    expect(() => region.createStream('x', { tags: { 'a!': 'b' } })).toThrow(/invalid characters/)
    expect(() => clicks.put(undefined, 'a')).toThrow('clicks.put() received undefined.')
    expect(() => clicks.put('x', '')).toThrow(/'partitionKey' failed to satisfy constraint/)
    expect(() => clicks.unprocessed(0)).toThrow(/clicks.unprocessed received 0/)
    expect(() => clicks.fail('GetItem' as never, 'X')).toThrow(/is not a stream operation/)
  })

  it('plans faults, which its own methods do not meet', async () => {
    const region = frozen()
    const clicks = region.createStream('clicks')
    clicks.fail('PutRecord', 'ProvisionedThroughputExceededException')
    clicks.put('own', 'a')
    const client = new KinesisClient({ ...region.sdk, maxAttempts: 1 })
    const put = () =>
      client.send(
        new PutRecordCommand({
          StreamARN: clicks.arn,
          Data: Buffer.from('sdk'),
          PartitionKey: 'a',
        }),
      )
    await expect(put()).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' })
    await put()
    expect(clicks.records.map(({ text }) => text)).toEqual(['own', 'sdk'])
    expect(clicks.calls.map(({ operation }) => operation)).toEqual([
      'PutRecord',
      'PutRecord',
      'PutRecord',
    ])
  })

  it('means the running fork', async () => {
    const app = defineRegion((region) => {
      const clicks = region.createStream('clicks')
      clicks.put('template', 'a')
      return { clicks }
    })
    const textsOf = ({ records }: { records: readonly { text: string }[] }) =>
      records.map(({ text }) => text)
    await app(async ({ clicks }) => {
      clicks.put('one', 'a')
      expect(textsOf(clicks)).toEqual(['template', 'one'])
    })()
    await app(async ({ clicks, region }) => {
      clicks.put('two', 'a')
      const fork = region.fork()
      fork.run(() => clicks.put('in fork', 'a'))
      clicks.put('three', 'a')
      expect(textsOf(clicks)).toEqual(['template', 'two', 'three'])
      expect(textsOf(fork.stream('clicks'))).toEqual(['template', 'two', 'in fork'])
    })()
  })
})

describe('the source of event source mappings', () => {
  it('reads shards from any position', () => {
    const region = frozen()
    const source = handleOf(region)!.home.ports.recordSource!('kinesis')!
    const clicks = region.createStream('clicks')
    const first = clicks.put('a', 'k')
    const id = 'shardId-000000000000'
    expect(source.shards(clicks.arn)).toEqual([
      { id, parents: [], oldest: 1, next: 2, isClosed: false },
    ])
    expect(source.numberAt(clicks.arn, id, first.at)).toBe(1)
    expect(source.numberAt(clicks.arn, id, first.at + 1)).toBe(2)
    expect(source.read(clicks.arn, id, 1, 10)).toEqual([
      {
        number: 1,
        sequenceNumber: first.sequenceNumber,
        at: first.at,
        partitionKey: 'k',
        cause: first.causedBy,
        body: {
          kinesis: {
            kinesisSchemaVersion: '1.0',
            partitionKey: 'k',
            sequenceNumber: first.sequenceNumber,
            data: 'YQ==',
            approximateArrivalTimestamp: 1767225600,
          },
          eventSource: 'aws:kinesis',
          eventVersion: '1.0',
          eventID: `${id}:${first.sequenceNumber}`,
          eventName: 'aws:kinesis:record',
          awsRegion: 'us-east-1',
        },
      },
    ])
    expect(source.read(clicks.arn, id, 2, 10)).toEqual([])
    expect(source.shards(`${clicks.arn}x`)).toBeUndefined()
    expect(source.read(`${clicks.arn}x`, id, 1, 1)).toEqual([])
  })
})
