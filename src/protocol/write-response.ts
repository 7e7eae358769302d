/** An operation's output as the wire response: the client's protocol object writes it as if it were a request. */
import { Readable } from 'node:stream'
import {
  httpOf,
  protocolName,
  serdeContext,
  toProtocolOperation,
  type OperationSchema,
  type SchemaConfig,
} from './operation-schema.ts'
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
    case 'ec2Query':
      return writeXmlResult(config, operation, output, requestId)
    case 'awsJson1_0':
    case 'awsJson1_1':
      return writeJson(config, operation, output, requestId)
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

/** AWS query protocol: `<PublishResponse><PublishResult>...</PublishResult><ResponseMetadata>...`. */
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
    // The serializer names the element after the shape; the protocol wants it named after the operation.
    result = String(serializer.flush())
      .replace(/^<[^\s>/]+[^>]*?(\/?)>/, `<${name}Result$1>`)
      .replace(/<\/[^<>]+>$/, `</${name}Result>`)
  }
  const xmlns = config.protocol.options?.xmlNamespace ?? ''
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`
  return {
    statusCode: 200,
    headers: { 'x-amzn-requestid': requestId, 'content-type': 'text/xml' },
    body: toBytes(`<${name}Response xmlns="${xmlns}">${result}${metadata}</${name}Response>`),
  }
}

/** REST protocols and CBOR: headers, payload and body members, by the protocol object. */
async function writeMessage(
  config: SchemaConfig,
  operation: OperationSchema,
  output: Output,
  requestId: string,
): Promise<WireResponse> {
  const schema = schemaOf(operation[5])
  const statusMember = memberWith(schema, 'httpResponseCode')
  const { [statusMember ?? '']: status, ...members } = output
  const request = await config.protocol.serializeRequest(
    {
      ...toProtocolOperation(operation),
      traits: { http: ['POST', '/', 200] },
      input: operation[5],
    },
    members,
    serdeContext(config),
  )
  const headers: Record<string, string> = { 'x-amzn-requestid': requestId, ...request.headers }
  if (hasEvents(schema) && headers['content-type'] === 'application/json') {
    headers['content-type'] = 'application/vnd.amazon.eventstream'
  }
  return {
    statusCode: typeof status === 'number' ? status : (httpOf(operation)?.[2] ?? 200),
    headers,
    body: hasStream(schema) ? toReadable(request.body) : toBytes(request.body),
  }
}

function memberWith(schema: NormalizedSchema, trait: 'httpResponseCode'): string | undefined {
  if (!schema.isStructSchema()) return undefined
  for (const [name, member] of schema.structIterator()) {
    if (member.getMergedTraits()[trait]) return name
  }
  return undefined
}

function streamingMember(schema: NormalizedSchema): NormalizedSchema | undefined {
  if (!schema.isStructSchema()) return undefined
  for (const [, member] of schema.structIterator()) if (member.isStreaming()) return member
  return undefined
}

const hasStream = (schema: NormalizedSchema): boolean => streamingMember(schema) !== undefined

/** An event stream, as against a stream of bytes. */
const hasEvents = (schema: NormalizedSchema): boolean =>
  streamingMember(schema)?.isStructSchema() === true

/** Clients expect a Node stream where the model says so. */
const toReadable = (body: unknown): Readable => {
  if (body instanceof Readable) return body
  return isStream(body) ? Readable.from(body) : Readable.from([toBytes(body)])
}
