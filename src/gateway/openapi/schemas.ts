/**
 * Schemas of OpenAPI documents as models: JSON schema draft 4, whose references are AWS's URLs of
 * models.
 */
import { isObject } from '../../core/json.ts'
import { listOf, memberOf, textOf, type JsonObject } from './json.ts'
import type { Warnings } from './warnings.ts'

/** Members of OpenAPI's schemas that only describe. They have no place in a model. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
// (the example tag is ignored)
const DESCRIPTIVE: ReadonlySet<string> = new Set([
  ...['example', 'examples', 'externalDocs', 'xml', 'deprecated', '$comment', '$schema', '$id'],
])

/** Members that restrict values, and that models cannot express. */
const INEXPRESSIBLE: Readonly<Record<string, string>> = {
  discriminator: 'models have no discriminator',
  readOnly: 'models have no readOnly',
  writeOnly: 'models have no writeOnly',
}

const SCHEMAS = new Set(['not', 'additionalItems', 'additionalProperties', 'contains', 'items'])
const SCHEMA_LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'items', 'prefixItems'])
const SCHEMA_MAPS = new Set(['properties', 'patternProperties', 'definitions', '$defs'])

/** Letters and digits of a name: what a model's name may have. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateModel.html (alphanumeric)
export const modelName = (name: string): string => name.replace(/[^A-Za-z0-9]/g, '')

/** The model's name in `#/components/schemas/Order` or `#/definitions/Order`. */
export const modelOfReference = (reference: string): string | undefined => {
  const [, name] = /^#\/(?:components\/schemas|definitions)\/([^/]+)$/.exec(reference) ?? []
  return name === undefined ? undefined : modelName(name)
}

const modelUrl = (apiId: string, name: string): string =>
  `https://apigateway.amazonaws.com/restapis/${apiId}/models/${name}`

/** A schema as draft 4. `where`: its place in the document, for the warnings. */
export function toDraft4(
  schema: unknown,
  apiId: string,
  warnings: Warnings,
  where: string,
): JsonObject {
  if (!isObject(schema)) return {}
  const reference = textOf(memberOf(schema, '$ref'))
  if (reference !== undefined) {
    const name = modelOfReference(reference)
    if (name !== undefined) return { $ref: modelUrl(apiId, name) }
    if (/^#\/?(?:definitions\/|\$defs\/|$)/.test(reference))
      return { $ref: reference.replace('$defs', 'definitions') }
    warnings.add(`${where}.$ref`, `The reference ${reference} is not followed.`)
    return {}
  }
  const members = Object.entries(schema).flatMap(([name, value]) =>
    toMember(
      name,
      value,
      schema,
      (child, at) => toDraft4(child, apiId, warnings, `${where}.${at}`),
      {
        warn: (reason) => warnings.add(`${where}.${name}`, reason),
      },
    ),
  )
  return Object.fromEntries(members)
}

type Convert = (schema: unknown, where: string) => unknown
type Member = readonly [string, unknown]

function toMember(
  name: string,
  value: unknown,
  schema: JsonObject,
  convert: Convert,
  { warn }: { warn(reason: string): void },
): readonly Member[] {
  if (DESCRIPTIVE.has(name) || name.startsWith('x-')) return []
  if (name in INEXPRESSIBLE) {
    warn(`${INEXPRESSIBLE[name] ?? ''}: it is left out.`)
    return []
  }
  switch (name) {
    case 'nullable':
      // OpenAPI 3.0's form of a union with null.
      return []
    case 'type':
      return [['type', withNull(value, schema)]]
    case 'enum':
      return [['enum', isNullable(schema) ? [...new Set([...listOf(value), null])] : value]]
    case 'const':
      return [['enum', [value]]]
    case 'required':
      // OpenAPI has no empty list, and draft 4 refuses it.
      return Array.isArray(value) && value.length > 0 ? [['required', value]] : []
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return toExclusive(name, value)
    case '$defs':
      return [['definitions', mapped(value, name, convert)]]
  }
  if (SCHEMA_LISTS.has(name) && Array.isArray(value))
    return [[name, value.map((one, index) => convert(one, `${name}[${index}]`))]]
  if (SCHEMA_MAPS.has(name)) return [[name, mapped(value, name, convert)]]
  if (SCHEMAS.has(name) && isObject(value)) return [[name, convert(value, name)]]
  return [[name, value]]
}

const mapped = (value: unknown, name: string, convert: Convert): JsonObject =>
  Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).map(([key, one]) => [
      key,
      convert(one, `${name}.${key}`),
    ]),
  )

const isNullable = (schema: JsonObject): boolean => memberOf(schema, 'nullable') === true

const withNull = (type: unknown, schema: JsonObject): unknown =>
  isNullable(schema) && typeof type === 'string' ? [type, 'null'] : type

/** OpenAPI 3.1 has a number where draft 4 has a flag beside `minimum`. */
const toExclusive = (name: 'exclusiveMinimum' | 'exclusiveMaximum', value: unknown): Member[] =>
  typeof value === 'number'
    ? [
        [name === 'exclusiveMinimum' ? 'minimum' : 'maximum', value],
        [name, true],
      ]
    : [[name, value]]
