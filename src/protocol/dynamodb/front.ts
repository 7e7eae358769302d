/**
 * The part of AWS in front of DynamoDB: health checks, CORS, content types, targets and signatures,
 * in AWS's order.
 *
 * Recorded by peers against AWS: dynalite's index.js, texts and order.
 */
import { isServiceError, ServiceError } from '../../core/errors.ts'
import { crc32 } from '../crc32.ts'
import { isDynamoTarget } from './operations.ts'
import { errorBody } from '../error-types.ts'
import { JSON_1_0, parseJson } from '../json-path.ts'
import { checkSignature } from '../signature.ts'
import { toBytes, type WireRequest, type WireResponse } from '../wire.ts'

const MAX_BODY_BYTES = 16 * 1024 * 1024

/** Adds the headers of every answer: checksum and length of the body, and CORS for browsers. */
export function withStandardHeaders(
  response: WireResponse,
  request: WireRequest,
  requestId: string,
): WireResponse {
  const body = toBytes(response.body)
  const headers: Record<string, string> = {
    'x-amzn-requestid': requestId,
    'x-amz-crc32': String(crc32(body)),
    ...response.headers,
    'content-length': String(body.length),
  }
  if (request.headers['origin'] !== undefined) headers['access-control-allow-origin'] = '*'
  // Recorded by a peer (dynalite): an answer to a preflight carries no checksum.
  if (isPreflight(request)) delete headers['x-amz-crc32']
  return { statusCode: response.statusCode, headers, body }
}

const isPreflight = ({ method, headers }: WireRequest): boolean =>
  method === 'OPTIONS' && headers['origin'] !== undefined

const preflight = ({ headers }: WireRequest): WireResponse => {
  const allowed: Record<string, string> = { 'access-control-max-age': '172800' }
  const wanted = headers['access-control-request-headers']
  const method = headers['access-control-request-method']
  if (wanted) allowed['access-control-allow-headers'] = wanted
  if (method) allowed['access-control-allow-methods'] = method
  return { statusCode: 200, headers: allowed, body: '' }
}

const contentTypeOf = ({ headers }: WireRequest): string =>
  (headers['content-type'] ?? '').replace(/;.*/s, '').trim()

/** Returns DynamoDB's own content types unchanged, and plain JSON for all others. */
export const answerType = (request: WireRequest): string =>
  contentTypeOf(request) === JSON_1_0 ? JSON_1_0 : 'application/json'

const refuse = (request: WireRequest, error: ServiceError): WireResponse => ({
  statusCode: error.status,
  headers: { 'content-type': answerType(request) },
  body: JSON.stringify(errorBody(error, 'com.amazon.coral.service')),
})

/** Returns the answer to a request that never reaches DynamoDB, or undefined. */
export function answerBeforeDispatch(
  request: WireRequest,
  region: string,
): WireResponse | undefined {
  const body = toBytes(request.body)
  if (body.length > MAX_BODY_BYTES) return { statusCode: 413, headers: {}, body: '' }
  if (isPreflight(request)) return preflight(request)
  if (request.method === 'GET') {
    // The trailing space is AWS's.
    return { statusCode: 200, headers: {}, body: `healthy: dynamodb.${region}.amazonaws.com ` }
  }
  const type = contentTypeOf(request)
  if (
    request.method !== 'POST' ||
    (body.length > 0 && type !== JSON_1_0 && type !== 'application/json')
  ) {
    return { statusCode: 404, headers: {}, body: '<UnknownOperationException/>\n' }
  }
  const error = checkMessage(request, body)
  return error && refuse(request, error)
}

function checkMessage(request: WireRequest, body: Buffer): ServiceError | undefined {
  if (body.length > 0) {
    const error = unreadable(body)
    if (error) return error
  }
  if (!isDynamoTarget(request.headers['x-amz-target'] ?? '')) {
    return new ServiceError('UnknownOperationException', '')
  }
  return (
    checkSignature(request) ??
    (body.length === 0 ? new ServiceError('SerializationException', '') : undefined)
  )
}

/**
 * NOTE: parses the body, which the operation parses again: AWS finds broken JSON before it checks
 * target and signature.
 */
function unreadable(body: Buffer): ServiceError | undefined {
  try {
    parseJson(body)
    return undefined
  } catch (error) {
    if (isServiceError(error)) return error
    throw error
  }
}
