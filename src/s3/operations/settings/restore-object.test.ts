import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketTaggingCommand,
  RestoreObjectCommand,
  S3Client,
  type RestoreRequest,
} from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../../../region/index.ts'

const TARGET = { Bucket: 'archive', Key: 'k' }

function setUp(storageClass = 'GLACIER') {
  const region = createRegion()
  region.clock.freeze('2026-01-01T12:00:00Z')
  const bucket = region.createBucket('archive', { eventBridge: true })
  bucket.put('k', 'content', { storageClass })
  const client = new S3Client(region.sdk)
  const restore = async (RestoreRequest?: RestoreRequest) =>
    (await client.send(new RestoreObjectCommand({ ...TARGET, RestoreRequest }))).$metadata
      .httpStatusCode
  const head = async () => (await client.send(new HeadObjectCommand(TARGET))).Restore
  const read = async () =>
    (await client.send(new GetObjectCommand(TARGET))).Body?.transformToString()
  return { region, bucket, client, restore, head, read }
}

describe('a restore', () => {
  it('leaves a copy for some days', async () => {
    const { region, bucket, client, restore, head, read } = setUp()
    expect(await restore({ Days: 2 })).toBe(202)
    expect(await head()).toBe('ongoing-request="true"')
    await expect(read()).rejects.toMatchObject({ name: 'InvalidObjectState' })
    await expect(restore({ Days: 2 })).rejects.toMatchObject({
      name: 'RestoreAlreadyInProgress',
      message: 'Object restore is already in progress',
      $metadata: { httpStatusCode: 409 },
    })

    await region.clock.advance('5h')
    expect(await head()).toBe(
      'ongoing-request="false", expiry-date="Sun, 04 Jan 2026 00:00:00 GMT"',
    )
    expect(await read()).toBe('content')
    const CopySource = 'archive/k'
    await client.send(new CopyObjectCommand({ ...TARGET, Key: 'copy', CopySource }))
    expect(bucket.get('copy')?.text()).toBe('content')

    await region.clock.advance('60h')
    expect(await head()).toBeUndefined()
    await expect(read()).rejects.toMatchObject({ name: 'InvalidObjectState' })
    const events = bucket.writes.map(({ event }) => event)
    expect(events.filter((event) => event.startsWith('ObjectRestore'))).toEqual([
      'ObjectRestore:Post',
      'ObjectRestore:Completed',
      'ObjectRestore:Delete',
    ])
  })

  it('stays longer if it is asked for again, and is overtaken by a faster one', async () => {
    const { region, bucket, restore, head, read } = setUp()
    await restore({ Days: 1, GlacierJobParameters: { Tier: 'Bulk' } })
    expect(await restore({ Days: 1, GlacierJobParameters: { Tier: 'Expedited' } })).toBe(202)
    await region.clock.advance('5m')
    expect(await read()).toBe('content')
    expect(await restore({ Days: 9 })).toBe(200)
    expect(await head()).toContain('expiry-date="Sun, 11 Jan 2026 00:00:00 GMT"')
    await region.clock.advance('8d')
    expect(await read()).toBe('content')
    expect(bucket.writes.filter(({ event }) => event === 'ObjectRestore:Completed')).toHaveLength(1)
  })

  it('is refused where nothing is archived, and without its parameters', async () => {
    const standard = setUp('STANDARD')
    await expect(standard.restore()).rejects.toMatchObject({
      name: 'InvalidObjectState',
      message: "Restore is not allowed for the object's current storage class",
      $metadata: { httpStatusCode: 403 },
    })
    const tiered = setUp('INTELLIGENT_TIERING')
    await expect(tiered.restore({})).rejects.toMatchObject({
      name: 'ObjectAlreadyInActiveTierError',
    })
    await expect(tiered.restore({ Days: 1 })).rejects.toThrow('Do not specify Days')
    const deep = setUp('DEEP_ARCHIVE')
    await expect(deep.restore()).rejects.toMatchObject({ name: 'MalformedXML' })
    const GlacierJobParameters = { Tier: 'Expedited' } as const
    await expect(deep.restore({ Days: 1, GlacierJobParameters })).rejects.toMatchObject({
      name: 'InvalidArgument',
    })
    await expect(deep.restore({ Type: 'SELECT' })).rejects.toMatchObject({
      name: 'UnsupportedError',
    })
    expect(await deep.head()).toBeUndefined()
  })

  it('is shown in lists, and goes on in forks', async () => {
    const { region, client, restore } = setUp()
    await restore({ Days: 1 })
    const asked = { Bucket: 'archive', OptionalObjectAttributes: ['RestoreStatus' as const] }
    const list = await client.send(new ListObjectsV2Command(asked))
    expect(list.Contents?.[0]?.RestoreStatus).toEqual({ IsRestoreInProgress: true })
    const fork = region.fork()
    await fork.clock.advance('5h')
    const versions = await new S3Client(fork.sdk).send(new ListObjectVersionsCommand(asked))
    expect(versions.Versions?.[0]?.RestoreStatus).toEqual({
      IsRestoreInProgress: false,
      RestoreExpiryDate: new Date('2026-01-03T00:00:00Z'),
    })
    const events = (of: typeof region) => of.bucket('archive').writes.map(({ event }) => event)
    expect(events(fork)).toContain('ObjectRestore:Completed')
    expect(events(region)).not.toContain('ObjectRestore:Completed')
  })

  it('notifies, with the data of the restore', async () => {
    const { region, bucket, restore } = setUp()
    const jobs = region.createQueue('jobs')
    const bus = region.createQueue('bus')
    bucket.on('ObjectRestore:*', jobs)
    region
      .eventBus('default')
      .rule('restores', { 'detail-type': [{ prefix: 'Object Restore' }] }, bus)
    await restore({ Days: 1 })
    await region.clock.advance('3d')
    await region.idle()
    const records = jobs.messages.flatMap(({ json }) => (json as { Records: object[] }).Records)
    expect(records).toMatchObject([
      { eventName: 'ObjectRestore:Post', eventVersion: '2.1', s3: { object: { size: 7 } } },
      {
        eventName: 'ObjectRestore:Completed',
        eventVersion: '2.1',
        glacierEventData: {
          restoreEventData: {
            lifecycleRestorationExpiryTime: '2026-01-03T00:00:00.000Z',
            lifecycleRestoreStorageClass: 'GLACIER',
          },
        },
      },
      { eventName: 'ObjectRestore:Delete', eventVersion: '2.3' },
    ])
    expect(bus.messages.map(({ json }) => json)).toMatchObject([
      { 'detail-type': 'Object Restore Initiated', detail: { 'source-storage-class': 'GLACIER' } },
      {
        'detail-type': 'Object Restore Completed',
        detail: {
          requester: 's3.amazonaws.com',
          'restore-expiry-time': '2026-01-03T00:00:00Z',
          'source-storage-class': 'GLACIER',
        },
      },
      { 'detail-type': 'Object Restore Expired' },
    ])
  })
})

describe('requests', () => {
  it('without the XML that they need are refused', async () => {
    const { client } = setUp()
    const empty = new PutBucketTaggingCommand({ Bucket: 'archive', Tagging: undefined })
    await expect(client.send(empty)).rejects.toMatchObject({
      name: 'MissingRequestBodyError',
      message: 'Request Body is empty',
      $metadata: { httpStatusCode: 400 },
    })
  })

  it('with an empty key are refused by name', async () => {
    const { region, client } = setUp()
    const empty = new GetObjectCommand({ ...TARGET, Key: '' })
    await expect(client.send(empty)).rejects.toThrow('GetObject with an empty Key')
    expect(region.unsupported).toHaveLength(1)
  })
})
