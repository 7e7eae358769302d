/** Models of APIs as the schemas of documents. */
import { isObject } from '../../../core/json.ts'
import { listOf, memberOf, textOf, type JsonObject } from '../json.ts'

/** Where a document has its schemas. */
export type SchemaPlace = '#/components/schemas/' | '#/definitions/'

/** A model as AWS exports it: its references to other models lead to those of the document. */
// Recorded: GATEWAY.md 11.7. AWS: exported documents in the developer guide have no $schema.
export function toPlainSchema(schema: JsonObject, place: SchemaPlace): JsonObject {
  const { $schema: _, ...members } = schema
  return rewritten(members, (reference) => modelReference(reference, place) ?? reference)
}

const modelReference = (reference: string, place: SchemaPlace): string | undefined => {
  const [, name] =
    /^https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/([^/#]+)/.exec(reference) ?? []
  return name === undefined ? undefined : `${place}${name}`
}

function rewritten(node: JsonObject, rewrite: (reference: string) => string): JsonObject {
  const convert = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(convert)
    if (!isObject(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [
        name,
        name === '$ref' && typeof one === 'string' ? rewrite(one) : convert(one),
      ]),
    )
  }
  return convert(node) as JsonObject
}

const PLACE = '#/components/schemas/'

/**
 * A model as schemas of OpenAPI 3.0, which has fewer keywords than draft 4. A restriction that it
 * cannot express is left out. Definitions inside the model become schemas beside it.
 */
// https://spec.openapis.org/oas/v3.0.3#schema-object
export function toOpenApiSchemas(name: string, schema: JsonObject): [string, JsonObject][] {
  const convert = new Converter(name)
  const inner = Object.entries(memberOf(schema, 'definitions') ?? {}).map(
    ([key, one]): [string, JsonObject] => [convert.innerName(key), convert.toSchema(one)],
  )
  return [[name, convert.toSchema(schema)], ...inner]
}

const KEPT = new Set([
  ...['title', 'description', 'default', 'format', 'pattern', 'multipleOf', 'maximum', 'minimum'],
  ...['exclusiveMaximum', 'exclusiveMinimum', 'maxLength', 'minLength', 'maxItems', 'minItems'],
  ...['uniqueItems', 'maxProperties', 'minProperties', 'enum'],
])
const LISTS = new Set(['allOf', 'anyOf', 'oneOf'])

class Converter {
  readonly #model: string

  constructor(model: string) {
    this.#model = model
  }

  /** Letters, digits, dots, hyphens and underscores. */
  innerName(key: string): string {
    return `${this.#model}.${key.replace(/[^A-Za-z0-9._-]/g, '_')}`
  }

  toSchema(given: unknown): JsonObject {
    if (!isObject(given)) return {}
    const reference = textOf(memberOf(given, '$ref'))
    if (reference !== undefined) return this.#toReference(reference)
    const members = Object.entries(given).flatMap(([name, value]) => this.#member(name, value))
    const schema: JsonObject = Object.fromEntries([...members, ...typesOf(given)])
    return this.#withItems(given, schema)
  }

  #toReference(reference: string): JsonObject {
    if (reference === '#') return { $ref: `${PLACE}${this.#model}` }
    const [, inner] = /^#\/definitions\/([^/]+)$/.exec(reference) ?? []
    if (inner !== undefined) return { $ref: `${PLACE}${this.innerName(inner)}` }
    const model = modelReference(reference, PLACE)
    if (model !== undefined) return { $ref: model }
    return reference.startsWith(PLACE) ? { $ref: reference } : {}
  }

  #member(name: string, value: unknown): (readonly [string, unknown])[] {
    if (KEPT.has(name)) return [[name, value]]
    if (LISTS.has(name) && Array.isArray(value) && value.length > 0)
      return [[name, value.map((one) => this.toSchema(one))]]
    switch (name) {
      case 'properties':
        return [[name, this.#schemas(value)]]
      case 'required':
        return Array.isArray(value) && value.length > 0 ? [[name, value]] : []
      case 'not':
        return [[name, this.toSchema(value)]]
      case 'additionalProperties':
        return [[name, typeof value === 'boolean' ? value : this.toSchema(value)]]
      default:
        return []
    }
  }

  #schemas(value: unknown): JsonObject {
    return Object.fromEntries(
      Object.entries(isObject(value) ? value : {}).map(([key, one]) => [key, this.toSchema(one)]),
    )
  }

  #withItems(given: JsonObject, schema: JsonObject): JsonObject {
    // Properties with patterns would be refused as additional ones.
    if (memberOf(given, 'patternProperties') !== undefined) {
      const { additionalProperties: _, ...open } = schema
      return open
    }
    const items = memberOf(given, 'items')
    if (Array.isArray(items)) return { ...schema, items: {} }
    if (isObject(items)) return { ...schema, items: this.toSchema(items) }
    return schema['type'] === 'array' ? { ...schema, items: {} } : schema
  }
}

/** One type, perhaps nullable, or alternatives. */
function typesOf(given: JsonObject): (readonly [string, unknown])[] {
  const type = memberOf(given, 'type')
  if (!Array.isArray(type)) {
    if (type === 'null')
      return [
        ['enum', [null]],
        ['nullable', true],
      ]
    return typeof type === 'string' ? [['type', type]] : []
  }
  const types = listOf(type).filter((one) => typeof one === 'string' && one !== 'null')
  const nullable: (readonly [string, unknown])[] = type.includes('null') ? [['nullable', true]] : []
  if (types.length === 1) return [['type', types[0]], ...nullable]
  const alternatives = types.map((one) =>
    one === 'array' ? { type: one, items: {} } : { type: one },
  )
  // The alternatives of the schema itself count more than those of its type.
  return memberOf(given, 'anyOf') === undefined && alternatives.length > 0
    ? [['anyOf', alternatives], ...nullable]
    : nullable
}
