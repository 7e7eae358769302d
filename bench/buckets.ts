/**
 * Measures buckets: the SDK's calls against its floor, a large object against the digests of its
 * bytes, and lists as the bucket grows.
 */
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { createRegion, type Bucket, type Region } from 'miniregion'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { interleave, summarize, timeAsync, timeSync, type Measure } from './measure.js'
import type { Compared } from './messages.js'
import type { Growth } from './table.js'

const ROUNDS = 15
const BODY = Buffer.alloc(1024, 'a')
const TARGET = { Bucket: 'uploads', Key: 'in/a.bin' }

/** The same configuration, answered with prepared bytes. */
function floorClient(region: Region): S3Client {
  const object = {
    'accept-ranges': 'bytes',
    'content-length': '1024',
    'content-type': 'application/octet-stream',
    etag: '"c9a34cfc85d982698c6ac89f76071abd"',
    'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT',
    'x-amz-server-side-encryption': 'AES256',
  }
  const checksums = { 'x-amz-checksum-crc32': 'fB/u7g==', 'x-amz-checksum-type': 'FULL_OBJECT' }
  const put = { etag: object.etag, 'x-amz-server-side-encryption': 'AES256', ...checksums }
  const requestHandler = {
    ...region.sdk.requestHandler,
    handle: async ({ method }: { method: string }) => {
      const headers = method === 'PUT' ? put : method === 'GET' ? object : { ...object }
      const body = Readable.from(method === 'GET' ? [BODY] : [])
      return { response: { statusCode: 200, headers: { ...headers }, body } }
    },
  }
  return new S3Client({ ...region.sdk, requestHandler } as never)
}

const CALLS: readonly (readonly [string, (client: S3Client) => Promise<unknown>])[] = [
  ['PutObject of 1 KB', (client) => client.send(new PutObjectCommand({ ...TARGET, Body: BODY }))],
  [
    'GetObject of 1 KB, as text',
    async (client) => {
      const { Body } = await client.send(new GetObjectCommand(TARGET))
      return Body!.transformToString()
    },
  ],
  ['HeadObject', (client) => client.send(new HeadObjectCommand(TARGET))],
]

/** Returns µs per call. */
export async function measureBucketCalls(): Promise<readonly Compared[]> {
  const region = createRegion()
  region.createBucket('uploads').put(TARGET.Key, BODY)
  const clients = { ours: new S3Client(region.sdk), floor: floorClient(region) }
  const names = ['ours', 'floor'] as const
  const compared: Compared[] = []
  for (const [name, call] of CALLS) {
    for (let n = 0; n < 8; n++) {
      for (const who of names) await timeAsync(200, () => call(clients[who]))
    }
    const measured = await interleave(names, ROUNDS, (who) =>
      timeAsync(200, () => call(clients[who])),
    )
    compared.push({ name, ours: measured.get('ours')!, floor: measured.get('floor')! })
  }
  return compared
}

const LARGE = 100 * 1024 ** 2

/** Returns µs for a stream of 100 MB up and back, and for one MD5 and one CRC32 of the bytes. */
export async function measureLargeObject(): Promise<{
  readonly upAndBack: Measure
  readonly digests: Measure
}> {
  const region = createRegion()
  region.createBucket('uploads')
  const client = new S3Client(region.sdk)
  const bytes = Buffer.alloc(LARGE, 'abcdefg')
  const pieces = Array.from({ length: LARGE / 65_536 }, (_, n) =>
    bytes.subarray(n * 65_536, (n + 1) * 65_536),
  )
  const upAndBack = async (): Promise<void> => {
    const Body = Readable.from(pieces)
    await client.send(new PutObjectCommand({ ...TARGET, Body, ContentLength: LARGE }))
    const { Body: back } = await client.send(new GetObjectCommand(TARGET))
    let size = 0
    for await (const piece of back as Readable) size += (piece as Buffer).length
    if (size !== LARGE) throw new Error('lost bytes')
  }
  const digests = (): void => {
    createHash('md5').update(bytes).digest()
    crc32(bytes)
  }
  const measured = await interleave(['upAndBack', 'digests'] as const, 5, async (name) =>
    name === 'digests' ? timeSync(1, digests) : timeAsync(1, upAndBack),
  )
  return { upAndBack: measured.get('upAndBack')!, digests: measured.get('digests')! }
}

/** 1,000 folders of equal size. */
function filled(size: number): { region: Region; bucket: Bucket } {
  const region = createRegion()
  const bucket = region.createBucket('uploads')
  for (let start = 0; start < size; start += 10_000) {
    const count = Math.min(10_000, size - start)
    bucket.seed(Object.fromEntries(Array.from({ length: count }, (_, n) => [keyOf(start + n), ''])))
  }
  return { region, bucket }
}

const keyOf = (n: number): string => `folder-${n % 1000}/key-${n}`

/** Returns µs per call with `size` objects in the bucket. */
export async function measureBucket(size: number): Promise<Growth> {
  const { region, bucket } = filled(size)
  const client = new S3Client(region.sdk)
  let seed = 42
  const any = (): string => keyOf((seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % size)
  const page = (input: object) => (): Promise<unknown> =>
    client.send(new ListObjectsV2Command({ Bucket: 'uploads', ...input }))
  const few = async (count: number, body: () => Promise<unknown>): Promise<Measure> => {
    for (let n = 0; n < 5; n++) await body()
    const times: number[] = []
    for (let n = 0; n < ROUNDS; n++) times.push(await timeAsync(count, body))
    return summarize(times)
  }
  const inFork = (): void => {
    const fork = region.fork()
    fork.bucket('uploads').put('new', 'x')
    fork.end()
  }
  const rounds = (count: number, body: () => unknown): Measure => {
    for (let n = 0; n < 20; n++) timeSync(count, body)
    return summarize(Array.from({ length: ROUNDS }, () => timeSync(count, body)))
  }
  return [
    ['put', rounds(100, () => bucket.put(any(), 'x'))],
    ['get', rounds(500, () => bucket.get(any()))],
    [
      'ListObjectsV2 of 100, anywhere',
      await few(20, () => page({ StartAfter: any(), MaxKeys: 100 })()),
    ],
    ['ListObjectsV2 of 1,000 folders', await few(5, page({ Delimiter: '/' }))],
    ['fork and end', rounds(20, () => region.fork().end())],
    ['put in a new fork', rounds(20, inFork)],
  ]
}
