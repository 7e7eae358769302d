/**
 * Reads a wire request as the operation's typed input, for any schema-based client. It runs the
 * client's own protocol object backwards: the protocol reads the request as if it were the response
 * of an operation whose output is the input. This file itself reads only labels, query strings, forms
 * and the headers of requests without a body.
 */
import { isImmutableBytes } from '../core/collections/immutable-bytes.ts'
import { plainRequest } from './content-coding.ts'
import { headerMembersOf, readHeaders } from './header-members.ts'
import {
  protocolName,
  requestBodyOf,
  sendsEvents,
  serdeContext,
  toProtocolOperation,
  urlMembersOf,
  type OperationSchema,
  type SchemaConfig,
} from './operation-schema.ts'
import { EC2_NAMES, NAMES, readForm } from './read-form.ts'
import { labelsOf } from './routing/routing.ts'
import { bucketOf, readUpload, S3_NAMESPACE } from './s3/body.ts'
import { protocols, schemaOf, type NormalizedSchema } from './smithy.ts'
import { toBytes, toText, type WireRequest } from './wire.ts'

export type Input = Record<string, unknown>

export async function readRequest(
  config: SchemaConfig,
  operation: OperationSchema,
  wire: WireRequest,
): Promise<Input> {
  // In S3, Content-Encoding describes the object.
  const request = operation[1] === S3_NAMESPACE ? wire : plainRequest(wire)
  switch (protocolName(config)) {
    case 'awsQuery':
      return readForm(operation[4], new URLSearchParams(toText(request.body)), NAMES)
    case 'ec2Query':
      return readForm(operation[4], new URLSearchParams(toText(request.body)), EC2_NAMES)
    case 'awsJson1_0':
    case 'awsJson1_1':
      return readJson(config, operation, request)
    case 'rpcv2Cbor':
      return readCbor(config, operation, request)
    default:
      return readRest(config, operation, request)
  }
}

async function readJson(
  { protocol }: SchemaConfig,
  operation: OperationSchema,
  request: WireRequest,
): Promise<Input> {
  const bytes = toBytes(request.body)
  if (bytes.length === 0 || schemaOf(operation[4]).isUnitSchema()) return {}
  return (await protocol.getPayloadCodec().createDeserializer().read(operation[4], bytes)) as Input
}

async function readCbor(
  config: SchemaConfig,
  operation: OperationSchema,
  request: WireRequest,
): Promise<Input> {
  const body = toBytes(request.body)
  const { $metadata: _, ...input } = await readMessage(
    config,
    operation,
    operation[4],
    request,
    body,
  )
  return input
}

/** Reads headers and body with the protocol object. */
async function readMessage(
  config: SchemaConfig,
  operation: OperationSchema,
  schema: unknown,
  request: WireRequest,
  body: unknown,
): Promise<Input> {
  return config.protocol.deserializeResponse(
    { ...toProtocolOperation(operation), output: schema },
    serdeContext(config),
    { statusCode: 200, headers: { ...request.headers }, body },
  )
}

/**
 * Adds the members of a message that was read, without what the protocol adds: `$metadata`, `{}` for
 * absent prefix headers, null for an absent payload. NOTE: deleting them afterwards would make every
 * later read of the input slow.
 */
function addMembers(found: Input, message: Input, prefixed: readonly string[]): Input {
  for (const name in message) {
    const value = message[name]
    if (name === '$metadata' || value === null) continue
    if (prefixed.includes(name) && Object.keys(value as object).length === 0) continue
    found[name] = value
  }
  return found
}

async function readRest(
  config: SchemaConfig,
  operation: OperationSchema,
  wire: WireRequest,
): Promise<Input> {
  let request = wire
  const found: Input = {}
  const input = schemaOf(operation[4])
  if (operation[1] === S3_NAMESPACE) {
    const hasBucket = urlMembersOf(operation).labels.some(([name]) => name === 'Bucket')
    const { bucket, path } = hasBucket ? bucketOf(wire) : { bucket: undefined, path: wire.path }
    if (bucket !== undefined) found['Bucket'] = bucket
    request = { ...(await readUpload(wire)), path }
  }
  const { schema, stream } = requestBodyOf(operation)
  if (input.isUnitSchema()) return found
  const members = headerMembersOf(schema)
  if (members) readHeaders(members, request.headers, createTextReader(config), found)
  else {
    const body = stream === undefined ? wholeOrEvents(operation, request) : new Uint8Array(0)
    const message = await readMessage(config, operation, schema, request, body)
    addMembers(found, message, urlMembersOf(operation).prefixed)
  }
  if (stream !== undefined && request.body !== undefined) found[stream] = request.body
  await readUrl(config, operation, request, found)
  return found
}

/** Events stay a stream. */
const wholeOrEvents = (operation: OperationSchema, { body }: WireRequest): unknown =>
  sendsEvents(operation) ? body : toBytes(isImmutableBytes(body) ? body.bytes() : body)

/** Reads the members in the path and the query. */
async function readUrl(
  config: SchemaConfig,
  operation: OperationSchema,
  { path, query }: WireRequest,
  found: Input,
): Promise<void> {
  const texts = labelsOf(operation, path)
  const { labels, queries, rest, taken } = urlMembersOf(operation)
  const reader = createTextReader(config)
  for (const [name, schema] of labels) {
    if (texts[name] !== undefined) found[name] = await reader(schema, texts[name])
  }
  for (const [name, queryName, schema] of queries) {
    const value = Object.hasOwn(query, queryName) ? query[queryName] : undefined
    if (value !== undefined && value !== null) found[name] = await readQuery(reader, schema, value)
  }
  if (rest) readOthers(rest, query, taken, found)
}

type TextReader = (schema: NormalizedSchema, text: string) => unknown

const EPOCH_SECONDS = 7
const DATE_TIME = 5

function createTextReader(config: SchemaConfig): TextReader {
  const { FromStringShapeDeserializer } = protocols()
  const isXml = protocolName(config) === 'restXml'
  const deserializer = new FromStringShapeDeserializer({
    httpBindings: true,
    timestampFormat: { useTrait: true, default: isXml ? DATE_TIME : EPOCH_SECONDS },
  })
  deserializer.setSerdeContext(config as never)
  return (schema, text): unknown => deserializer.read(schema, text)
}

async function readQuery(
  reader: TextReader,
  schema: NormalizedSchema,
  value: string | readonly string[],
): Promise<unknown> {
  const values = typeof value === 'string' ? [value] : value
  if (!schema.isListSchema()) return reader(schema, values[0] ?? '')
  return Promise.all(values.map(async (text) => reader(schema.getValueSchema(), text)))
}

/** Reads `httpQueryParams`: every query member that belongs to no other member. */
function readOthers(
  [name, schema]: readonly [string, NormalizedSchema],
  query: WireRequest['query'],
  taken: ReadonlySet<string>,
  found: Input,
): void {
  const others = Object.entries(query).filter(([key]) => !taken.has(key))
  if (others.length === 0) return
  const asList = schema.getValueSchema().isListSchema()
  found[name] = Object.fromEntries(
    others.map(([key, value]) => [key, asList && !Array.isArray(value) ? [value] : value]),
  )
}
