/**
 * Requests of DaxDocument in plain values, and their form on the wire. Values are where they are in
 * the requests of a DynamoDBDocument.
 */
import { UnsupportedError } from '../../core/errors.ts'
import { isObject } from '../../core/json.ts'
import { toAttributeValue, toItem, type CallSite } from '../values/marshal.ts'
import { fromItem } from '../values/unmarshal.ts'
import type { Item } from '../values/values.ts'

type Members = Readonly<Record<string, unknown>>

const ITEMS = new Set(['ExclusiveStartKey', 'Item', 'Key'])
const LEGACY = new Set([
  'AttributesToGet',
  'AttributeUpdates',
  'ConditionalOperator',
  'Expected',
  'KeyConditions',
  'QueryFilter',
  'ScanFilter',
])

/** The request with attribute values in place of plain ones. */
export function toRequest(input: Members, operation: string, site: CallSite): Members {
  const convert = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(convert)
    return isObject(value) ? members(value) : value
  }
  const members = (value: Members): Members => {
    const converted: Record<string, unknown> = {}
    for (const name of Object.keys(value)) {
      const member = value[name]
      if (member === undefined) continue
      if (LEGACY.has(name)) {
        throw new UnsupportedError(
          { service: 'DAX', operation, parameter: name },
          'Expressions do the same.',
        )
      }
      converted[name] = memberOf(name, member)
    }
    return converted
  }
  const memberOf = (name: string, member: unknown): unknown => {
    if (ITEMS.has(name)) return toItem(member, site)
    if (name === 'Keys' && Array.isArray(member)) return member.map((key) => toItem(key, site))
    if (name !== 'ExpressionAttributeValues') return convert(member)
    const values: Record<string, unknown> = {}
    for (const placeholder of Object.keys(member as Members)) {
      const value = (member as Members)[placeholder]
      values[placeholder] = toAttributeValue(value, site, placeholder)
    }
    return values
  }
  return members(input)
}

const PLAIN_ITEMS = new Set(['Attributes', 'Item', 'Key', 'LastEvaluatedKey', 'ItemCollectionKey'])
const PLAIN_LISTS = new Set(['Items', 'Keys'])

/** The answer with plain values in place of attribute values. */
export function toAnswer(output: Members): Members {
  const plain: Record<string, unknown> = {}
  for (const name in output) plain[name] = plainMember(name, output[name])
  return plain
}

function plainMember(name: string, value: unknown): unknown {
  if (value === undefined) return value
  if (PLAIN_ITEMS.has(name)) return fromItem(value as Item)
  if (PLAIN_LISTS.has(name)) return (value as Item[]).map(fromItem)
  if (name !== 'Responses' || Array.isArray(value)) return plainOf(value)
  // Those of BatchGetItem are lists of items by table; a transaction's are a list.
  return Object.fromEntries(
    Object.entries(value as Record<string, Item[]>).map(([table, items]) => [
      table,
      items.map(fromItem),
    ]),
  )
}

function plainOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainOf)
  return isObject(value) ? toAnswer(value) : value
}
