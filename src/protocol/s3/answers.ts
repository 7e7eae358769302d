/** What S3's answers have beside those of other services: ids, statuses, errors. */
import type { ServiceError } from '../../core/errors.ts'
import { createIds, type Ids } from '../../core/ids.ts'
import { elements } from '../error-elements.ts'
import { httpOf, type OperationSchema } from '../operation-schema.ts'
import { S3_NAMESPACE } from './body.ts'
import { schemaOf, type NormalizedSchema } from '../smithy.ts'
import { toBytes, type WireResponse } from '../wire.ts'

const REQUEST_ID = 'ABCDEFGHJKMNPQRSTVWXYZ0123456789'
const BASE_64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Seen: every answer of S3, such as `NH4X1HMSJ8MQ7EJT`. */
export const s3RequestId = (ids: Ids): string => ids.text('s3-request', 16, REQUEST_ID)

/** Returns the id of the next request to a service, by the namespace of its schemas. */
export const nextRequestId = (ids: Ids, namespace: string): string =>
  namespace === S3_NAMESPACE ? s3RequestId(ids) : ids.uuid('request')

/** The id of the host that answered. A notification names the same one as the answer. */
export const s3HostId = (requestId: string): string =>
  `${createIds(requestId).text('host', 75, BASE_64)}=`

export const s3Headers = (requestId: string): Record<string, string> => ({
  'x-amz-request-id': requestId,
  'x-amz-id-2': s3HostId(requestId),
  server: 'AmazonS3',
})

/** Returns the body of an answer where it differs from the protocol's. */
export function s3Body(operation: OperationSchema, body: unknown): unknown {
  if (operation[2] === 'GetBucketLocation' && typeof body === 'string') {
    // AWS: API_GetBucketLocation.html: the value stands in the outer element.
    return body.replace(/<LocationConstraint>(.*?)<\/LocationConstraint>/, '$1')
  }
  return body ?? emptyElement(schemaOf(operation[5]))
}

/** Seen: S3 answers with an empty element for a setting that a bucket does not have. */
function emptyElement(output: NormalizedSchema): string | undefined {
  const { xmlName } = output.getMergedTraits()
  return typeof xmlName === 'string'
    ? `<?xml version="1.0" encoding="UTF-8"?>\n<${xmlName} xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>`
    : undefined
}

/** The member of an output that is its status, if that is not the usual one. */
export const S3_STATUS: unique symbol = Symbol('status')

/** Recorded: s3-range-01: a part of an object is answered with 206. */
export const s3Status = (
  operation: OperationSchema,
  output: { readonly ContentRange?: unknown; readonly [S3_STATUS]?: number },
): number =>
  output[S3_STATUS] ?? (output.ContentRange === undefined ? (httpOf(operation)?.[2] ?? 200) : 206)

export const s3Error = (
  operation: OperationSchema,
  error: ServiceError,
  requestId: string,
): WireResponse => s3ErrorResponse(httpOf(operation)?.[0] === 'HEAD', error, requestId)

/** Recorded: s3-pre-6, s3-c-3: an answer to HEAD, and one with the status 304, has no body. */
export function s3ErrorResponse(
  isHead: boolean,
  error: ServiceError,
  requestId: string,
): WireResponse {
  const headers = { ...s3Headers(requestId), ...error.headers }
  if (isHead || error.status === 304) {
    return { statusCode: error.status, headers, body: toBytes(undefined) }
  }
  const content = elements({
    Code: error.code,
    Message: error.message,
    ...error.fields,
    RequestId: requestId,
    HostId: s3HostId(requestId),
  })
  return {
    statusCode: error.status,
    headers: { ...headers, 'content-type': 'application/xml' },
    body: toBytes(`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${content}</Error>`),
  }
}
