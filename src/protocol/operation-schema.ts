/**
 * The schemas of a client: its protocol object, its operations, and where each member is on the
 * wire.
 */
import { schemaOf, type NormalizedSchema } from './smithy.ts'

/**
 * The static form in which clients export operations: `[9, 'com.amazonaws.lambda', 'Invoke',
 * traits, input, output]`.
 */
export type OperationSchema = readonly [
  kind: 9,
  namespace: string,
  name: string,
  traits: { readonly http?: readonly [method: string, uri: string, status: number] } | number,
  input: unknown,
  output: unknown,
]

/** The form of an operation for protocol objects. */
export interface ProtocolOperation {
  readonly namespace: string
  readonly name: string
  readonly traits: unknown
  readonly input: unknown
  readonly output: unknown
}

interface Serializer {
  setSerdeContext(context: object): void
  write(schema: unknown, value: unknown): void
  flush(): unknown
}

interface Protocol {
  getShapeId(): string
  getDefaultContentType(): string
  getPayloadCodec(): {
    createSerializer(): Serializer
    createDeserializer(): { read(schema: unknown, data: Uint8Array): unknown }
  }
  serializeRequest(
    operation: ProtocolOperation,
    input: object,
    context: object,
  ): Promise<{ readonly headers: Record<string, string>; readonly body: unknown }>
  deserializeResponse(
    operation: ProtocolOperation,
    context: object,
    response: object,
  ): Promise<Record<string, unknown>>
  readonly options?: { readonly xmlNamespace?: string }
  readonly compositeErrorRegistry?: { getSchema(id: string): unknown }
}

/** A resolved client config with a protocol object. Clients have one since about 3.950. */
export interface SchemaConfig {
  readonly protocol: Protocol
  readonly streamCollector?: unknown
  readonly utf8Encoder?: unknown
  /** Whether the query protocol answers in JSON instead of XML, as the request asked. */
  readonly answersInJson?: boolean
}

export type ProtocolName =
  'awsJson1_0' | 'awsJson1_1' | 'restJson1' | 'restXml' | 'awsQuery' | 'ec2Query' | 'rpcv2Cbor'

export const protocolName = ({ protocol }: SchemaConfig): ProtocolName =>
  protocol.getShapeId().split('#')[1] as ProtocolName

export const isOperationSchema = (value: unknown): value is OperationSchema =>
  Array.isArray(value) && value[0] === 9 && typeof value[2] === 'string'

export const toProtocolOperation = (schema: OperationSchema): ProtocolOperation => ({
  namespace: schema[1],
  name: schema[2],
  traits: schema[3],
  input: schema[4],
  output: schema[5],
})

/** `['POST', '/2015-03-31/functions/{FunctionName}/invocations', 200]` */
export const httpOf = (schema: OperationSchema): readonly [string, string, number] | undefined =>
  typeof schema[3] === 'object' ? schema[3].http : undefined

const neutral = async (): Promise<object> => ({ protocol: 'https:', hostname: 'aws', path: '/' })

/**
 * The part of a client's config that a protocol object needs. NOTE: never spread a config: 12 µs a
 * copy.
 */
export const serdeContext = (config: SchemaConfig): object => ({
  endpoint: neutral,
  streamCollector: config.streamCollector,
  utf8Encoder: config.utf8Encoder,
})

export interface RequestBody {
  /** The input without the members in path and query, and without a streaming payload. */
  readonly schema: unknown
  /** The member that is the raw body. */
  readonly stream: string | undefined
}

/** A structure in its static form. */
type StructureSchema = readonly [
  number,
  string,
  string,
  unknown,
  readonly string[],
  readonly unknown[],
]

const requestBodies = new WeakMap<OperationSchema, RequestBody>()

export function requestBodyOf(operation: OperationSchema): RequestBody {
  let known = requestBodies.get(operation)
  if (!known) requestBodies.set(operation, (known = splitRequest(operation)))
  return known
}

/** The members of an input that are not in its body, and those that protocols fill in. */
export interface UrlMembers {
  readonly labels: readonly (readonly [name: string, schema: NormalizedSchema])[]
  readonly queries: readonly (readonly [name: string, query: string, schema: NormalizedSchema])[]
  /** `httpQueryParams`: every query member that belongs to no other member. */
  readonly rest: readonly [name: string, schema: NormalizedSchema] | undefined
  /** The query members of the others, and of the path's template. */
  readonly taken: ReadonlySet<string>
  /** Maps of headers with a prefix. */
  readonly prefixed: readonly string[]
}

const urlMembers = new WeakMap<OperationSchema, UrlMembers>()

/** Reading the traits of dozens of members costs more than all else of a small request. */
export function urlMembersOf(operation: OperationSchema): UrlMembers {
  let known = urlMembers.get(operation)
  if (!known) urlMembers.set(operation, (known = findUrlMembers(operation)))
  return known
}

function findUrlMembers(operation: OperationSchema): UrlMembers {
  const labels: [string, NormalizedSchema][] = []
  const queries: [string, string, NormalizedSchema][] = []
  const prefixed: string[] = []
  let rest: UrlMembers['rest']
  const template = new URLSearchParams(httpOf(operation)?.[1].split('?')[1] ?? '')
  const input = schemaOf(operation[4])
  for (const [name, schema] of input.isStructSchema() ? input.structIterator() : []) {
    const traits = schema.getMergedTraits()
    if (traits.httpLabel) labels.push([name, schema])
    if (typeof traits.httpQuery === 'string') queries.push([name, traits.httpQuery, schema])
    if (traits.httpQueryParams) rest = [name, schema]
    if (traits.httpPrefixHeaders !== undefined) prefixed.push(name)
  }
  const taken = new Set([...template.keys(), ...queries.map(([, query]) => query)])
  return { labels, queries, rest, taken, prefixed }
}

const responses = new WeakMap<OperationSchema, unknown>()

/**
 * Returns the output's schema without the traits of a request. In API Gateway's lists `position` is
 * marked as a member of the query also in the answer, where it is in the body.
 */
export function responseSchemaOf(operation: OperationSchema): unknown {
  if (!responses.has(operation)) responses.set(operation, withoutQueryTraits(operation[5]))
  return responses.get(operation)
}

function withoutQueryTraits(output: unknown): unknown {
  const schema = schemaOf(output)
  if (!schema.isStructSchema()) return output
  const [kind, namespace, name, traits, names, members, ...rest] =
    schema.getSchema() as unknown as StructureSchema
  const inQuery = new Set<string>()
  for (const [member, memberSchema] of schema.structIterator())
    if (memberSchema.getMergedTraits().httpQuery) inQuery.add(member)
  if (inQuery.size === 0) return output
  const inBody = members.map((member, index) =>
    // A member with traits is `[schema, traits]`.
    inQuery.has(names[index] ?? '') && Array.isArray(member) ? (member[0] as unknown) : member,
  )
  return [kind, namespace, name, traits, names, inBody, ...rest]
}

/** Whether a client streams events to this operation. */
export function sendsEvents(operation: OperationSchema): boolean {
  let known = eventSenders.get(operation)
  if (known === undefined) {
    const input = schemaOf(operation[4])
    known = input.isStructSchema() && input.getEventStreamMember() !== ''
    eventSenders.set(operation, known)
  }
  return known
}

const eventSenders = new WeakMap<OperationSchema, boolean>()

function splitRequest(operation: OperationSchema): RequestBody {
  const input = schemaOf(operation[4])
  if (!input.isStructSchema()) return { schema: operation[4], stream: undefined }
  const [kind, namespace, name, traits, memberNames, members] =
    input.getSchema() as unknown as StructureSchema
  const names: string[] = []
  const kept: unknown[] = []
  let stream: string | undefined
  for (const [member, schema] of input.structIterator()) {
    const { httpLabel, httpQuery, httpQueryParams, httpPayload } = schema.getMergedTraits()
    if (httpLabel || httpQuery || httpQueryParams) continue
    if (httpPayload && schema.isStreaming() && !schema.isStructSchema()) {
      stream = member
      continue
    }
    names.push(member)
    kept.push(members[memberNames.indexOf(member)])
  }
  return { schema: [kind, namespace, name, traits, names, kept], stream }
}
