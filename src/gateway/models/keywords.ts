/**
 * The keywords of JSON schema draft 4 that judge a value itself. Its members and elements are
 * children.ts. The messages are those of `$context.error.validationErrorString`.
 */
import { isObject } from '../../core/json.ts'
import { createBoundedRegExp } from '../messages/bounded-regexp.ts'
import { formatRule } from './formats.ts'
import {
  canonical,
  isArray,
  isMultipleOf,
  JSON_TYPES,
  typeOf,
  type JsonObject,
} from './json-types.ts'
import { matchedBy } from './children.ts'
import type { Rule, Run, SchemaNode, ToNode } from './schema-node.ts'

type ToRule = (keyword: never, schema: JsonObject, toNode: ToNode) => Rule

const NONE: readonly string[] = []

/** A rule for the values of one kind. */
const rule =
  <Value>(
    applies: (value: unknown) => value is Value,
    holds: (value: Value, run: Run) => boolean,
    message: (value: Value, run: Run) => string,
  ): Rule =>
  (value, run) =>
    applies(value) && !holds(value, run) ? [message(value, run)] : NONE

const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number'
const isAny = (_value: unknown): _value is unknown => true

const list = (values: readonly unknown[]): string => JSON.stringify(values)

/** Characters, not UTF-16 units. */
const lengthOf = (text: string): number => {
  let length = 0
  for (const _ of text) length++
  return length
}

const countMatching = (nodes: readonly SchemaNode[], value: unknown, run: Run): number =>
  nodes.filter((node) => run.isValid(node, value)).length

const typeRule: ToRule = (type: string | readonly string[]) => {
  const given = [type].flat()
  const allowed = JSON_TYPES.filter(
    (one) => given.includes(one) || (one === 'integer' && given.includes('number')),
  )
  return rule(
    isAny,
    (value) => allowed.includes(typeOf(value)),
    (value) =>
      `instance type (${typeOf(value)}) does not match any allowed primitive type (allowed: ${list(allowed)})`,
  )
}

const enumRule: ToRule = (values: readonly unknown[]) => {
  const known = new Set(values.map(canonical))
  return rule(
    isAny,
    (value) => known.has(canonical(value)),
    (value) =>
      `instance value (${JSON.stringify(value)}) not found in enum (possible values: ${list(values)})`,
  )
}

const requiredRule: ToRule = (names: readonly string[]) => {
  const missing = (value: JsonObject): string[] =>
    names.filter((name) => !Object.hasOwn(value, name)).sort()
  return rule(
    isObject,
    (value) => missing(value).length === 0,
    (value) => `object has missing required properties (${list(missing(value))})`,
  )
}

const additionalPropertiesRule: ToRule = (allowed: unknown, schema) => {
  if (allowed !== false) return () => NONE
  const isKnown = matchedBy(schema)
  const unknown = (value: JsonObject): string[] =>
    Object.keys(value).filter((name) => !isKnown(name))
  return rule(
    isObject,
    (value) => unknown(value).length === 0,
    (value) =>
      `object instance has properties which are not allowed by the schema: ${list(unknown(value).sort())}`,
  )
}

const additionalItemsRule: ToRule = (allowed: unknown, { items }) =>
  allowed === false && isArray(items)
    ? rule(
        isArray,
        (value) => value.length <= items.length,
        (value) =>
          `schema only allows ${items.length} elements in array but instance has ${value.length} elements`,
      )
    : () => NONE

const dependenciesRule: ToRule = (dependencies: JsonObject, _, toNode) => {
  const needs = Object.entries(dependencies).map(([name, needed]) => ({
    name,
    needed: isArray(needed) ? (needed as readonly string[]) : toNode(needed),
  }))
  return (value, run) => {
    if (!isObject(value)) return NONE
    return needs.flatMap(({ name, needed }) => {
      if (!Object.hasOwn(value, name)) return NONE
      if (!isArray(needed)) return run.messages(needed, value)
      const missing = needed.filter((one) => !Object.hasOwn(value, one))
      return missing.length === 0
        ? NONE
        : `property "${name}" of object has missing property dependencies (schema requires ${list([...needed].sort())}; missing: ${list(missing.sort())})`
    })
  }
}

const maximumRule: ToRule = (maximum: number, { exclusiveMaximum }) =>
  rule(
    isNumber,
    (value) => (exclusiveMaximum === true ? value < maximum : value <= maximum),
    (value) =>
      value === maximum
        ? `numeric instance is not strictly lower than the required maximum ${maximum}`
        : `numeric instance is greater than the required maximum (maximum: ${maximum}, found: ${value})`,
  )

const minimumRule: ToRule = (minimum: number, { exclusiveMinimum }) =>
  rule(
    isNumber,
    (value) => (exclusiveMinimum === true ? value > minimum : value >= minimum),
    (value) =>
      value === minimum
        ? `numeric instance is not strictly greater than the required minimum ${minimum}`
        : `numeric instance is lower than the required minimum (minimum: ${minimum}, found: ${value})`,
  )

const patternRule: ToRule = (pattern: string) => {
  const regExp = createBoundedRegExp(pattern)
  return rule(
    isText,
    (value) => regExp.test(value),
    (value) => `ECMA 262 regex "${pattern}" does not match input string "${value}"`,
  )
}

const allOfRule: ToRule = (schemas: readonly JsonObject[], _, toNode) => {
  const nodes = schemas.map(toNode)
  return rule(
    isAny,
    (value, run) => nodes.every((node) => run.isValid(node, value)),
    (value, run) =>
      `instance failed to match all required schemas (matched only ${countMatching(nodes, value, run)} out of ${nodes.length})`,
  )
}

const anyOfRule: ToRule = (schemas: readonly JsonObject[], _, toNode) => {
  const nodes = schemas.map(toNode)
  return rule(
    isAny,
    (value, run) => nodes.some((node) => run.isValid(node, value)),
    () => `instance failed to match at least one required schema among ${nodes.length}`,
  )
}

const oneOfRule: ToRule = (schemas: readonly JsonObject[], _, toNode) => {
  const nodes = schemas.map(toNode)
  return rule(
    isAny,
    (value, run) => countMatching(nodes, value, run) === 1,
    (value, run) =>
      `instance failed to match exactly one schema (matched ${countMatching(nodes, value, run)} out of ${nodes.length})`,
  )
}

const notRule: ToRule = (schema: JsonObject, _, toNode) => {
  const node = toNode(schema)
  return rule(
    isAny,
    (value, run) => !run.isValid(node, value),
    () => 'instance matched a schema which it should not have',
  )
}

const sizeRule =
  <Value>(
    applies: (value: unknown) => value is Value,
    size: (value: Value) => number,
    isWithin: (size: number, limit: number) => boolean,
    message: (size: number, limit: number, value: Value) => string,
  ) =>
  (limit: number): Rule =>
    rule(
      applies,
      (value) => isWithin(size(value), limit),
      (value) => message(size(value), limit, value),
    )

const atLeast = (size: number, limit: number): boolean => size >= limit
const atMost = (size: number, limit: number): boolean => size <= limit
const elements = (value: readonly unknown[]): number => value.length
const members = (value: JsonObject): number => Object.keys(value).length

/** In the order in which AWS checks them: by name, then the format. */
// AWS runs the validator of https://github.com/java-json-tools/json-schema-validator, whose messages
// its logs show: https://github.com/RafPe/serverless-reqvalidator-plugin/issues/1
const RULES: Readonly<Record<string, ToRule>> = {
  additionalItems: additionalItemsRule,
  additionalProperties: additionalPropertiesRule,
  allOf: allOfRule,
  anyOf: anyOfRule,
  dependencies: dependenciesRule,
  enum: enumRule,
  maxItems: sizeRule(
    isArray,
    elements,
    atMost,
    (size, limit) =>
      `array is too long: must have at most ${limit} elements but instance has ${size} elements`,
  ),
  maxLength: sizeRule(
    isText,
    lengthOf,
    atMost,
    (size, limit, text) =>
      `string "${text}" is too long (length: ${size}, maximum allowed: ${limit})`,
  ),
  maxProperties: sizeRule(
    isObject,
    members,
    atMost,
    (size, limit) =>
      `object has too many properties (found ${size} but schema requires at most ${limit})`,
  ),
  maximum: maximumRule,
  minItems: sizeRule(
    isArray,
    elements,
    atLeast,
    (size, limit) =>
      `array is too short: must have at least ${limit} elements but instance has ${size} elements`,
  ),
  minLength: sizeRule(
    isText,
    lengthOf,
    atLeast,
    (size, limit, text) =>
      `string "${text}" is too short (length: ${size}, required minimum: ${limit})`,
  ),
  minProperties: sizeRule(
    isObject,
    members,
    atLeast,
    (size, limit) =>
      `object has too few properties (found ${size} but schema requires at least ${limit})`,
  ),
  minimum: minimumRule,
  multipleOf: (divisor: number) =>
    rule(
      isNumber,
      (value) => isMultipleOf(value, divisor),
      (value) => `remainder of division is not zero (${value} / ${divisor})`,
    ),
  not: notRule,
  oneOf: oneOfRule,
  pattern: patternRule,
  required: requiredRule,
  type: typeRule,
  uniqueItems: (unique: boolean) =>
    unique
      ? rule(
          isArray,
          (value) => new Set(value.map(canonical)).size === value.length,
          () => 'array must not contain duplicate elements',
        )
      : () => NONE,
  format: formatRule,
}

/** The rules of a schema's own keywords, in their order. */
export const toRules = (schema: JsonObject, toNode: ToNode): readonly Rule[] =>
  Object.entries(RULES)
    .filter(([keyword]) => Object.hasOwn(schema, keyword))
    .map(([keyword, toRule]) => toRule(schema[keyword] as never, schema, toNode))
