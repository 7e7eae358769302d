import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  KinesisClient,
  PutRecordCommand,
  PutRecordsCommand,
  UpdateMaxRecordSizeCommand,
} from '@aws-sdk/client-kinesis'
import { expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'

const MIB = 1024 * 1024

it('the maximum size of a record belongs to its stream', async () => {
  const region = createRegion()
  const client = new KinesisClient({ ...region.sdk, maxAttempts: 1 })
  const clicks = region.createStream('clicks')
  const entry = { Data: Buffer.alloc(3 * MIB), PartitionKey: 'a' }
  const put = (more: object = {}) =>
    client.send(new PutRecordCommand({ StreamName: 'clicks', ...entry, ...more }))
  const set = (MaxRecordSizeInKiB: number) =>
    client.send(new UpdateMaxRecordSizeCommand({ StreamARN: clicks.arn, MaxRecordSizeInKiB }))
  await expect(put()).rejects.toThrow("at 'data' failed to satisfy constraint")
  await expect(set(1023)).rejects.toMatchObject({ name: 'ValidationException' })
  await expect(set(10_241)).rejects.toMatchObject({ name: 'ValidationException' })
  await set(4096)
  await put()
  await expect(put({ Data: Buffer.alloc(4 * MIB + 1) })).rejects.toThrow('equal to 4194304')
  const batch = (count: number) =>
    client.send(new PutRecordsCommand({ StreamName: 'clicks', Records: Array(count).fill(entry) }))
  expect(await batch(3)).toMatchObject({ FailedRecordCount: 0 })
  await expect(batch(4)).rejects.toThrow('10 MB')
  expect(clicks.size).toBe(4)
  const { StreamDescriptionSummary } = await client.send(
    new DescribeStreamSummaryCommand({ StreamName: 'clicks' }),
  )
  expect(StreamDescriptionSummary).toMatchObject({ MaxRecordSizeInKiB: 4096 })
  region.reset()
  await expect(put()).rejects.toThrow('equal to 1048576')
})

it('CreateStream sets it', async () => {
  const region = createRegion()
  const client = new KinesisClient(region.sdk)
  const input = { StreamName: 'large', ShardCount: 1, MaxRecordSizeInKiB: 10_240 }
  await client.send(new CreateStreamCommand(input))
  const Data = Buffer.alloc(10 * MIB)
  await client.send(new PutRecordCommand({ StreamName: 'large', Data, PartitionKey: 'a' }))
  expect(region.stream('large').size).toBe(1)
})
