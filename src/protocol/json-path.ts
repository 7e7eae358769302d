/**
 * The direct codec of the JSON protocols (DynamoDB and its streams, SQS): `JSON.parse` in, one
 * `JSON.stringify` out. It needs no SDK, so it also serves clients older than schemas, other
 * languages and curl. It is three times as fast as the generic codec.
 */
import { ServiceError } from '../core/errors.ts'
import type { Operation, Service } from '../core/world/world.ts'
import { errorBody } from './error-types.ts'
import { toBytes, toText, type WireResponse } from './wire.ts'

/** Returns the part of a target after the dot: `DynamoDB_20120810.PutItem`. */
export function operationOfTarget(service: Service, target: string): string | undefined {
  const prefix = service.target
  if (prefix === undefined || !target.startsWith(prefix)) return undefined
  return target.charCodeAt(prefix.length) === 46 ? target.slice(prefix.length + 1) : undefined
}

/** Whether an operation converts JSON to its input itself. */
export const takesJson = (
  operation: Operation | undefined,
): operation is Operation & { readonly parse: (body: unknown) => unknown } =>
  operation?.parse !== undefined

/** Returns the operation of that name, never an inherited member. */
export function findOperation(service: Service, name: string): Operation | undefined {
  const { operations } = service.room()
  return Object.hasOwn(operations, name) ? operations[name] : undefined
}

/** Parses the request's JSON. */
export function parseJson(body: unknown): unknown {
  try {
    return JSON.parse(toText(body))
  } catch {
    // Recorded by peers against AWS: no text at all when the body is no JSON (dynalite's index.js).
    throw new ServiceError('SerializationException', '')
  }
}

export const JSON_1_0 = 'application/x-amz-json-1.0'

export function jsonResponse(
  output: unknown,
  requestId: string,
  contentType: string = JSON_1_0,
  text?: string,
): WireResponse {
  // AWS: API_TagResource.html: an operation without output has an empty body.
  const body = text ?? (output === undefined ? '' : JSON.stringify(output))
  return {
    statusCode: 200,
    headers: { 'x-amzn-requestid': requestId, 'content-type': contentType },
    body: toBytes(body),
  }
}

/**
 * AWS names DynamoDB's own errors with the version in the namespace:
 * `com.amazonaws.dynamodb.v20120810#...`.
 */
function errorNamespace({ namespace, target }: Service): string {
  const version = target?.split('_')[1]
  return version ? `${namespace}.v${version}` : namespace
}

export function jsonErrorResponse(
  error: ServiceError,
  service: Service,
  requestId: string,
  contentType: string = JSON_1_0,
): WireResponse {
  const headers: Record<string, string> = {
    'x-amzn-requestid': requestId,
    'content-type': contentType,
  }
  const code = queryCodeOf(error, service)
  if (code !== undefined) headers['x-amzn-query-error'] = queryErrorHeader(error, code)
  return {
    statusCode: error.status,
    headers,
    body: toBytes(JSON.stringify(errorBody(error, errorNamespace(service)))),
  }
}

function queryCodeOf({ code, queryCode }: ServiceError, service: Service): string | undefined {
  if (queryCode !== undefined) return queryCode
  const { queryCodes } = service.room()
  return queryCodes && Object.hasOwn(queryCodes, code) ? queryCodes[code] : undefined
}

/**
 * AWS: services that once used the query protocol (SQS, CloudWatch) send its code in a header.
 * Clients show it as the error's code.
 */
const queryErrorHeader = ({ $fault }: ServiceError, code: string): string =>
  `${code};${$fault === 'client' ? 'Sender' : 'Receiver'}`
