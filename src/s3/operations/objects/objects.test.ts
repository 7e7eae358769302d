import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3'
import fc from 'fast-check'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../../../region/index.ts'
import type { Bucket } from '../../handle/bucket.ts'

const setUp = (): { region: Region; client: S3Client; bucket: Bucket } => {
  const region = createRegion()
  return { region, client: new S3Client(region.sdk), bucket: region.createBucket('bucket') }
}
const TARGET = { Bucket: 'bucket', Key: 'k' }

describe('bodies', () => {
  const plain = (region: Region): S3Client =>
    new S3Client({ ...region.sdk, requestChecksumCalculation: 'WHEN_REQUIRED' })

  it.each<[string, () => PutObjectCommandInput['Body']]>([
    ['a string', () => 'hé'],
    ['a Buffer', () => Buffer.from('hé')],
    ['a Uint8Array', () => new Uint8Array(Buffer.from('hé'))],
    ['a Blob', () => new Blob(['hé'])],
    ['a Node stream', () => Readable.from([Buffer.from('h'), Buffer.from('é')])],
    ['a web stream', () => new Blob(['hé']).stream()],
  ])('may be %s', async (_, body) => {
    const { region, bucket } = setUp()
    const Body = body()!
    await plain(region).send(new PutObjectCommand({ ...TARGET, Body, ContentLength: 3 }))
    expect(bucket.get('k')?.text()).toBe('hé')
  })

  it('may be a stream of known length with a checksum behind it', async () => {
    const { client, bucket } = setUp()
    const Body = Readable.from([Buffer.from('hello')])
    const put = await client.send(new PutObjectCommand({ ...TARGET, Body, ContentLength: 5 }))
    expect(put.ChecksumCRC32).toBe('NhCmhg==')
    expect(bucket.get('k')?.text()).toBe('hello')
  })

  it('are read as text, bytes and streams', async () => {
    const { client, bucket } = setUp()
    bucket.put('k', 'hé')
    const get = async () => (await client.send(new GetObjectCommand(TARGET))).Body!
    expect(await (await get()).transformToString()).toBe('hé')
    expect(Buffer.from(await (await get()).transformToByteArray()).toString()).toBe('hé')
    expect(await new Response((await get()).transformToWebStream()).text()).toBe('hé')
    const pieces: Buffer[] = []
    for await (const piece of (await get()) as Readable) pieces.push(piece as Buffer)
    expect(Buffer.concat(pieces).toString()).toBe('hé')
  })

  it('keep their encoding', async () => {
    const { client } = setUp()
    const Body = gzipSync('hello')
    await client.send(new PutObjectCommand({ ...TARGET, Body, ContentEncoding: 'gzip' }))
    const got = await client.send(new GetObjectCommand(TARGET))
    expect(got.ContentEncoding).toBe('gzip')
    expect(Buffer.from(await got.Body!.transformToByteArray()).equals(Body)).toBe(true)
  })

  it('cannot be changed from outside', async () => {
    const { client, bucket, region } = setUp()
    const Body = Buffer.from('hello')
    await client.send(new PutObjectCommand({ ...TARGET, Body }))
    Body.fill(0)
    const { Body: got } = await client.send(new GetObjectCommand(TARGET))
    for await (const piece of got as Readable) (piece as Buffer).fill(0)
    await client.send(new CopyObjectCommand({ ...TARGET, Key: 'copy', CopySource: 'bucket/k' }))
    bucket.get('copy')?.bytes.fill(0)
    region.fork().bucket('bucket').put('k', 'fork')
    expect(bucket.objects.map((object) => object.text())).toEqual(['hello', 'hello'])
  })
})

describe('ranges', () => {
  it('are those of a buffer', async () => {
    const { client, bucket } = setUp()
    const bytes = Buffer.from('0123456789')
    bucket.put('k', bytes)
    const position = fc.integer({ min: 0, max: 12 })
    const open = fc.option(position, { nil: undefined })
    await fc.assert(
      fc.asyncProperty(open, open, async (first, last) => {
        const Range = `bytes=${first ?? ''}-${last ?? ''}`
        const [start, end] =
          first === undefined ? [Math.max(0, 10 - (last ?? 0)), 9] : [first, Math.min(last ?? 9, 9)]
        const isIgnored =
          (first === undefined && last === undefined) ||
          (first !== undefined && last !== undefined && last < first)
        const sent = client.send(new GetObjectCommand({ ...TARGET, Range }))
        if (isIgnored) {
          expect(await (await sent).Body!.transformToString()).toBe('0123456789')
        } else if (start > 9 || start > end) {
          await expect(sent).rejects.toMatchObject({ name: 'InvalidRange' })
        } else {
          const got = await sent
          expect(got.ContentRange).toBe(`bytes ${start}-${end}/10`)
          expect(await got.Body!.transformToString()).toBe(bytes.toString('latin1', start, end + 1))
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('keys', () => {
  it('may be any UTF-8', async () => {
    const { client, bucket } = setUp()
    const keys = ['__proto__', '/a', 'a//b', 'a/./b', 'a/../b', '%2F', 'a+b c', '😀', 'é', '"<&>\'']
    for (const Key of keys) await client.send(new PutObjectCommand({ ...TARGET, Key, Body: Key }))
    expect([...bucket.keys].sort()).toEqual([...keys].sort())
    for (const Key of keys) {
      const { Body } = await client.send(new GetObjectCommand({ ...TARGET, Key }))
      expect(await Body!.transformToString()).toBe(Key)
    }
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: 'bucket' }))
    expect(Contents?.map(({ Key }) => Key)).toEqual(bucket.keys)
    const Objects = keys.map((Key) => ({ Key }))
    const deleted = await client.send(
      new DeleteObjectsCommand({ Bucket: 'bucket', Delete: { Objects } }),
    )
    expect(deleted.Errors).toBe(undefined)
    expect(bucket.keys).toEqual([])
  })

  it('may be in buckets with dots, and in paths', async () => {
    const { region } = setUp()
    const bucket = region.createBucket('my.dotted.bucket')
    for (const forcePathStyle of [true, false]) {
      const client = new S3Client({ ...region.sdk, forcePathStyle })
      const target = { Bucket: 'my.dotted.bucket', Key: `k ${forcePathStyle}` }
      await client.send(new PutObjectCommand({ ...target, Body: 'x' }))
      expect((await client.send(new HeadObjectCommand(target))).ContentLength).toBe(1)
    }
    expect(bucket.keys).toEqual(['k false', 'k true'])
  })
})

describe('lists', () => {
  it('have pages that are all of the keys', async () => {
    const { client, bucket } = setUp()
    const names = Array.from({ length: 2345 }, (_, n) => `${n % 7}/${n}`)
    bucket.seed(Object.fromEntries(names.map((name) => [name, ''])))
    const keys: (string | undefined)[] = []
    let pages = 0
    for await (const page of paginateListObjectsV2({ client }, { Bucket: 'bucket' })) {
      pages++
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key))
    }
    expect([pages, keys]).toEqual([3, bucket.keys])
    const folders = await client.send(
      new ListObjectsV2Command({ Bucket: 'bucket', Delimiter: '/', StartAfter: '2/' }),
    )
    expect(folders.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual([
      '2/',
      '3/',
      '4/',
      '5/',
      '6/',
    ])
  })
})
