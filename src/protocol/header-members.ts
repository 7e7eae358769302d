/**
 * Messages without a body of members, as most requests and answers of S3 are: each member is a
 * header, beside at most one stream of bytes. The protocol object reads and writes them in half a
 * dozen promises, and walks all members twice for a content type that they do not have.
 */
import { protocols, schemaOf, type NormalizedSchema } from './smithy.ts'

interface HeaderMember {
  readonly name: string
  readonly header: string
  readonly schema: NormalizedSchema
  /** Whether the header is the value as it is. */
  readonly isText: boolean
}

export interface HeaderMembers {
  readonly all: readonly HeaderMember[]
  readonly byHeader: ReadonlyMap<string, HeaderMember>
  /** Maps of headers with a prefix. */
  readonly prefixed: readonly (readonly [name: string, prefix: string])[]
  /** The stream of bytes, if there is one. */
  readonly stream: string | undefined
}

type Values = Record<string, unknown>
type Headers = Readonly<Record<string, string>>

const known = new WeakMap<object, HeaderMembers | null>()

/** Returns the members of a structure, unless one of them is no header or a list of values. */
export function headerMembersOf(structure: unknown): HeaderMembers | undefined {
  // Clients name the structures of their operations by functions.
  const isReference = typeof structure === 'function' || typeof structure === 'object'
  if (!isReference || structure === null) return undefined
  let members = known.get(structure)
  if (members === undefined) known.set(structure, (members = findMembers(schemaOf(structure))))
  return members ?? undefined
}

function findMembers(structure: NormalizedSchema): HeaderMembers | null {
  if (!structure.isStructSchema()) return null
  const all: HeaderMember[] = []
  const prefixed: [string, string][] = []
  let stream: string | undefined
  for (const [name, schema] of structure.structIterator()) {
    const { httpHeader, httpPrefixHeaders, httpPayload, mediaType, idempotencyToken } =
      schema.getMergedTraits()
    if (mediaType || idempotencyToken || schema.isListSchema()) return null
    if (httpHeader) {
      all.push({ name, header: httpHeader.toLowerCase(), schema, isText: schema.isStringSchema() })
    } else if (httpPrefixHeaders !== undefined) {
      prefixed.push([name, httpPrefixHeaders.toLowerCase()])
    } else if (httpPayload && schema.isStreaming() && schema.isBlobSchema()) {
      stream = name
    } else return null
  }
  const byHeader = new Map(all.map((member) => [member.header, member]))
  return { all, byHeader, prefixed, stream }
}

/** Adds the members that are in the headers of a message. */
export function readHeaders(
  { byHeader, prefixed }: HeaderMembers,
  headers: Headers,
  read: (schema: NormalizedSchema, text: string) => unknown,
  found: Values,
): void {
  for (const header in headers) {
    const text = headers[header]
    const member = byHeader.get(header)
    if (text === undefined || !member) continue
    found[member.name] = member.isText ? text : read(member.schema, text)
  }
  for (const [name, prefix] of prefixed) {
    const values: Record<string, string> = {}
    for (const header in headers) {
      if (header.startsWith(prefix)) values[header.slice(prefix.length)] = headers[header] ?? ''
    }
    if (Object.keys(values).length > 0) found[name] = values
  }
}

/** Adds the headers of a message, and returns its stream of bytes. */
export function writeHeaders(
  { all, prefixed, stream }: HeaderMembers,
  values: Values,
  headers: Record<string, string>,
): unknown {
  for (const { name, header, schema } of all) {
    const value = values[name]
    if (value !== undefined && value !== null) headers[header] = textOf(schema, value)
  }
  for (const [name, prefix] of prefixed) {
    for (const [key, value] of Object.entries(values[name] ?? {})) {
      headers[(prefix + key).toLowerCase()] = String(value)
    }
  }
  if (stream === undefined) return undefined
  // The protocol's type of bytes that name none.
  headers['content-type'] ??= 'application/octet-stream'
  return values[stream]
}

function textOf(schema: NormalizedSchema, value: unknown): string {
  if (typeof value !== 'object') return String(value)
  const { ToStringShapeSerializer } = protocols()
  const serializer = new ToStringShapeSerializer({
    httpBindings: true,
    timestampFormat: { useTrait: true, default: HTTP_DATE },
  })
  serializer.write(schema, value)
  return String(serializer.flush())
}

const HTTP_DATE = 6
