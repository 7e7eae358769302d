/**
 * Finds the operation of an S3 request. Only the AWS SDK for JavaScript names it (`x-id`); for other
 * clients it follows from the method, the path, the parameters and a header.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
import type { OperationSchema } from '../operation-schema.ts'
import { bucketOf } from '../s3/body.ts'
import type { WireRequest } from '../wire.ts'
import { routeRest } from './routing.ts'

export function routeS3(
  operations: readonly OperationSchema[],
  request: WireRequest,
): OperationSchema | undefined {
  const { bucket, path } = bucketOf(request)
  const find = (query: WireRequest['query']): OperationSchema | undefined =>
    routeRest(operations, { method: request.method, path, query })?.operation
  if ('x-id' in request.query) return find(request.query)
  // Without the bucket's part: other operations have the same path.
  if (bucket === '') return find({ 'x-id': 'ListBuckets' })
  const isObject = path !== '/'
  const id = isObject ? objectId(request) : configurationId(request)
  return (
    subresourceOf(request, find) ??
    find(id === undefined ? request.query : { 'x-id': id, ...request.query })
  )
}

/** The operation that a parameter names, such as `?tagging`. */
function subresourceOf(
  { query }: WireRequest,
  find: (query: WireRequest['query']) => OperationSchema | undefined,
): OperationSchema | undefined {
  const plain = find({})
  const found = find(query)
  return found === plain ? undefined : found
}

/** The operation on an object that nothing but its method, an upload or a header names. */
function objectId({ method, query, headers }: WireRequest): string | undefined {
  const isOfUpload = 'uploadId' in query
  const isCopy = headers['x-amz-copy-source'] !== undefined
  switch (method) {
    case 'GET':
      return isOfUpload ? 'ListParts' : 'GetObject'
    case 'DELETE':
      return isOfUpload ? 'AbortMultipartUpload' : 'DeleteObject'
    case 'PUT':
      if (isOfUpload) return isCopy ? 'UploadPartCopy' : 'UploadPart'
      return isCopy ? 'CopyObject' : 'PutObject'
    default:
      return undefined
  }
}

const CONFIGURATIONS: Readonly<Record<string, string>> = {
  analytics: 'Analytics',
  'intelligent-tiering': 'IntelligentTiering',
  inventory: 'Inventory',
  metrics: 'Metrics',
}

/** The settings of which a bucket has several: with an id one of them, without it their list. */
function configurationId({ method, query }: WireRequest): string | undefined {
  const name = Object.keys(CONFIGURATIONS).find((each) => each in query)
  if (method !== 'GET' || name === undefined) return undefined
  const kind = CONFIGURATIONS[name] ?? ''
  return 'id' in query ? `GetBucket${kind}Configuration` : `ListBucket${kind}Configurations`
}
