import * as s3 from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { httpOf, isOperationSchema, type OperationSchema } from '../operation-schema.ts'
import { routeS3 } from './s3-routing.ts'

const operations = Object.values(s3).filter(isOperationSchema) as unknown as OperationSchema[]

interface Sent {
  readonly query: Record<string, string>
  readonly headers?: Record<string, string>
}

/** What other clients send beside the path, for operations that the path does not name. */
const MORE: Readonly<Record<string, Sent>> = {
  AbortMultipartUpload: { query: { uploadId: 'u' } },
  CompleteMultipartUpload: { query: { uploadId: 'u' } },
  CopyObject: { query: {}, headers: { 'x-amz-copy-source': 'b/k' } },
  GetBucketAnalyticsConfiguration: { query: { id: 'a' } },
  GetBucketIntelligentTieringConfiguration: { query: { id: 'a' } },
  GetBucketInventoryConfiguration: { query: { id: 'a' } },
  GetBucketMetricsConfiguration: { query: { id: 'a' } },
  ListParts: { query: { uploadId: 'u' } },
  UploadPart: { query: { uploadId: 'u', partNumber: '1' } },
  UploadPartCopy: {
    query: { uploadId: 'u', partNumber: '1' },
    headers: { 'x-amz-copy-source': 'b/k' },
  },
}

/** Of directory buckets and annotations, which only the SDK's `x-id` tells from others. */
const ONLY_NAMED = [
  'GetObjectAnnotation',
  'ListDirectoryBuckets',
  'ListObjectAnnotations',
  'ListBuckets',
]

const requestOf = (operation: OperationSchema, isNamed: boolean) => {
  const [method = '', uri = ''] = httpOf(operation) ?? []
  const [path = '', search = ''] = uri.split('?')
  const query = Object.fromEntries(new URLSearchParams(search))
  if (!isNamed) delete query['x-id']
  const more = MORE[operation[2]]
  return {
    method,
    hostname: 'bucket.s3.us-east-1.amazonaws.com',
    path: path.replace('{Key+}', 'in/a%20b.txt'),
    query: { ...query, ...more?.query },
    headers: { ...more?.headers },
    body: undefined,
  }
}

describe('routeS3', () => {
  it.each(operations.map((operation) => [operation[2], operation] as const))(
    'finds %s',
    (name, operation) => {
      expect(routeS3(operations, requestOf(operation, true))?.[2]).toBe(name)
      if (ONLY_NAMED.includes(name)) return
      expect(routeS3(operations, requestOf(operation, false))?.[2]).toBe(name)
    },
  )

  it('finds ListBuckets by a path without a bucket', () => {
    const request = { method: 'GET', hostname: 's3.amazonaws.com', headers: {}, body: undefined }
    expect(routeS3(operations, { ...request, path: '/', query: {} })?.[2]).toBe('ListBuckets')
    expect(routeS3(operations, { ...request, path: '/b', query: {} })?.[2]).toBe('ListObjects')
    expect(routeS3(operations, { ...request, path: '/b/', query: {} })?.[2]).toBe('ListObjects')
    expect(routeS3(operations, { ...request, path: '/b/k', query: {} })?.[2]).toBe('GetObject')
    expect(routeS3(operations, { ...request, method: 'PATCH', path: '/b/k', query: {} })).toBe(
      undefined,
    )
  })
})
