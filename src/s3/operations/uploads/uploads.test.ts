import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
  type ChecksumAlgorithm,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../../../region/index.ts'
import type { Bucket } from '../../handle/bucket.ts'

const MEBIBYTE = 1024 ** 2
const setUp = (): { region: Region; client: S3Client; bucket: Bucket } => {
  const region = createRegion()
  return { region, client: new S3Client(region.sdk), bucket: region.createBucket('bucket') }
}
const TARGET = { Bucket: 'bucket', Key: 'k' }

/** Bytes that differ everywhere. */
function bytesOf(size: number): Buffer {
  const bytes = Buffer.alloc(size)
  for (let at = 0; at + 4 <= size; at += 4) bytes.writeUInt32LE(Math.imul(at, 2654435761) >>> 0, at)
  return bytes
}

describe('uploads in parts', () => {
  it('by lib-storage, of a stream of unknown length', async () => {
    const { client, bucket } = setUp()
    const bytes = bytesOf(12 * MEBIBYTE + 5)
    const Body = Readable.from(
      (function* () {
        for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000)
      })(),
    )
    const upload = new Upload({ client, params: { ...TARGET, Body, ContentType: 'video/mp4' } })
    const done = await upload.done()
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-3"$/)
    expect(bucket.get('k')).toMatchObject({ size: bytes.length, contentType: 'video/mp4' })
    const { Body: stored } = await client.send(new GetObjectCommand(TARGET))
    expect(digest(await stored?.transformToByteArray())).toBe(digest(bytes))
    expect(bucket.writes).toMatchObject([{ event: 'ObjectCreated:CompleteMultipartUpload' }])
  })

  it('by lib-storage, small ones at once', async () => {
    const { client, bucket } = setUp()
    await new Upload({ client, params: { ...TARGET, Body: 'small' } }).done()
    expect(bucket.get('k')?.text()).toBe('small')
    expect(bucket.calls.map(({ operation }) => operation)).toEqual(['PutObject'])
  })

  it('are left by an abort', async () => {
    const { client, bucket } = setUp()
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(TARGET))
    const part = { ...TARGET, UploadId, PartNumber: 1, Body: 'x' }
    await client.send(new UploadPartCommand(part))
    const { Parts } = await client.send(new ListPartsCommand({ ...TARGET, UploadId }))
    expect(Parts).toMatchObject([{ PartNumber: 1, Size: 1 }])
    await client.send(new AbortMultipartUploadCommand({ ...TARGET, UploadId }))
    await expect(client.send(new UploadPartCommand(part))).rejects.toMatchObject({
      name: 'NoSuchUpload',
    })
    expect((await client.send(new ListMultipartUploadsCommand({ Bucket: 'bucket' }))).Uploads).toBe(
      undefined,
    )
    expect(bucket.keys).toEqual([])
  })

  it.each<[ChecksumAlgorithm, string]>([
    ['CRC32', 'COMPOSITE'],
    ['CRC32C', 'COMPOSITE'],
    ['CRC64NVME', 'FULL_OBJECT'],
    ['SHA1', 'COMPOSITE'],
    ['SHA256', 'COMPOSITE'],
  ])('have checksums: %s', async (ChecksumAlgorithm, ChecksumType) => {
    const { client } = setUp()
    const Body = bytesOf(5 * MEBIBYTE + 3)
    await new Upload({ client, params: { ...TARGET, Body, ChecksumAlgorithm } }).done()
    const head = await client.send(new HeadObjectCommand({ ...TARGET, ChecksumMode: 'ENABLED' }))
    expect(head.ChecksumType).toBe(ChecksumType)
    const value = head[`Checksum${ChecksumAlgorithm as 'CRC32'}`]
    expect(value).toMatch(ChecksumType === 'COMPOSITE' ? /-2$/ : /=$/)
    const { ObjectParts } = await client.send(
      new GetObjectAttributesCommand({ ...TARGET, ObjectAttributes: ['ObjectParts'] }),
    )
    expect(ObjectParts).toMatchObject({ TotalPartsCount: 2 })
  })

  it('are the join of their parts, whatever their order and number is', async () => {
    const { client, bucket } = setUp()
    const source = bytesOf(6 * MEBIBYTE)
    await client.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'source', Body: source }))
    const partArb = fc.record({
      number: fc.integer({ min: 1, max: 10_000 }),
      /** Of a copied part. */
      start: fc.option(fc.integer({ min: 0, max: MEBIBYTE - 1 }), { nil: undefined }),
      surplus: fc.integer({ min: 0, max: 10 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(partArb, {
          minLength: 1,
          maxLength: 2,
          selector: ({ number }) => number,
        }),
        async (parts) => {
          const { UploadId } = await client.send(new CreateMultipartUploadCommand(TARGET))
          const sent: { PartNumber: number; ETag: string | undefined; bytes: Buffer }[] = []
          for (const { number: PartNumber, start, surplus } of parts) {
            const size = 5 * MEBIBYTE + surplus
            const bytes = source.subarray(start ?? surplus, (start ?? surplus) + size)
            const part = { ...TARGET, UploadId, PartNumber }
            const last = (start ?? 0) + size - 1
            const ETag =
              start === undefined || last >= source.length
                ? (await client.send(new UploadPartCommand({ ...part, Body: bytes }))).ETag
                : (
                    await client.send(
                      new UploadPartCopyCommand({
                        ...part,
                        CopySource: 'bucket/source',
                        CopySourceRange: `bytes=${start}-${last}`,
                      }),
                    )
                  ).CopyPartResult?.ETag
            sent.push({ PartNumber, ETag, bytes })
          }
          sent.sort((a, b) => a.PartNumber - b.PartNumber)
          const Parts = sent.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }))
          await client.send(
            new CompleteMultipartUploadCommand({ ...TARGET, UploadId, MultipartUpload: { Parts } }),
          )
          const expected = Buffer.concat(sent.map(({ bytes }) => bytes))
          expect(digest(bucket.get('k')?.bytes)).toBe(digest(expected))
          for (const { PartNumber, bytes } of sent) {
            const part = await client.send(new GetObjectCommand({ ...TARGET, PartNumber }))
            expect(digest(await part.Body?.transformToByteArray())).toBe(digest(bytes))
          }
        },
      ),
      { numRuns: 4 },
    )
  })
})

const digest = (bytes: Uint8Array | undefined): string =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex')
