/**
 * Writes an operation's output as the wire response. The client's protocol object writes it as if
 * it were a request.
 */
import { Readable } from 'node:stream'
import {
  isImmutableBytes,
  PIECE_BYTES,
  type ImmutableBytes,
} from '../core/collections/immutable-bytes.ts'
import { breakable, withFailure, type BreakableEvents } from './event-failure.ts'
import { headerMembersOf, writeHeaders, type HeaderMembers } from './header-members.ts'
import {
  httpOf,
  protocolName,
  responseSchemaOf,
  serdeContext,
  toProtocolOperation,
  type OperationSchema,
  type SchemaConfig,
} from './operation-schema.ts'
import { writeQueryJson } from './query-json.ts'
import { s3Body, s3Headers, s3Status } from './s3/answers.ts'
import { S3_NAMESPACE } from './s3/body.ts'
import { awsProtocols, schemaOf, type NormalizedSchema } from './smithy.ts'
import { isStream, toBytes, type WireResponse } from './wire.ts'

export type Output = Record<string, unknown>

export async function writeResponse(
  config: SchemaConfig,
  operation: OperationSchema,
  output: Output,
  requestId: string,
): Promise<WireResponse> {
  switch (protocolName(config)) {
    case 'awsQuery':
      return config.answersInJson
        ? writeQueryJson(operation, output, requestId)
        : writeXmlResult(config, operation, output, requestId)
    case 'ec2Query':
      return writeXmlResult(config, operation, output, requestId)
    case 'awsJson1_0':
    case 'awsJson1_1':
      return hasEvents(schemaOf(operation[5]))
        ? writeMessage(config, operation, output, requestId)
        : writeJson(config, operation, output, requestId)
    default:
      return writeMessage(config, operation, output, requestId)
  }
}

function writeJson(
  config: SchemaConfig,
  operation: OperationSchema,
  output: Output,
  requestId: string,
): WireResponse {
  const { protocol } = config
  let body: unknown = '{}'
  if (!schemaOf(operation[5]).isUnitSchema()) {
    const serializer = protocol.getPayloadCodec().createSerializer()
    serializer.setSerdeContext(config)
    serializer.write(schemaOf(operation[5]), output)
    body = serializer.flush()
  }
  return {
    statusCode: 200,
    headers: {
      'x-amzn-requestid': requestId,
      'content-type': protocol.getDefaultContentType(),
    },
    body: toBytes(body),
  }
}

const DATE_TIME = 5

/**
 * AWS query protocol: `<PublishResponse><PublishResult>...</PublishResult><ResponseMetadata>...`.
 */
function writeXmlResult(
  config: SchemaConfig,
  operation: OperationSchema,
  output: Output,
  requestId: string,
): WireResponse {
  const [, namespace, name] = operation
  const schema = schemaOf(operation[5])
  let result = ''
  if (!schema.isUnitSchema()) {
    const serializer = new (awsProtocols().XmlShapeSerializer)({
      timestampFormat: { useTrait: true, default: DATE_TIME },
      httpBindings: false,
      xmlNamespace: undefined as never,
      serviceNamespace: namespace,
    })
    serializer.setSerdeContext(config as never)
    serializer.write(schema, output)
    // The serializer names the element after the shape. The protocol names it after the operation.
    result = String(serializer.flush())
      .replace(/^<[^\s>/]+[^>]*?(\/?)>/, `<${name}Result$1>`)
      .replace(/<\/[^<>]+>$/, `</${name}Result>`)
  }
  const xmlns = config.protocol.options?.xmlNamespace ?? ''
  if (protocolName(config) === 'ec2Query') {
    // AWS: the Smithy specification, "AWS EC2 query protocol": members and request id without an
    // element around them.
    const members = result.replace(/^<[^>]*\/>$|^<[^>]*>|<\/[^<>]+>$/g, '')
    const content = `${members}<requestId>${requestId}</requestId>`
    return xmlResult(`<${name}Response xmlns="${xmlns}">${content}</${name}Response>`, requestId)
  }
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`
  const content = `${result}${metadata}`
  return xmlResult(`<${name}Response xmlns="${xmlns}">${content}</${name}Response>`, requestId)
}

const xmlResult = (text: string, requestId: string): WireResponse => ({
  statusCode: 200,
  headers: { 'x-amzn-requestid': requestId, 'content-type': 'text/xml' },
  body: toBytes(text),
})

/**
 * Writes responses of the REST protocols and CBOR with the protocol object: headers, payload and
 * body members.
 */
async function writeMessage(
  config: SchemaConfig,
  operation: OperationSchema,
  output: Output,
  requestId: string,
): Promise<WireResponse> {
  const schema = schemaOf(operation[5])
  const headersOnly = isRest(config) ? headerMembersOf(responseSchemaOf(operation)) : undefined
  if (headersOnly) return writeHeadersOnly(operation, headersOnly, output, requestId)
  const { status, rest } = splitStatus(schema, output)
  const events = eventsOf(schema, rest)
  const members = events ? { ...rest, [events.member]: events.stream.events } : rest
  const request = await config.protocol.serializeRequest(
    {
      ...toProtocolOperation(operation),
      traits: { http: ['POST', '/', 200] },
      input: responseSchemaOf(operation),
    },
    members,
    serdeContext(config),
  )
  const isS3 = operation[1] === S3_NAMESPACE
  const headers = Object.assign(ownHeaders(operation, requestId), request.headers)
  if (hasEvents(schema) && !namesContentType(schema, output)) {
    headers['content-type'] = 'application/vnd.amazon.eventstream'
  }
  const body = events
    ? withFailure(request.body as AsyncIterable<Uint8Array>, events.stream.failure, events.union)
    : isS3
      ? s3Body(operation, request.body)
      : request.body
  const usual = isS3 ? s3Status(operation, output) : usualStatus(operation)
  return {
    statusCode: typeof status === 'number' ? status : usual,
    headers,
    body: hasStream(schema) ? toReadable(body) : toBytes(body),
  }
}

const isRest = (config: SchemaConfig): boolean => protocolName(config).startsWith('rest')

/** Writes an answer of which every member is a header, beside a stream of bytes. */
function writeHeadersOnly(
  operation: OperationSchema,
  members: HeaderMembers,
  output: Output,
  requestId: string,
): WireResponse {
  const isS3 = operation[1] === S3_NAMESPACE
  const headers = ownHeaders(operation, requestId)
  const body = writeHeaders(members, output, headers)
  return {
    statusCode: isS3 ? s3Status(operation, output) : usualStatus(operation),
    headers,
    body:
      members.stream === undefined
        ? toBytes(isS3 ? s3Body(operation, body) : body)
        : toReadable(body),
  }
}

const ownHeaders = (operation: OperationSchema, requestId: string): Record<string, string> =>
  operation[1] === S3_NAMESPACE ? s3Headers(requestId) : { 'x-amzn-requestid': requestId }

const usualStatus = (operation: OperationSchema): number => httpOf(operation)?.[2] ?? 200

/** NOTE: without such a member the output itself is the rest. A copy of it costs microseconds. */
function splitStatus(
  schema: NormalizedSchema,
  output: Output,
): { readonly status?: unknown; readonly rest: Output } {
  const member = statusMemberOf(schema)
  if (member === undefined) return { rest: output }
  const { [member]: status, ...rest } = output
  return { status, rest }
}

const statusMembers = new WeakMap<object, string | undefined>()

/** Returns the member of an output that is the status of the answer, if any. */
function statusMemberOf(schema: NormalizedSchema): string | undefined {
  if (!schema.isStructSchema()) return undefined
  const key = schema.getSchema() as object
  if (!statusMembers.has(key)) statusMembers.set(key, memberWith(schema, 'httpResponseCode'))
  return statusMembers.get(key)
}

function memberWith(schema: NormalizedSchema, trait: 'httpResponseCode'): string | undefined {
  for (const [name, member] of schema.structIterator()) {
    if (member.getMergedTraits()[trait]) return name
  }
  return undefined
}

interface StreamingMember {
  readonly name: string
  readonly schema: NormalizedSchema
}

const streamingMembers = new WeakMap<object, StreamingMember | undefined>()

/** Returns the streamed member of an output, if any. */
export function streamingMember(schema: NormalizedSchema): StreamingMember | undefined {
  if (!schema.isStructSchema()) return undefined
  const key = schema.getSchema() as object
  if (!streamingMembers.has(key)) streamingMembers.set(key, findStreaming(schema))
  return streamingMembers.get(key)
}

function findStreaming(schema: NormalizedSchema): StreamingMember | undefined {
  for (const [name, member] of schema.structIterator()) {
    if (member.isStreaming()) return { name, schema: member }
  }
  return undefined
}

const hasStream = (schema: NormalizedSchema): boolean => streamingMember(schema) !== undefined

/** Whether a stream consists of events instead of bytes. */
const hasEvents = (schema: NormalizedSchema): boolean =>
  streamingMember(schema)?.schema.isStructSchema() === true

interface Events {
  readonly member: string
  readonly union: NormalizedSchema
  readonly stream: BreakableEvents
}

/** Returns the events of an answer, if any. */
function eventsOf(schema: NormalizedSchema, output: Output): Events | undefined {
  const member = streamingMember(schema)
  const events = member && output[member.name]
  if (!member?.schema.isStructSchema() || !isStream(events)) return undefined
  return { member: member.name, union: member.schema, stream: breakable(events) }
}

/** Clients expect a Node stream for members that the model streams. */
const toReadable = (body: unknown): Readable => {
  if (body instanceof Readable) return body
  if (isImmutableBytes(body)) return streamOf(body)
  return isStream(body) ? Readable.from(body) : Readable.from([toBytes(body)])
}

function streamOf(bytes: ImmutableBytes): Readable {
  const pieces = bytes.pieces()
  return new Readable({
    highWaterMark: PIECE_BYTES,
    read() {
      const next = pieces.next()
      this.push(next.done ? null : next.value)
    },
  })
}

/** Whether the output names the content type of its stream, like Lambda's response streams. */
function namesContentType(schema: NormalizedSchema, output: Output): boolean {
  if (!schema.isStructSchema()) return false
  for (const [name, member] of schema.structIterator()) {
    const header: unknown = member.getMergedTraits().httpHeader
    if (String(header).toLowerCase() === 'content-type') return output[name] !== undefined
  }
  return false
}
