import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../../region/index.ts'
import type { Bucket } from './bucket.ts'
import type { BucketOptions } from './options.ts'

const setUp = (options: BucketOptions = {}): { region: Region; uploads: Bucket } => {
  const region = createRegion()
  return { region, uploads: region.createBucket('uploads', options) }
}

const records = (bodies: readonly { readonly json: unknown }[]): unknown[] =>
  bodies.flatMap(({ json }) => (json as { Records: unknown[] }).Records)

describe('a bucket’s handle', () => {
  it('prints as its ARN, and is found by it', () => {
    const { region, uploads } = setUp()
    expect(`${uploads}`).toBe('arn:aws:s3:::uploads')
    expect(region.bucket('arn:aws:s3:::uploads').name).toBe('uploads')
    expect(() => region.bucket('upload')).toThrow("There is no bucket 'upload'")
    expect(() => region.createBucket('uploads')).toThrow("region.bucket('uploads')")
  })

  it('puts, gets, lists and deletes', () => {
    const { uploads } = setUp()
    const bytes = Uint8Array.of(1, 2, 3)
    uploads.put('in/a.bin', bytes, {
      contentType: 'image/jpeg',
      metadata: { By: 'ann' },
      tags: { kind: 'a b+c' },
    })
    bytes[0] = 9
    uploads.put('in/b.json', { one: [1] })
    uploads.put('c.txt', 'three')
    const got = uploads.get('in/a.bin')
    expect(got).toMatchObject({
      key: 'in/a.bin',
      size: 3,
      contentType: 'image/jpeg',
      metadata: { by: 'ann' },
      tags: { kind: 'a b+c' },
      eTag: '"5289df737df57326fcdd22597afb1fac"',
      versionId: undefined,
      storageClass: 'STANDARD',
    })
    expect(got?.bytes).toStrictEqual(Uint8Array.of(1, 2, 3))
    expect(uploads.get('in/b.json')?.json()).toEqual({ one: [1] })
    expect(uploads.get('in/b.json')?.contentType).toBe('application/json')
    expect(uploads.get('c.txt')?.text()).toBe('three')
    expect(() => uploads.get('c.txt')?.json()).toThrow("The object 'c.txt' is not JSON")
    expect(uploads.get('d')).toBeUndefined()
    expect(uploads.keys).toEqual(['c.txt', 'in/a.bin', 'in/b.json'])
    expect(uploads.objects.map(({ size }) => size)).toEqual([5, 3, 11])
    const listed = uploads.list({ delimiter: '/' })
    expect([listed.keys, listed.prefixes]).toEqual([['c.txt'], ['in/']])
    expect(uploads.list({ prefix: 'in/', startAfter: 'in/a.bin' }).keys).toEqual(['in/b.json'])
    uploads.delete('c.txt')
    uploads.delete('never')
    expect(uploads.keys).toHaveLength(2)
  })

  it('keeps versions', () => {
    const { uploads } = setUp({ versioned: true })
    const first = uploads.put('a', 'one')
    uploads.put('a', 'two')
    uploads.delete('a')
    expect(uploads.get('a')).toBeUndefined()
    expect(uploads.get('a', { versionId: first.versionId ?? '' })?.text()).toBe('one')
    expect(
      uploads
        .versions('a')
        .map(({ isLatest, isDeleteMarker, object }) => [isLatest, isDeleteMarker, object?.text()]),
    ).toEqual([
      [true, true, undefined],
      [false, false, 'two'],
      [false, false, 'one'],
    ])
    const [marker] = uploads.versions('a')
    uploads.delete('a', { versionId: marker?.versionId ?? '' })
    expect(uploads.get('a')?.text()).toBe('two')
  })

  it('tells its writes, with their causes', async () => {
    const { region, uploads } = setUp()
    await new S3Client(region.sdk).send(
      new PutObjectCommand({ Bucket: 'uploads', Key: 'a', Body: 'one' }),
    )
    uploads.put('a', 'two')
    uploads.delete('a')
    expect(
      uploads.writes.map(({ event, object, previous }) => [
        event,
        object?.text(),
        previous?.text(),
      ]),
    ).toEqual([
      ['ObjectCreated:Put', 'one', undefined],
      ['ObjectCreated:Put', 'two', 'one'],
      ['ObjectRemoved:Delete', 'two', 'two'],
    ])
    expect(uploads.writes[0]?.causedBy).toMatchObject({ operation: 'PutObject', source: 'sdk' })
    expect(uploads.calls.map(({ operation }) => operation)).toEqual([
      'PutObject',
      'PutObject',
      'DeleteObject',
    ])
  })

  it('keeps large contents no longer than the bucket does', () => {
    const { uploads } = setUp()
    uploads.put('a', 'x'.repeat(2 ** 20 + 1))
    uploads.put('a', 'y'.repeat(2 ** 20 + 1))
    const [first, second] = uploads.writes
    expect(second?.object?.text().startsWith('yy')).toBe(true)
    expect([first?.object?.size, second?.previous?.size]).toEqual([2 ** 20 + 1, 2 ** 20 + 1])
    expect(() => first?.object?.text()).toThrow("The content of 'a' is gone: 1048577 bytes")
    expect(() => first?.object?.json()).toThrow('is gone')
  })

  it('returns to its declaration', () => {
    const { region, uploads } = setUp({ versioned: true, tags: { team: 'a' } })
    expect(uploads.seed({ 'a/1.txt': 'one', 'b.json': { two: 2 } })).toBe(uploads)
    expect(uploads.writes).toEqual([])
    uploads.put('a/1.txt', 'changed')
    uploads.put('new', 'x')
    const fork = region.fork()
    fork.bucket('uploads').put('fork', 'x')
    expect(uploads.keys).toEqual(['a/1.txt', 'b.json', 'new'])
    region.reset()
    expect(uploads.keys).toEqual(['a/1.txt', 'b.json'])
    expect(uploads.get('a/1.txt')?.text()).toBe('one')
    expect(fork.bucket('uploads').keys).toEqual(['a/1.txt', 'b.json', 'fork', 'new'])
  })

  it('restores snapshots', () => {
    const { region, uploads } = setUp()
    uploads.put('a', 'one')
    const snapshot = region.snapshot()
    uploads.put('a', 'two')
    uploads.put('b', 'two')
    region.restore(snapshot)
    expect(uploads.objects.map((object) => object.text())).toEqual(['one'])
  })

  it('fails as planned', async () => {
    const { region, uploads } = setUp()
    uploads.seed({ a: 'one' })
    uploads.fail('GetObject', 'SlowDown')
    const client = new S3Client({ ...region.sdk, maxAttempts: 1 })
    const get = () => client.send(new GetObjectCommand({ Bucket: 'uploads', Key: 'a' }))
    await expect(get()).rejects.toMatchObject({
      name: 'SlowDown',
      message: 'Please reduce your request rate.',
      $metadata: { httpStatusCode: 503 },
    })
    expect(await (await get()).Body?.transformToString()).toBe('one')
    expect(() => uploads.fail('GetObject', 'SlowDwn')).toThrow('SlowDown')
    expect(() => uploads.fail('GetItem' as never, 'SlowDown')).toThrow('GetItem')
  })

  it.each<[string, (bucket: Bucket) => unknown, string]>([
    ['an empty key', (bucket) => bucket.put('', 'x'), 'received "" as its key'],
    ['half a character', (bucket) => bucket.put('\ud800', 'x'), 'well-formed Unicode'],
    ['a long key', (bucket) => bucket.put('ä'.repeat(513), 'x'), 'Your key is too long'],
    ['a key that leaves', (bucket) => bucket.put('a/../../b', 'x'), 'was refused'],
    ['a stream', (bucket) => bucket.put('a', new Blob(['x'])), 'await blob.bytes()'],
    ['no content', (bucket) => bucket.put('a', undefined as never), 'received undefined'],
    ['a number', (bucket) => bucket.put('a', 3 as never), 'received a number as its content'],
    ['an option', (bucket) => bucket.put('a', '', { contentTpe: 'x' } as never), "'contentType'"],
    ['a class', (bucket) => bucket.put('a', '', { storageClass: 'COLD' }), 'was refused'],
    ['an event', (bucket) => bucket.on('ObjectCreate:*' as never, 'f'), "'ObjectCreated:*'"],
    ['a target', (bucket) => bucket.on('ObjectCreated:*', 3 as never), 'received target: 3'],
    ['no target', (bucket) => bucket.on('ObjectCreated:*', 'f'), 'Unable to validate'],
    ['a list', (bucket) => bucket.list({ Prefix: 'a' } as never), "'Prefix'"],
    ['a seed', (bucket) => bucket.seed('a' as never), 'an object of contents by key'],
  ])('refuses slips: %s', (_, slip, message) => {
    const { uploads } = setUp()
    expect(() => slip(uploads)).toThrow(message)
    expect(uploads.keys).toEqual([])
  })

  it.each<[string, string, BucketOptions, string]>([
    ['a name', 'Uploads', {}, '3 to 63 lower-case letters'],
    ['an option', 'bbb', { version: true } as never, "'versioned'"],
    ['another word', 'bbb', { websiteIndexDocument: 'x' } as never, 'website: { indexDocument }'],
    ['a rule', 'bbb', { cors: [{ allowedMethods: ['GET'] } as never] }, 'was refused'],
    ['a policy', 'bbb', { policy: 'x' }, 'was refused'],
    ['half a day', 'bbb', { lifecycleRules: [{ expiration: '12h' }] }, 'whole days'],
  ])('leaves no bucket after a slip: %s', (_, name, options, message) => {
    const region = createRegion()
    expect(() => region.createBucket(name, options)).toThrow(message)
    expect(() => region.bucket(name)).toThrow('There is no bucket')
  })
})

describe('notifications', () => {
  it('reach queues by prefix and suffix', async () => {
    const { region, uploads } = setUp()
    const queue = region.createQueue('jobs')
    const on = uploads.on('ObjectCreated:*', queue, { prefix: 'in/', suffix: '.jpg' })
    uploads.put('in/a b@c.jpg', 'x')
    uploads.put('in/a.png', 'x')
    uploads.put('out/a.jpg', 'x')
    await region.idle()
    expect(records(queue.messages)).toMatchObject([
      {
        eventName: 'ObjectCreated:Put',
        awsRegion: 'us-east-1',
        s3: {
          configurationId: on.name,
          bucket: { name: 'uploads', arn: 'arn:aws:s3:::uploads' },
          object: { key: 'in/a+b%40c.jpg', size: 1, eTag: '9dd4e461268c8034f5c8564e155c67a6' },
        },
      },
    ])
    expect(`${on}`).toBe('arn:aws:s3:::uploads')
    on.disable()
    uploads.put('in/b.jpg', 'x')
    await region.idle()
    expect([on.enabled, queue.messages.length]).toEqual([false, 1])
    on.enable().delete()
    expect(() => on.enable()).toThrow('does not exist or was deleted')
  })

  it('reach functions and topics, and are declared', async () => {
    const { region, uploads } = setUp({ versioned: true })
    const seen: unknown[] = []
    region.registerFunction('thumbnail', (event: { Records: unknown[] }) => {
      seen.push(...event.Records)
    })
    const topic = region.createTopic('changes')
    uploads.on(['ObjectRemoved:Delete', 'ObjectRemoved:DeleteMarkerCreated'], 'thumbnail')
    uploads.on('ObjectTagging:*', topic)
    region.reset()
    uploads.put('a', 'x')
    uploads.delete('a')
    await new S3Client(region.sdk).send(
      new (await import('@aws-sdk/client-s3')).PutObjectTaggingCommand({
        Bucket: 'uploads',
        Key: 'a',
        VersionId: uploads.versions('a')[1]?.versionId,
        Tagging: { TagSet: [{ Key: 'k', Value: 'v' }] },
      }),
    )
    await region.idle()
    expect(seen).toMatchObject([
      {
        eventName: 'ObjectRemoved:DeleteMarkerCreated',
        s3: { object: { key: 'a', versionId: uploads.versions('a')[0]?.versionId } },
      },
    ])
    expect(topic.messages).toMatchObject([
      {
        subject: 'Amazon S3 Notification',
        json: { Records: [{ eventVersion: '2.3', eventName: 'ObjectTagging:Put' }] },
      },
    ])
  })

  it('are steps of a trace', async () => {
    const { region, uploads } = setUp()
    uploads.on('ObjectCreated:*', region.createQueue('jobs'), { prefix: 'in/' })
    uploads.put('in/a', 'x')
    uploads.put('out/a', 'x')
    await region.idle()
    const trace = String(region.trace())
    expect(trace).toMatch(/PutObject uploads[^]*ObjectCreated:Put in\/a[^]*delivery to jobs/)
    expect(trace).toContain("The key 'out/a' does not begin with 'in/'.")
  })

  it('reach the default event bus', async () => {
    const { region, uploads } = setUp({ eventBridge: true })
    uploads.put('a b', 'x')
    uploads.delete('a b')
    await region.idle()
    const { events } = region.eventBus('default')
    expect(
      events.map(({ source, detailType, resources }) => [source, detailType, resources]),
    ).toEqual([
      ['aws.s3', 'Object Created', ['arn:aws:s3:::uploads']],
      ['aws.s3', 'Object Deleted', ['arn:aws:s3:::uploads']],
    ])
    expect(events[0]?.detail).toEqual({
      version: '0',
      bucket: { name: 'uploads' },
      object: {
        key: 'a b',
        size: 1,
        etag: '9dd4e461268c8034f5c8564e155c67a6',
        sequencer: expect.stringMatching(/^00[0-9A-F]{16}$/) as string,
      },
      'request-id': uploads.calls[0]?.requestId,
      requester: '123456789012',
      'source-ip-address': '127.0.0.1',
      reason: 'PutObject',
    })
  })

  it('begin with a test event if the SDK sets them', async () => {
    const { region } = setUp()
    const queue = region.createQueue('jobs')
    const client = new S3Client(region.sdk)
    const set = (QueueArn: string, Events: 's3:ObjectCreated:*'[] = ['s3:ObjectCreated:*']) =>
      client.send(
        new PutBucketNotificationConfigurationCommand({
          Bucket: 'uploads',
          NotificationConfiguration: { QueueConfigurations: [{ QueueArn, Events }] },
        }),
      )
    await set(queue.arn)
    await region.idle()
    expect(queue.messages.map(({ json }) => json)).toMatchObject([
      { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'uploads' },
    ])
    await expect(set('arn:aws:sns:us-east-1:123456789012:t')).rejects.toThrow(
      'The ARN could not be parsed',
    )
    await expect(set(queue.arn, ['s3:Object' as never])).rejects.toThrow('not supported')
  })

  it('cannot share events of a key', () => {
    const { region, uploads } = setUp()
    const queue = region.createQueue('jobs')
    uploads.on('ObjectCreated:Put', queue, { prefix: 'in/' })
    uploads.on('ObjectCreated:*', queue, { prefix: 'out/' })
    expect(() => uploads.on('ObjectCreated:*', queue, { suffix: '.jpg' })).toThrow(
      'ambiguously defined',
    )
  })

  it('stay in their region', async () => {
    const region = createRegion()
    const eu = region.in('eu-west-1')
    const uploads = eu.createBucket('uploads')
    const queue = eu.createQueue('jobs')
    uploads.on('ObjectCreated:*', queue)
    uploads.put('a', 'x')
    await region.idle()
    expect(records(queue.messages)).toMatchObject([{ awsRegion: 'eu-west-1' }])
    expect(region.bucket('uploads').keys).toEqual(['a'])
    await expect(
      new S3Client(region.sdk).send(new CreateBucketCommand({ Bucket: 'uploads' })),
    ).resolves.toBeDefined()
  })
})
