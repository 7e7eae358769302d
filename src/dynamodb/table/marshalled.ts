/** Recognizes DynamoDB's JSON (`{ S: 'a' }`) in place of plain values (`'a'`), for hints. */
import type { AttributeValue, Item } from '../values/values.ts'

const TYPES = ['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M']

export const isTypeName = (name: string): boolean => TYPES.includes(name)

const UNMARSHALL = 'Convert it with unmarshall() of @aws-sdk/util-dynamodb.'

export const MARSHALLED_VALUE: string = `This is DynamoDB's JSON, but Table accepts plain values. ${UNMARSHALL}`

/**
 * The hint for an item or a key in DynamoDB's JSON, or for an item that is wrapped as in requests
 * and exports.
 */
export function marshalledSlip(item: Item | undefined): string | undefined {
  const values = Object.entries(item ?? {})
  const [first] = values
  if (values.length === 1 && first && WRAPPERS.includes(first[0]) && 'M' in first[1]) {
    return `Pass the item itself, without ${first[0]} around it.${marshalledSlip(unwrap(first[1].M)) ? ` ${MARSHALLED_VALUE}` : ''}`
  }
  return first && values.every(([, value]) => isMarshalled(value)) ? MARSHALLED_VALUE : undefined
}

const WRAPPERS = ['PutRequest', 'Item', 'Key', 'DeleteRequest']

const unwrap = (item: Item): Item => (item.Item && 'M' in item.Item ? item.Item.M : item)

// `{ S: 'a' }` was converted as a map: `{ M: { S: { S: 'a' } } }`.
function isMarshalled(value: AttributeValue): boolean {
  if (!('M' in value)) return false
  const [name, ...more] = Object.keys(value.M)
  return name !== undefined && more.length === 0 && isTypeName(name)
}
