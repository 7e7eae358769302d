/**
 * Writes AWS's error answers in each protocol. Clients rebuild their own exception classes from
 * them.
 */
import type { ServiceError } from '../core/errors.ts'
import { elements } from './error-elements.ts'
import { protocolName, type OperationSchema, type SchemaConfig } from './operation-schema.ts'
import { queryJsonError } from './query-json.ts'
import { s3Error } from './s3/answers.ts'
import { S3_NAMESPACE } from './s3/body.ts'
import { cbor, schemaOf } from './smithy.ts'
import { toWireJson } from './wire-json.ts'
import { toBytes, type WireResponse } from './wire.ts'

interface ErrorNames {
  /** Name of the error's shape: `QueueDoesNotExist`. */
  readonly shape: string
  /** Its code in the query protocol: `AWS.SimpleQueueService.NonExistentQueue`. */
  readonly query: string
  /** Members that are headers on the wire: `retryAfterSeconds` -> `Retry-After`. */
  readonly headers: ReadonlyMap<string, string>
  /** The name of the message's member in the model. Some errors of Lambda have a capital. */
  readonly message: 'message' | 'Message'
}

const NO_HEADERS: ReadonlyMap<string, string> = new Map()

interface ErrorRegistry {
  getSchema(id: string): unknown
  find?(matches: (schema: unknown) => boolean): unknown
}

const queryCode = (schema: unknown): string | undefined =>
  (schemaOf(schema).getMergedTraits() as { awsQueryError?: readonly [string, number] })
    .awsQueryError?.[0]

function findErrorSchema(registry: ErrorRegistry, namespace: string, code: string): unknown {
  try {
    return registry.getSchema(`${namespace}#${code}`)
  } catch {
    // Not modelled under this name (AccessDenied, Throttling, ...), or found by its code in the
    // query protocol.
    return registry.find?.((schema) => Array.isArray(schema) && queryCode(schema) === code)
  }
}

function namesOf(config: SchemaConfig, operation: OperationSchema, code: string): ErrorNames {
  const registry = config.protocol.compositeErrorRegistry
  const schema = registry && findErrorSchema(registry, operation[1], code)
  if (!Array.isArray(schema))
    return { shape: code, query: code, headers: NO_HEADERS, message: 'message' }
  const normalized = schemaOf(schema)
  const headers = new Map<string, string>()
  for (const [name, member] of normalized.structIterator()) {
    const { httpHeader } = member.getMergedTraits()
    if (typeof httpHeader === 'string') headers.set(name, httpHeader.toLowerCase())
  }
  const shape = String(schema[2])
  const message = Object.hasOwn(normalized.getMemberSchemas(), 'Message') ? 'Message' : 'message'
  return { shape, query: queryCode(schema) ?? shape, headers, message }
}

/** The facts of an error in AWS's model. */
export interface ErrorModel {
  readonly status: number
  readonly members: readonly string[]
}

interface ErrorTraits {
  readonly httpError?: number
  readonly error?: 'client' | 'server'
}

/** Returns the facts of an error, or undefined if the client does not know it. */
export function errorModelOf(
  { protocol }: SchemaConfig,
  operation: OperationSchema,
  code: string,
): ErrorModel | undefined {
  const registry = protocol.compositeErrorRegistry
  const schema = registry && findErrorSchema(registry, operation[1], code)
  if (!Array.isArray(schema)) return undefined
  const normalized = schemaOf(schema)
  const { httpError, error } = normalized.getMergedTraits() as ErrorTraits
  return {
    // AWS: the Smithy specification, "httpError trait": 400 and 500 if a model only says whose
    // fault it is.
    status: httpError ?? (error === 'server' ? 500 : 400),
    members: Object.keys(normalized.getMemberSchemas()),
  }
}

const faultType = (error: ServiceError): string =>
  error.$fault === 'client' ? 'Sender' : 'Receiver'

/**
 * AWS: services that once used the query protocol (SQS, CloudWatch) send its code in a header.
 * Clients show it as the error's code.
 */
function addQueryCode(
  headers: Record<string, string>,
  error: ServiceError,
  { shape, query }: ErrorNames,
): void {
  if (query === shape && error.queryCode === undefined) return
  headers['x-amzn-query-error'] = `${query};${faultType(error)}`
}

export function writeError(
  config: SchemaConfig,
  operation: OperationSchema,
  error: ServiceError,
  requestId: string,
): WireResponse {
  const modelled = namesOf(config, operation, error.code)
  const names = { ...modelled, query: error.queryCode ?? modelled.query }
  switch (protocolName(config)) {
    case 'awsJson1_0':
    case 'awsJson1_1':
      return jsonError(config, operation, error, names, requestId)
    case 'rpcv2Cbor':
      return cborError(operation, error, names, requestId)
    case 'restJson1':
      return restJsonError(error, names, requestId)
    case 'awsQuery':
      return config.answersInJson
        ? queryJsonError(error, names.query, requestId)
        : queryError(error, names, requestId)
    case 'ec2Query':
      return ec2Error(error, names, requestId)
    case 'restXml':
      return operation[1] === S3_NAMESPACE
        ? s3Error(operation, error, requestId)
        : xmlError(error, names, requestId)
  }
}

/** Converts fields to JSON: bytes to base64, times to epoch seconds. */
const jsonFields = (fields: ServiceError['fields']): Record<string, unknown> =>
  toWireJson(fields) as Record<string, unknown>

function jsonError(
  config: SchemaConfig,
  operation: OperationSchema,
  error: ServiceError,
  names: ErrorNames,
  requestId: string,
): WireResponse {
  const headers: Record<string, string> = {
    'x-amzn-requestid': requestId,
    'content-type': config.protocol.getDefaultContentType(),
  }
  addQueryCode(headers, error, names)
  const body = {
    __type: `${operation[1]}#${names.shape}`,
    [names.message]: error.message,
    ...jsonFields(error.fields),
  }
  return { statusCode: error.status, headers, body: toBytes(JSON.stringify(body)) }
}

function cborError(
  operation: OperationSchema,
  error: ServiceError,
  names: ErrorNames,
  requestId: string,
): WireResponse {
  const headers: Record<string, string> = {
    'x-amzn-requestid': requestId,
    'content-type': 'application/cbor',
    'smithy-protocol': 'rpc-v2-cbor',
  }
  addQueryCode(headers, error, names)
  const body = {
    __type: `${operation[1]}#${names.shape}`,
    [names.message]: error.message,
    ...error.fields,
  }
  return {
    statusCode: error.status,
    headers,
    body: toBytes(cbor().cbor.serialize(body)),
  }
}

function restJsonError(error: ServiceError, names: ErrorNames, requestId: string): WireResponse {
  const headers: Record<string, string> = {
    'x-amzn-requestid': requestId,
    'x-amzn-errortype': names.shape,
    'content-type': 'application/json',
  }
  const body: Record<string, unknown> = { [names.message]: error.message }
  for (const [name, value] of Object.entries(jsonFields(error.fields))) {
    const header = names.headers.get(name)
    if (header) headers[header] = String(value)
    else body[name] = value
  }
  // Some answers have no body: clients then show a message of their own.
  const isEmpty = error.message === '' && Object.keys(body).length === 1
  return {
    statusCode: error.status,
    headers,
    body: isEmpty ? toBytes('') : toBytes(JSON.stringify(body)),
  }
}

function queryError(error: ServiceError, { query }: ErrorNames, requestId: string): WireResponse {
  const content = elements({
    Type: faultType(error),
    Code: query,
    Message: error.message,
    ...error.fields,
  })
  return {
    statusCode: error.status,
    headers: { 'x-amzn-requestid': requestId, 'content-type': 'text/xml' },
    body: toBytes(
      `<ErrorResponse><Error>${content}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    ),
  }
}

// AWS: the Smithy specification, "AWS EC2 query protocol", error responses.
function ec2Error(error: ServiceError, { query }: ErrorNames, requestId: string): WireResponse {
  const content = elements({ Code: query, Message: error.message, ...error.fields })
  return {
    statusCode: error.status,
    headers: { 'x-amzn-requestid': requestId, 'content-type': 'text/xml' },
    body: toBytes(
      `<Response><Errors><Error>${content}</Error></Errors><RequestID>${requestId}</RequestID></Response>`,
    ),
  }
}

function xmlError(error: ServiceError, { shape }: ErrorNames, requestId: string): WireResponse {
  const content = elements({
    Code: shape,
    Message: error.message,
    ...error.fields,
    RequestId: requestId,
  })
  return {
    statusCode: error.status,
    headers: {
      'x-amz-request-id': requestId,
      'x-amzn-requestid': requestId,
      'content-type': 'application/xml',
    },
    body: toBytes(`<?xml version="1.0" encoding="UTF-8"?><Error>${content}</Error>`),
  }
}
