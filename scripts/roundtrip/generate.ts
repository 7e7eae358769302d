/** Generates values for a schema: once with every member, and once with few. */
import { ImmutableBytes } from '../../src/core/collections/immutable-bytes.ts'
import { schemaOf, type NormalizedSchema } from '../../src/protocol/smithy.ts'

export interface Generator {
  /** Returns a value for the schema, or undefined for a member to omit. */
  value(schema: NormalizedSchema): unknown
}

const MAX_DEPTH = 4

/** Members whose text is in headers, paths or hosts are plain ASCII. */
const isPlain = (schema: NormalizedSchema): boolean => {
  const traits = schema.getMergedTraits() as Record<string, unknown>
  return ['httpHeader', 'httpPrefixHeaders', 'httpLabel', 'hostLabel'].some(
    (name) => traits[name] !== undefined,
  )
}

export function createGenerator(sparse: boolean): Generator {
  let count = 0

  const text = (schema: NormalizedSchema, plain: boolean): string => {
    if (schema.getMergedTraits().mediaType) return '{"a":1}'
    return plain ? `a${++count}` : `v é&<"'>\u{1f600}\t ${++count}`
  }

  const structure = (schema: NormalizedSchema, depth: number): object | undefined => {
    const made: Record<string, unknown> = {}
    for (const [name, member] of schema.structIterator()) {
      // The SDK fills in tokens itself, and an event stream always names its content type.
      const { httpLabel, idempotencyToken } = member.getMergedTraits()
      const kept = httpLabel || idempotencyToken || name === 'ResponseStreamContentType'
      if (sparse && !kept && ++count % 2 === 0) continue
      const value = make(member, depth + 1, isPlain(member))
      if (value !== undefined) made[name] = value
      if (schema.isUnionSchema() && value !== undefined) return made
    }
    return schema.isUnionSchema() && Object.keys(made).length === 0 ? undefined : made
  }

  const scalar = (schema: NormalizedSchema, plain: boolean): unknown => {
    if (schema.isBlobSchema()) return new Uint8Array([1, 2, 3, ++count % 250])
    if (schema.isTimestampSchema()) return new Date(1_700_000_000_000 + (++count % 1000) * 1000)
    if (schema.isBooleanSchema()) return ++count % 2 === 0
    if (schema.isBigIntegerSchema()) return 5n
    if (schema.getMergedTraits().httpResponseCode) return 200
    if (schema.isNumericSchema()) return ++count % 1000
    if (schema.isDocumentSchema()) return { a: 1, b: ['x'] }
    return schema.isStringSchema() ? text(schema, plain) : undefined
  }

  const make = (schema: NormalizedSchema, depth: number, plain: boolean): unknown => {
    if (schema.isStructSchema()) {
      return depth > MAX_DEPTH || schema.isStreaming() ? undefined : structure(schema, depth)
    }
    if (!schema.isListSchema() && !schema.isMapSchema()) return scalar(schema, plain)
    if (depth > MAX_DEPTH) return undefined
    const next = (): unknown => make(schema.getValueSchema(), depth + 1, plain)
    const [first, second] = [next(), next()]
    if (first === undefined) return undefined
    return schema.isListSchema() ? [first, second] : { k1: first, k2: second }
  }

  return {
    value: (schema) =>
      schemaOf(schema).isUnitSchema() ? {} : (make(schemaOf(schema), 0, false) ?? {}),
  }
}

/**
 * Normalizes a value, so that both sides agree: bytes and times by content, empty containers like
 * absent ones, because the wire does not distinguish them.
 */
export function normalize(value: unknown): unknown {
  if (value instanceof ImmutableBytes) return normalize(value.bytes())
  if (value instanceof Uint8Array) return `bytes:${Buffer.from(value).toString('hex')}`
  if (value instanceof Date) return value.toISOString()
  if (value instanceof String) return String(value)
  if (Array.isArray(value)) return value.map(normalize)
  if (typeof value !== 'object' || value === null) return value
  const made: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    const normal = member === undefined || member === null ? undefined : normalize(member)
    if (normal !== undefined && !isEmpty(normal)) made[name] = normal
  }
  return made
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length === 0

/** Describes the differences between two normalized values. */
export function difference(got: unknown, wanted: unknown, path = ''): string[] {
  if (JSON.stringify(got) === JSON.stringify(wanted)) return []
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null
  if (!isObject(got) || !isObject(wanted)) {
    const show = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 70)
    return [`${path}: received ${show(got)}, expected ${show(wanted)}`]
  }
  const names = new Set([...Object.keys(got), ...Object.keys(wanted)])
  return [...names].flatMap((name) => difference(got[name], wanted[name], `${path}.${name}`))
}
