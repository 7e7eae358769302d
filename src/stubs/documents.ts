/**
 * Converts between DynamoDB's attribute values and lib-dynamodb's plain values, in all members of
 * an operation's schema.
 */
import { schemaOf, type NormalizedSchema } from '../protocol/smithy.ts'

/** Conversion of attribute values. Passed in, because this room knows no service. */
export interface DocumentValues {
  toPlain(value: unknown): unknown
  fromPlain(value: unknown, place: string): unknown
}

const ATTRIBUTE_VALUE = 'com.amazonaws.dynamodb#AttributeValue'

export const isAttributeValue = (schema: NormalizedSchema): boolean =>
  schema.getName(true) === ATTRIBUTE_VALUE

/** Returns a typed input with plain values. */
export const toPlainInput = (schema: unknown, input: unknown, values: DocumentValues): unknown =>
  toPlain(schemaOf(schema), input, values)

function toPlain(schema: NormalizedSchema, value: unknown, values: DocumentValues): unknown {
  if (value === undefined || value === null) return value
  if (isAttributeValue(schema)) return values.toPlain(value)
  if (schema.isListSchema()) {
    const element = schema.getValueSchema()
    return (value as readonly unknown[]).map((each) => toPlain(element, each, values))
  }
  if (schema.isStructSchema()) {
    const members = schema.getMemberSchemas()
    return mapMembers(value, (each, name) => toPlain(members[name] ?? schema, each, values))
  }
  if (!schema.isMapSchema()) return value
  return mapMembers(value, (each) => toPlain(schema.getValueSchema(), each, values))
}

/** Attribute names may be `__proto__`. */
function mapMembers(value: unknown, convert: (member: unknown, name: string) => unknown): object {
  const members = Object.entries(value as object).map(
    ([name, member]) => [name, convert(member, name)] as const,
  )
  return Object.fromEntries(members)
}
