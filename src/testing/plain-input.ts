/**
 * Converts attribute values in an operation's input to plain values: `{ Item: { id: { S: 'o1' } }
 * }` -> `{ Item: { id: 'o1' } }`.
 */
import type { AttributeValue } from '../dynamodb/index.ts'
import { rooms as dynamodbRooms } from '../dynamodb/rooms.ts'
import { isList, isMembers } from '../core/compare.ts'

const CONTENT: Readonly<Record<string, (content: unknown) => boolean>> = {
  S: (content) => typeof content === 'string',
  N: (content) => typeof content === 'string',
  B: (content) => content instanceof Uint8Array,
  BOOL: (content) => typeof content === 'boolean',
  NULL: (content) => typeof content === 'boolean',
  SS: isList,
  NS: isList,
  BS: isList,
  L: isList,
  M: isMembers,
}

/** Whether an object has one member, named after a type, with content of that type. */
function isAttributeValue(value: Readonly<Record<string, unknown>>): boolean {
  const [member, ...others] = Object.entries(value)
  if (!member || others.length > 0) return false
  const [name, content] = member
  return Object.hasOwn(CONTENT, name) && CONTENT[name]?.(content) === true
}

export function toPlainInput(input: unknown): unknown {
  if (isList(input)) return input.map(toPlainInput)
  if (!isMembers(input)) return input
  if (isAttributeValue(input))
    return dynamodbRooms.dynamodb().fromAttributeValue(input as unknown as AttributeValue)
  return Object.fromEntries(
    Object.entries(input).map(([name, member]) => [name, toPlainInput(member)]),
  )
}
