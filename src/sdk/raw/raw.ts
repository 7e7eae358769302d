/**
 * Answers raw AWS requests with any signature, from any language: those of `region.fetch`,
 * `region.listen` and the interceptors of `miniregion/auto`.
 */
import { UnsupportedError, type ServiceError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { Stubs } from '../../core/planned/stubs.ts'
import type { Caller, Service, World } from '../../core/world/world.ts'
import { normalizeHostname } from '../../protocol/routing/aws-host.ts'
import {
  identifyService,
  isServiceOf,
  type AwsService,
} from '../../protocol/routing/aws-services.ts'
import {
  answerBeforeDispatch,
  answerType,
  withStandardHeaders,
} from '../../protocol/dynamodb/front.ts'
import { plainRequest } from '../../protocol/content-coding.ts'
import { jsonErrorResponse } from '../../protocol/json-path.ts'
import { configForRequest } from '../../protocol/protocol-of-request.ts'
import { protocolName, type OperationSchema } from '../../protocol/operation-schema.ts'
import { routeRest } from '../../protocol/routing/routing.ts'
import { routeS3 } from '../../protocol/routing/s3-routing.ts'
import { nextRequestId } from '../../protocol/s3/answers.ts'
import { S3_NAMESPACE } from '../../protocol/s3/body.ts'
import { checkSignature, signatureOf, type Signature } from '../../protocol/signature.ts'
import {
  isForm,
  isStream,
  readStream,
  toBytes,
  toText,
  type WireRequest,
  type WireResponse,
} from '../../protocol/wire.ts'
import { answerJson, dynamoRequestId, findJsonRoute, type Origin } from '../answer/answer-json.ts'
import type { StubbedRequest } from '../client/answer-stubbed.ts'
import { CREDENTIALS } from '../answer/operation-context.ts'
import { regionFor } from '../client/handler.ts'
export { regionTimeOf } from '../client/signing-times.ts'
import { rooms } from '../rooms.ts'
import { schemasOf, type ClientSchemas } from './client-packages.ts'
import { answerQuery, isQuery, queryProtocolOf } from './query-requests.ts'
import { unroutable, unsigned } from './raw-errors.ts'

/** A raw HTTP request to AWS. */
export interface AwsRequest {
  readonly method: string
  /**
   * A full URL (`https://dynamodb.us-east-1.amazonaws.com/`), or a path with the host in the
   * headers.
   */
  readonly url: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body?: Uint8Array | string | undefined
  readonly signal?: AbortSignal
  /** Whether its service has checked who sends it: a signed URL, or a request of everyone. */
  readonly isChecked?: boolean
  /** The record of the service that sends it. Absent for a request from outside the region. */
  readonly sentBy?: JournalRecord
  /** The credentials of the role that the service took on for it. */
  readonly sentWith?: Caller | undefined
}

export interface AwsResponse {
  readonly status: number
  readonly headers: Record<string, string>
  /** Complete, even if the operation streams its answer. */
  readonly body: Uint8Array
}

function lowerCase(headers: AwsRequest['headers']): Record<string, string> {
  const lower: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined)
      lower[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value)
  }
  return lower
}

function toWireRequest(request: AwsRequest): WireRequest {
  const headers = lowerCase(request.headers)
  const url = new URL(request.url, `http://${headers['host'] ?? 'localhost'}`)
  const query: Record<string, string | string[]> = Object.create(null) as Record<string, string>
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name)
    const [only = ''] = values
    query[name] = values.length === 1 ? only : values
  }
  return {
    method: request.method.toUpperCase(),
    hostname: normalizeHostname(url.hostname),
    // The management API of WebSocket connections: an escaped '@' is the same path.
    path: url.pathname.replace(/\/%40connections\//i, '/@connections/'),
    query,
    headers,
    // An empty body is absent on the wire.
    body: request.body?.length ? request.body : undefined,
  }
}

/**
 * Answers a raw AWS request in `world`. Rejects with an UnsupportedError for a call that is not
 * simulated. Errors of AWS are answers.
 */
export async function handleAwsRequest(home: World, request: AwsRequest): Promise<AwsResponse> {
  const wire = toWireRequest(request)
  const signature = signatureOf(wire)
  const world = regionFor(home, signature?.region)
  const refusal = refusalOf(world, request, wire, signature)
  const isOwn =
    world.ports.permissions?.isEnforced === true &&
    secretOf(signature?.accessKeyId ?? '') !== undefined
  const origin = {
    ...originOf(request, signature),
    // The test's own keys are the account's owner's.
    ...(isOwn && { caller: undefined }),
    ...(refusal && { refusal }),
  }
  const stubbed = world.stubs && rooms.stubbed().findByRequest(world.services, world.stubs, wire)
  const response = stubbed
    ? await answerRawStub(world, { ...stubbed, request: wire, origin })
    : await answerSimulated(world, wire, signature, origin)
  const body = isStream(response.body) ? await readStream(response.body) : toBytes(response.body)
  return { status: response.statusCode, headers: response.headers, body }
}

/** Regions that enforce permissions check the signatures of keys that they know. */
function refusalOf(
  world: World,
  { sentBy, isChecked, url, body }: AwsRequest,
  { method, headers }: WireRequest,
  signature: Signature | undefined,
): ServiceError | undefined {
  if (!signature || sentBy || isChecked || world.ports.permissions?.isEnforced !== true)
    return undefined
  const { accessKeyId } = signature
  const secret =
    secretOf(accessKeyId) ??
    world.ports.callerIdentities?.secretOf(accessKeyId) ??
    world.ports.identities?.userOf(accessKeyId)?.secret
  // Authorization refuses keys that no one has.
  if (secret === undefined) return undefined
  const sent = {
    method,
    url: new URL(url, `http://${headers['host'] ?? 'localhost'}`),
    headers,
    body,
  }
  return rooms.signatures().checkSigned(world, sent, secret)
}

/** AWS checks the signature before anything else. */
const signatureError = (
  request: WireRequest,
  { isChecked, refusal }: Origin,
): ServiceError | undefined =>
  isChecked === true ? undefined : (checkSignature(request) ?? refusal)

/** Whether AWS answers the operation to everyone. A signature on it means nothing. */
const isPublic = ({ client }: Service, { headers }: WireRequest): boolean => {
  const [, operation = ''] = headers['x-amz-target']?.split('.') ?? []
  return client?.publicOperations?.includes(operation) === true
}

async function answerRawStub(world: World, call: StubbedRequest): Promise<WireResponse> {
  const error = signatureError(call.request, call.origin)
  const { config, operation } = call
  if (error) return unsigned({ config, namespace: operation[1] }, error, world.ids.uuid('request'))
  return rooms
    .stubbed()
    .answerStubbed(world, call, (request) =>
      answerSimulated(world, request, signatureOf(request), call.origin),
    )
}

async function answerSimulated(
  world: World,
  wire: WireRequest,
  signature: Signature | undefined,
  origin: Origin,
): Promise<WireResponse> {
  const service = identifyService(world.services, wire, signature?.service)
  if (typeof service === 'string')
    throw world.refuse(rooms.bySchema().unknownService(world, service, targetOf(wire)))
  return isDynamo(service)
    ? answerDynamo(world, service, wire, origin)
    : answerOther(world, service, wire, origin)
}

/**
 * Returns the secret of an access key: that of `region.sdk`, and the one in the environment.
 * Undefined for keys that the region does not know.
 */
export function secretOf(accessKeyId: string): string | undefined {
  if (accessKeyId === CREDENTIALS.accessKeyId) return CREDENTIALS.secretAccessKey
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env
  return accessKeyId === AWS_ACCESS_KEY_ID ? AWS_SECRET_ACCESS_KEY : undefined
}

/** Returns AWS's name of a request's service, or the name in its host. */
export function nameOfService(world: World, request: Omit<AwsRequest, 'body'>): string {
  const wire = toWireRequest(request)
  const service = identifyService(world.services, wire, signatureOf(wire)?.service)
  return typeof service === 'string' ? service : service.title
}

/** Whether this region simulates the service of a request, or a stub may answer it. */
export function isAnswered(world: World, request: Omit<AwsRequest, 'body'>): boolean {
  const wire = toWireRequest(request)
  const service = identifyService(world.services, wire, signatureOf(wire)?.service)
  const isSimulated =
    typeof service !== 'string' &&
    world.services.some(({ namespace }) => namespace === service.namespace)
  return (
    isSimulated || (world.stubs !== undefined && mayBeStubbed(world.services, world.stubs, wire))
  )
}

/** A form names its operation in the body, which has not been read. */
function mayBeStubbed(services: readonly Service[], stubs: Stubs, request: WireRequest): boolean {
  if (!isForm(request)) return rooms.stubbed().findByRequest(services, stubs, request) !== undefined
  const signed = signatureOf(request)?.service
  return stubs.operations.some(({ namespace }) => isServiceOf(services, namespace, request, signed))
}

function originOf(
  { signal, sentBy, sentWith, isChecked }: AwsRequest,
  signature: Signature | undefined,
): Origin {
  if (sentBy) return { source: 'integration', signal, cause: sentBy, caller: sentWith }
  if (!signature) return { source: 'raw', signal, isChecked }
  const { accessKeyId, sessionToken } = signature
  const caller = sessionToken === undefined ? { accessKeyId } : { accessKeyId, sessionToken }
  return { source: 'raw', signal, caller, isChecked }
}

const targetOf = ({ headers }: WireRequest): string | undefined =>
  headers['x-amz-target']?.split('.')[1]

const isDynamo = ({ target }: AwsService): boolean => target?.startsWith('DynamoDB') === true

/** Without the SDK: no client package is needed. */
async function answerDynamo(
  world: World,
  service: AwsService,
  wire: WireRequest,
  origin: Origin,
): Promise<WireResponse> {
  const request = plainRequest(wire)
  if (request.headers['smithy-protocol'] !== undefined) {
    const parameter = 'the CBOR protocol in a raw request'
    throw world.refuse(new UnsupportedError({ service: service.title, parameter }))
  }
  const requestId = dynamoRequestId(world)
  const refused = answerBeforeDispatch(request, world.options.region)
  if (refused) return withStandardHeaders(refused, request, requestId)
  if (origin.refusal) {
    const own = world.services.find(({ namespace }) => namespace === service.namespace)
    if (own)
      return withStandardHeaders(
        jsonErrorResponse(origin.refusal, own, requestId, answerType(request)),
        request,
        requestId,
      )
  }
  const path = findJsonRoute(world, request)
  if (!path)
    throw world.refuse(rooms.bySchema().unknownService(world, service.title, targetOf(request)))
  const type = answerType(request)
  return withStandardHeaders(
    await answerJson(world, path, request, origin, type, requestId),
    request,
    requestId,
  )
}

async function answerOther(
  world: World,
  service: AwsService,
  request: WireRequest,
  origin: Origin,
): Promise<WireResponse> {
  const simulated = world.services.find(({ namespace }) => namespace === service.namespace)
  if (!simulated) {
    throw world.refuse(rooms.bySchema().unknownService(world, service.title, targetOf(request)))
  }
  const schemas = inAcceptedFormat(schemasOf(world, service), request)
  const requestId = nextRequestId(world.ids, service.namespace)
  const error = isPublic(simulated, request) ? undefined : signatureError(request, origin)
  const { config } = schemas
  const { namespace } = service
  if (error) return unsigned({ config, namespace }, error, requestId)
  const query = queryProtocolOf(service, origin)
  if (query && isQuery(request)) return answerQuery(world, query, schemas, request, origin)
  const operation = routeOf(schemas, request)
  if (!operation) return unroutable({ config, namespace }, request, requestId)
  return rooms
    .bySchema()
    .answerOperation(world, configFor(schemas, operation, request), operation, request, origin)
}

/** AWS: the query protocol answers in JSON where the request accepts that. */
function inAcceptedFormat(schemas: ClientSchemas, { headers }: WireRequest): ClientSchemas {
  if (!headers['accept']?.includes('application/json')) return schemas
  return { ...schemas, config: { ...schemas.config, answersInJson: true } }
}

/** A service with several protocols answers in the one of the request. */
const configFor = (
  { config }: ClientSchemas,
  operation: OperationSchema,
  request: WireRequest,
): ClientSchemas['config'] =>
  request.headers['smithy-protocol'] === 'rpc-v2-cbor' && protocolName(config) !== 'rpcv2Cbor'
    ? { ...config, ...configForRequest(operation, request) }
    : config

function routeOf(
  { config, operations }: ClientSchemas,
  request: WireRequest,
): OperationSchema | undefined {
  const named = (name: string | null | undefined): OperationSchema | undefined =>
    operations.find((operation) => operation[2] === name)
  switch (protocolName(config)) {
    case 'awsJson1_0':
    case 'awsJson1_1':
      return named(targetOf(request) ?? /\/operation\/(\w+)$/.exec(request.path)?.[1])
    case 'awsQuery':
    case 'ec2Query':
      return named(new URLSearchParams(toText(plainRequest(request).body)).get('Action'))
    case 'rpcv2Cbor':
      return named(/\/operation\/(\w+)$/.exec(request.path)?.[1])
    default:
      return routeByPath(operations, request)
  }
}

function routeByPath(
  operations: readonly OperationSchema[],
  request: WireRequest,
): OperationSchema | undefined {
  if (operations[0]?.[1] === S3_NAMESPACE) return routeS3(operations, request)
  for (const path of basePaths(request.path)) {
    const routed = routeRest(operations, { ...request, path })
    if (routed) return routed.operation
  }
  return undefined
}

/** The path, and the rest of it after a WebSocket API's stage. */
const basePaths = (path: string): string[] => {
  const behindStage = path.indexOf('/@connections/')
  return behindStage > 0 ? [path.slice(behindStage)] : [path]
}
