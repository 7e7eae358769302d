/**
 * Converts an answer to the codec's types by the output's schema: strings to bytes, any form of a
 * stream to one. A member that the output does not have throws a MisuseError with its path.
 */
import { isObject } from '../core/json.ts'
import { nameOf, shownValue } from '../core/checks.ts'
import { didYouMean, MisuseError } from '../core/errors.ts'
import { schemaOf, type NormalizedSchema } from '../protocol/smithy.ts'
import { toBytes } from '../protocol/wire.ts'
import { isAttributeValue, type DocumentValues } from './documents.ts'
import { toFailure } from './failure.ts'
import { isIterable, toBody } from './streams.ts'

/** The call that the answer belongs to. */
export interface AnswerSubject {
  /** `PublishCommand` */
  readonly command: string
  /** For commands with plain values. */
  readonly documents: DocumentValues | undefined
}

type Members = Readonly<Record<string, unknown>>

/**
 * Converts an answer to an operation's output.
 *
 * @throws MisuseError for an unknown member, or a value of another kind
 */
export function shapeOutput(
  output: unknown,
  answer: unknown,
  subject: AnswerSubject,
): Record<string, unknown> {
  if (!isObject(answer)) {
    const slip = answer === undefined ? 'An answer without members is {}.' : undefined
    throw new MisuseError(
      `The answer to ${subject.command} is ${nameOf(answer)}.`,
      'an object with the members of the output',
      slip,
    )
  }
  // A member of the SDK's own output type, which the client creates.
  const { $metadata: _, ...members } = answer
  return new Shaper(subject).members(schemaOf(output), members, '')
}

const MOST_NAMES = 15

const listOf = (names: readonly string[]): string =>
  names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES).join(', ')}, ...` : names.join(', ')

class Shaper {
  readonly #subject: AnswerSubject

  constructor(subject: AnswerSubject) {
    this.#subject = subject
  }

  members(schema: NormalizedSchema, value: Members, path: string): Record<string, unknown> {
    const schemas = schema.isStructSchema() ? schema.getMemberSchemas() : {}
    const shaped: Record<string, unknown> = {}
    for (const [name, member] of Object.entries(value)) {
      // JSON has a null for a member that is absent.
      if (member === undefined || member === null) continue
      const place = path === '' ? name : `${path}.${name}`
      const memberSchema = Object.hasOwn(schemas, name) && schemas[name]
      if (!memberSchema) throw this.#unknown(place, name, Object.keys(schemas))
      shaped[name] = this.#value(memberSchema, member, place)
    }
    if (schema.isUnionSchema()) this.#checkUnion(shaped, schemas, path)
    return shaped
  }

  #unknown(place: string, name: string, known: readonly string[]): MisuseError {
    return new MisuseError(
      `The answer to ${this.#subject.command} has no member '${place}'.`,
      known.length > 0 ? `one of ${listOf(known)}` : 'no members: {}',
      didYouMean(name, known),
    )
  }

  #wrong(value: unknown, place: string, expected: string, slip?: string): MisuseError {
    const text = `The answer to ${this.#subject.command} has ${shownValue(value)} at '${place}'.`
    return new MisuseError(text, expected, slip)
  }

  #checkUnion(shaped: Members, schemas: object, path: string): void {
    if (Object.keys(shaped).length === 1) return
    throw this.#wrong(shaped, path, `an object with one of ${listOf(Object.keys(schemas))}`)
  }

  #value(schema: NormalizedSchema, value: unknown, place: string): unknown {
    const { documents } = this.#subject
    if (documents && isAttributeValue(schema)) return documents.fromPlain(value, place)
    if (schema.isStructSchema()) {
      return schema.isStreaming()
        ? this.#events(schema, value, place)
        : this.#structure(schema, value, place)
    }
    if (schema.isListSchema()) return this.#list(schema, value, place)
    if (schema.isMapSchema()) return this.#map(schema, value, place)
    if (schema.isBlobSchema()) return this.#blob(schema, value, place)
    return this.#scalar(schema, value, place)
  }

  #structure(schema: NormalizedSchema, value: unknown, place: string): unknown {
    if (isObject(value)) return this.members(schema, value, place)
    const slip = isAttributeValue(schema)
      ? 'Plain values are for the commands of lib-dynamodb: GetCommand, QueryCommand.'
      : undefined
    throw this.#wrong(value, place, 'an object', slip)
  }

  #list(schema: NormalizedSchema, value: unknown, place: string): unknown {
    if (!Array.isArray(value)) throw this.#wrong(value, place, 'an array')
    const element = schema.getValueSchema()
    return value.map((each, index) => this.#element(schema, element, each, `${place}[${index}]`))
  }

  #map(schema: NormalizedSchema, value: unknown, place: string): unknown {
    if (!isObject(value)) throw this.#wrong(value, place, 'an object')
    const element = schema.getValueSchema()
    const entries = Object.entries(value).filter(([, each]) => each !== undefined)
    return Object.fromEntries(
      entries.map(([key, each]) => [key, this.#element(schema, element, each, `${place}.${key}`)]),
    )
  }

  /** Sparse lists and maps accept null. */
  #element(
    schema: NormalizedSchema,
    element: NormalizedSchema,
    value: unknown,
    place: string,
  ): unknown {
    if (value === null && schema.getMergedTraits().sparse) return null
    return this.#value(element, value, place)
  }

  #blob(schema: NormalizedSchema, value: unknown, place: string): unknown {
    if (schema.isStreaming()) {
      const body = toBody(value)
      if (body) return body
      throw this.#wrong(
        value,
        place,
        'a string, bytes, a Blob, a stream or an iterable of bytes',
        typeof value === 'object' ? 'Did you mean JSON.stringify(...)?' : undefined,
      )
    }
    if (typeof value === 'string' || ArrayBuffer.isView(value)) return toBytes(value)
    throw this.#wrong(
      value,
      place,
      'a string or bytes',
      typeof value === 'object' ? 'Did you mean JSON.stringify(...)?' : undefined,
    )
  }

  #scalar(schema: NormalizedSchema, value: unknown, place: string): unknown {
    const expected = expectedOf(schema, value)
    if (expected) throw this.#wrong(value, place, expected)
    return value
  }

  #events(schema: NormalizedSchema, value: unknown, place: string): AsyncIterable<unknown> {
    if (!isIterable(value))
      throw this.#wrong(value, place, 'an array or another iterable of events')
    // Events in an array are checked at once.
    if (Array.isArray(value)) value.forEach((event, i) => this.#event(schema, event, place, i))
    return this.#eachEvent(schema, value, place)
  }

  async *#eachEvent(
    schema: NormalizedSchema,
    events: Iterable<unknown> | AsyncIterable<unknown>,
    place: string,
  ): AsyncGenerator<unknown> {
    let index = 0
    try {
      for await (const event of events) yield this.#event(schema, event, place, index++)
    } catch (error) {
      throw toFailure(error)
    }
  }

  #event(schema: NormalizedSchema, event: unknown, place: string, index: number): unknown {
    return this.#structure(schema, event, `${place}[${index}]`)
  }
}

/** Returns the expected kind of a scalar. Undefined for a right one. */
function expectedOf(schema: NormalizedSchema, value: unknown): string | undefined {
  if (schema.isTimestampSchema()) return isDate(value) ? undefined : 'a Date'
  if (schema.isBooleanSchema()) return typeof value === 'boolean' ? undefined : 'true or false'
  if (schema.isBigIntegerSchema() || schema.isBigDecimalSchema()) return undefined
  if (schema.isNumericSchema()) {
    return typeof value === 'number' || typeof value === 'bigint' ? undefined : 'a number'
  }
  // A string with a media type (JSON within JSON) may be written as an object.
  const isText = schema.isStringSchema() && schema.getMergedTraits().mediaType === undefined
  return isText && typeof value !== 'string' ? 'a string' : undefined
}

const isDate = (value: unknown): boolean =>
  Object.prototype.toString.call(value) === '[object Date]' &&
  !Number.isNaN((value as Date).getTime())
