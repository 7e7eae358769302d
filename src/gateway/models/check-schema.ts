/** Checks a model's schema against the rules of JSON schema draft 4, as API Gateway does. */
import { isObject } from '../../core/json.ts'
import { isTooDeep } from '../json/too-deep.ts'
import { canonical, isArray, JSON_TYPES, type JsonObject } from './json-types.ts'

/** A flaw of a schema, in AWS's words, and the path to it inside the schema. */
export interface Flaw {
  readonly error: string
  readonly path: readonly string[]
}

type Report = (path: readonly string[], error?: string) => void
type Check = (value: unknown, path: readonly string[], report: Report, schema: JsonObject) => void

/** AWS's words for a flaw of any kind. */
export const INVALID = 'Invalid model schema specified'

/** The deepest nesting of a schema. */
// Unverified: AWS's own limit
const MOST_DEPTH = 200

/** All flaws of a schema. References are not resolved here. */
export function findFlaws(schema: unknown): readonly Flaw[] {
  if (isObject(schema) && isTooDeep(schema, MOST_DEPTH))
    return [{ error: `${INVALID}. It is nested too deeply`, path: [] }]
  const flaws: Flaw[] = []
  const report: Report = (path, error = INVALID) => flaws.push({ error, path })
  checkSchema(schema, [], report, {})
  return flaws
}

const checkSchema: Check = (schema, path, report) => {
  if (!isObject(schema)) return report(path)
  // A reference replaces the other keywords.
  if (typeof schema['$ref'] === 'string') return
  for (const [keyword, value] of Object.entries(schema)) {
    const at = [...path, keyword]
    const check = Object.hasOwn(CHECKS, keyword) ? CHECKS[keyword] : undefined
    if (check) check(value, at, report, schema)
    // Seen on AWS: https://github.com/aws/aws-cdk/issues/14585
    else report(at, `${INVALID}. Unsupported keyword(s): [${JSON.stringify(keyword)}]`)
  }
}

/** Builds a check from a condition. */
const must =
  (holds: (value: unknown, schema: JsonObject) => boolean): Check =>
  (value, path, report, schema) => {
    if (!holds(value, schema)) report(path)
  }

const isText = (value: unknown): boolean => typeof value === 'string'
const isNumber = (value: unknown): boolean => typeof value === 'number'
const isFlag = (value: unknown): boolean => typeof value === 'boolean'
const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0
const isRegExp = (value: unknown): boolean => {
  try {
    return typeof value === 'string' && new RegExp(value) instanceof RegExp
  } catch {
    return false // the pattern is malformed
  }
}
const isUnique = (values: readonly unknown[]): boolean =>
  new Set(values.map(canonical)).size === values.length
const areNames = (value: unknown): boolean =>
  isArray(value) && value.length > 0 && value.every(isText) && isUnique(value)
const isType = (value: unknown): boolean => JSON_TYPES.some((type) => type === value)

const schemas: Check = (value, path, report, schema) => {
  if (!isArray(value) || value.length === 0) return report(path)
  for (const [index, one] of value.entries())
    checkSchema(one, [...path, String(index)], report, schema)
}

const namedSchemas: Check = (value, path, report, schema) => {
  if (!isObject(value)) return report(path)
  for (const [name, one] of Object.entries(value)) checkSchema(one, [...path, name], report, schema)
}

const schemaOrFlag: Check = (value, path, report, schema) => {
  if (!isFlag(value)) checkSchema(value, path, report, schema)
}

const items: Check = (value, path, report, schema) =>
  (isArray(value) ? schemas : checkSchema)(value, path, report, schema)

const patternProperties: Check = (value, path, report, schema) => {
  namedSchemas(value, path, report, schema)
  if (!isObject(value)) return
  for (const pattern of Object.keys(value)) if (!isRegExp(pattern)) report([...path, pattern])
}

const dependencies: Check = (value, path, report, schema) => {
  if (!isObject(value)) return report(path)
  for (const [name, one] of Object.entries(value)) {
    if (isArray(one) ? areNames(one) : isObject(one))
      if (isObject(one)) checkSchema(one, [...path, name], report, schema)
      else continue
    else report([...path, name])
  }
}

// https://json-schema.org/draft-04/json-schema-validation
// Seen on AWS: an empty `required` (https://github.com/aws/aws-cdk/issues/27433) and an `enum` with
// equal values (https://github.com/aws/aws-cdk/issues/18715) are refused
const CHECKS: Readonly<Record<string, Check>> = {
  $ref: must(isText),
  $schema: must((value) => /^https?:\/\/json-schema\.org\/draft-04\/schema#?$/.test(String(value))),
  additionalItems: schemaOrFlag,
  additionalProperties: schemaOrFlag,
  allOf: schemas,
  anyOf: schemas,
  default: must(() => true),
  definitions: namedSchemas,
  dependencies,
  description: must(isText),
  enum: must((value) => isArray(value) && value.length > 0 && isUnique(value)),
  exclusiveMaximum: must((value, schema) => isFlag(value) && 'maximum' in schema),
  exclusiveMinimum: must((value, schema) => isFlag(value) && 'minimum' in schema),
  format: must(isText),
  id: must(isText),
  items,
  maxItems: must(isCount),
  maxLength: must(isCount),
  maxProperties: must(isCount),
  maximum: must(isNumber),
  minItems: must(isCount),
  minLength: must(isCount),
  minProperties: must(isCount),
  minimum: must(isNumber),
  multipleOf: must((value) => isNumber(value) && (value as number) > 0),
  not: checkSchema,
  oneOf: schemas,
  pattern: must(isRegExp),
  patternProperties,
  properties: namedSchemas,
  required: must(areNames),
  title: must(isText),
  type: must((value) => (isArray(value) ? areNames(value) && value.every(isType) : isType(value))),
  uniqueItems: must(isFlag),
}
