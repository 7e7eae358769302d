/** DynamoDB JSON (`{ S: 'a' }`) where `Table` expects plain values (`'a'`). */
import { isAttributeType, type AttributeValue, type Item } from '../values/values.ts'

export const MARSHALLED_VALUE: string =
  'This looks like DynamoDB JSON, but Table takes plain values: convert it with unmarshall() of @aws-sdk/util-dynamodb.'

/**
 * The suggestion for an item or key in DynamoDB JSON, or for an item inside a request or an
 * export's line.
 */
export function marshalledSlip(item: Item): string | undefined {
  const values = Object.entries(item)
  const [first] = values
  if (values.length === 1 && first && WRAPPERS.includes(first[0]) && 'M' in first[1]) {
    return `Give the item itself, without ${first[0]} around it.${marshalledSlip(unwrap(first[1].M)) ? ` ${MARSHALLED_VALUE}` : ''}`
  }
  return first && values.every(([, value]) => isMarshalled(value)) ? MARSHALLED_VALUE : undefined
}

const WRAPPERS = ['PutRequest', 'Item', 'Key', 'DeleteRequest']

const unwrap = (item: Item): Item => (item.Item && 'M' in item.Item ? item.Item.M : item)

// `{ S: 'a' }` was converted to a map: `{ M: { S: { S: 'a' } } }`.
function isMarshalled(value: AttributeValue): boolean {
  if (!('M' in value)) return false
  const [name, ...more] = Object.keys(value.M)
  return name !== undefined && more.length === 0 && isAttributeType(name)
}
