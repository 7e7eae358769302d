import { describe, expect, it } from 'vitest'
import { checkConstraints, deserialize } from './requests.ts'

const refusal = (operation: string, body: object): string => {
  const input = deserialize<object>(operation, body)
  try {
    checkConstraints(operation, input)
  } catch (error) {
    return (error as Error).message
  }
  return 'accepted'
}

const item = { id: { S: 'a' } }

it('counts what is wrong, and lists it', () => {
  expect(refusal('GetItem', { TableName: 'a!', ReturnConsumedCapacity: 'hi' })).toBe(
    '3 validation errors detected: ' +
      "Value 'hi' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; " +
      "Value 'a!' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; " +
      "Value null at 'key' failed to satisfy constraint: Member must not be null",
  )
})

it('lists ten at most', () => {
  const TransactItems = Array.from({ length: 12 }, () => ({ Get: { TableName: 'orders' } }))
  const message = refusal('TransactGetItems', { TransactItems })
  expect(message).toMatch(
    /^10 validation errors detected: Value null at 'transactItems.1.member.get.key' failed/,
  )
  expect(message.split('; ')).toHaveLength(10)
})

describe('names', () => {
  it('may be up to 255 long, ARNs longer', () => {
    expect(refusal('GetItem', { TableName: 'a'.repeat(255), Key: item })).toBe('accepted')
    expect(refusal('GetItem', { TableName: 'a'.repeat(256), Key: item })).toBe(
      `1 validation error detected: Value '${'a'.repeat(256)}' at 'tableName' failed to satisfy constraint: Member must have length less than or equal to 255`,
    )
    const arn = `arn:aws:dynamodb:us-east-1:123456789012:table/${'a'.repeat(255)}`
    expect(refusal('GetItem', { TableName: arn, Key: item })).toBe('accepted')
  })

  it('of indexes are checked in their own place', () => {
    expect(refusal('Query', { TableName: 'orders', IndexName: 'a b' })).toMatch(
      /^1 validation error detected: Value 'a b' at 'indexName' failed/,
    )
  })
})

it('reports the table of a write before all else', () => {
  const input = { TableName: '', ReturnValues: 'hi', ReturnConsumedCapacity: 'hi' }
  expect(refusal('PutItem', input)).toMatch(/^1 validation error detected: Value '' at 'tableName'/)
  expect(refusal('UpdateItem', input)).toMatch(
    /^1 validation error detected: Value '' at 'tableName'/,
  )
})

it('reports one enum of UpdateItem, and all of PutItem', () => {
  const enums = {
    TableName: 'orders',
    ReturnValues: 'hi',
    ReturnConsumedCapacity: 'hi',
    ReturnItemCollectionMetrics: 'hi',
  }
  expect(refusal('UpdateItem', { ...enums, Key: item })).toBe(
    "1 validation error detected: Value 'hi' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]",
  )
  expect(refusal('PutItem', { ...enums, Item: item })).toMatch(/^3 validation errors detected: /)
})

describe('batches', () => {
  const puts = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ PutRequest: { Item: { id: { N: String(i) } } } }))
  const keys = (count: number) => Array.from({ length: count }, (_, i) => ({ id: { N: `${i}` } }))

  it('want something', () => {
    expect(refusal('BatchWriteItem', { RequestItems: {} })).toBe(
      'The requestItems parameter is required for BatchWriteItem',
    )
    expect(refusal('BatchGetItem', { RequestItems: {} })).toBe(
      'The requestItems parameter is required for BatchGetItem',
    )
    expect(refusal('BatchGetItem', { RequestItems: { orders: { Keys: [] } } })).toMatch(
      /at 'requestItems.orders.member.keys' failed .* greater than or equal to 1$/,
    )
  })

  it('want not too much', () => {
    expect(refusal('BatchWriteItem', { RequestItems: { orders: puts(26) } })).toMatch(
      /^1 validation error detected: Value '\{orders=\[com\.amazonaws\.dynamodb\.v20120810\.WriteRequest@.*' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than or equal to 25, Member must have length greater than or equal to 1\]$/,
    )
    expect(refusal('BatchGetItem', { RequestItems: { orders: { Keys: keys(101) } } })).toBe(
      "1 validation error detected: Value at 'RequestItems.orders.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100",
    )
    expect(refusal('BatchGetItem', { RequestItems: { orders: { Keys: keys(100) } } })).toBe(
      'accepted',
    )
  })
})

it('words limits of queries and scans differently, as AWS does', () => {
  expect(refusal('Query', { TableName: 'orders', Limit: 0 })).toBe(
    "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  )
  expect(refusal('Scan', { TableName: 'orders', Limit: 0 })).toBe(
    "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  )
})

it('checks every operation of both services', () => {
  expect(refusal('DescribeStream', { StreamArn: 'x' })).toMatch(/at 'streamArn' failed/)
  expect(refusal('CreateBackup', {})).toMatch(/^2 validation errors detected/)
  expect(refusal('ExecuteStatement', { Statement: '' })).toMatch(/at 'statement' failed/)
  expect(refusal('DescribeLimits', {})).toBe('accepted')
})
