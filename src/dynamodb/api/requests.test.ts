import { describe, expect, it } from 'vitest'
import type { World } from '../../core/world/world.ts'
import { checkConstraints, deserialize, regionalConstraintsFor } from './requests.ts'

const refusal = (operation: string, body: object): string => {
  const input = deserialize<object>(operation, body)
  try {
    checkConstraints(operation, input)
  } catch (error) {
    return (error as Error).message
  }
  return 'accepted'
}

/** The error of an operation whose validation depends on the region. */
const refusalIn = (
  region: string,
  operation: Parameters<typeof regionalConstraintsFor>[0],
  body: object,
): string => {
  try {
    regionalConstraintsFor(operation)(deserialize(operation, body), {
      options: { region },
    } as World)
  } catch (error) {
    return (error as Error).message
  }
  return 'accepted'
}

const item = { id: { S: 'a' } }

it('counts and lists errors', () => {
  expect(refusal('GetItem', { TableName: 'a!', ReturnConsumedCapacity: 'hi' })).toBe(
    '3 validation errors detected: ' +
      "Value 'hi' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; " +
      "Value 'a!' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; " +
      "Value null at 'key' failed to satisfy constraint: Member must not be null",
  )
})

it('lists at most ten errors', () => {
  const TransactItems = Array.from({ length: 12 }, () => ({ Get: { TableName: 'orders' } }))
  const message = refusal('TransactGetItems', { TransactItems })
  expect(message).toMatch(
    /^10 validation errors detected: Value null at 'transactItems.1.member.get.key' failed/,
  )
  expect(message.split('; ')).toHaveLength(10)
})

describe('names', () => {
  it('may have up to 255 characters, and ARNs more', () => {
    expect(refusal('GetItem', { TableName: 'a'.repeat(255), Key: item })).toBe('accepted')
    expect(refusal('GetItem', { TableName: 'a'.repeat(256), Key: item })).toBe(
      `1 validation error detected: Value '${'a'.repeat(256)}' at 'tableName' failed to satisfy constraint: Member must have length less than or equal to 255`,
    )
    const arn = `arn:aws:dynamodb:us-east-1:123456789012:table/${'a'.repeat(255)}`
    expect(refusal('GetItem', { TableName: arn, Key: item })).toBe('accepted')
  })

  it('of one character break the pattern and are too short', () => {
    const failed = 'failed to satisfy constraint: Member must'
    const pattern = `${failed} satisfy regular expression pattern: [a-zA-Z0-9_.-]+`
    expect(refusal('GetItem', { TableName: '!', Key: item })).toBe(
      `1 validation error detected: Value '!' at 'tableName' ${pattern}`,
    )
    expect(refusal('GetItem', { TableName: 'a', Key: item })).toBe('accepted')
    expect(refusal('DescribeTable', { TableName: '!' })).toMatch(/ '!' at 'tableName' .*pattern/)
    expect(refusal('Query', { TableName: 'orders', IndexName: '!' })).toBe(
      `2 validation errors detected: Value '!' at 'indexName' ${pattern}; ` +
        `Value '!' at 'indexName' ${failed} have length greater than or equal to 3`,
    )
  })

  it('of indexes are reported as indexName', () => {
    expect(refusal('Query', { TableName: 'orders', IndexName: 'a b' })).toMatch(
      /^1 validation error detected: Value 'a b' at 'indexName' failed/,
    )
  })
})

describe('writes with several errors', () => {
  const failedTo = 'failed to satisfy constraint: Member must'
  const enums = '[ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]'
  const faults = {
    TableName: '',
    ReturnValues: 'hi',
    ReturnConsumedCapacity: 'hi',
    ReturnItemCollectionMetrics: 'hi',
  }
  const named = { ...faults, TableName: 'orders' }

  it.each(['eu-south-2', 'me-central-1'])('report all errors in %s', (region) => {
    expect(refusalIn(region, 'PutItem', { TableName: '', ReturnValues: 'hi', Item: item })).toBe(
      `2 validation errors detected: Value '' at 'tableName' ${failedTo} have length greater than or equal to 1; ` +
        `Value 'hi' at 'returnValues' ${failedTo} satisfy enum value set: ${enums}`,
    )
    expect(refusalIn(region, 'UpdateItem', { ...named, Key: item })).toBe(
      `3 validation errors detected: Value 'hi' at 'returnConsumedCapacity' ${failedTo} satisfy enum value set: [INDEXES, TOTAL, NONE]; ` +
        `Value 'hi' at 'returnItemCollectionMetrics' ${failedTo} satisfy enum value set: [SIZE, NONE]; ` +
        `Value 'hi' at 'returnValues' ${failedTo} satisfy enum value set: ${enums}`,
    )
  })

  it.each(['us-east-1', 'eu-west-2', 'local', '__proto__'])('report one error in %s', (region) => {
    const noName = `1 validation error detected: Value at 'TableName' ${failedTo} have length greater than or equal to 1`
    expect(refusalIn(region, 'PutItem', faults)).toBe(noName)
    expect(refusalIn(region, 'UpdateItem', faults)).toBe(noName)
    expect(refusalIn(region, 'UpdateItem', { ...named, Key: item })).toBe(
      '1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]',
    )
    expect(refusalIn(region, 'PutItem', { ...named, Item: item })).toMatch(/^3 validation errors /)
    expect(refusalIn(region, 'PutItem', { TableName: 'orders', Item: item })).toBe('accepted')
  })
})

describe('batches', () => {
  const puts = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ PutRequest: { Item: { id: { N: String(i) } } } }))
  const keys = (count: number) => Array.from({ length: count }, (_, i) => ({ id: { N: `${i}` } }))

  it('must not be empty', () => {
    const nothing = { RequestItems: {} }
    const tooShort =
      "1 validation error detected: Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1"
    const write = 'The requestItems parameter is required for BatchWriteItem'
    const get = 'The requestItems parameter is required for BatchGetItem'
    expect(refusalIn('us-east-1', 'BatchWriteItem', nothing)).toBe(write)
    expect(refusalIn('eu-west-2', 'BatchWriteItem', nothing)).toBe(write)
    expect(refusalIn('eu-north-1', 'BatchWriteItem', nothing)).toBe(tooShort)
    expect(refusalIn('us-east-1', 'BatchGetItem', nothing)).toBe(tooShort)
    expect(refusalIn('eu-west-2', 'BatchGetItem', nothing)).toBe(tooShort)
    expect(refusalIn('me-central-1', 'BatchGetItem', nothing)).toBe(get)
    expect(refusal('BatchGetItem', { RequestItems: { orders: { Keys: [] } } })).toMatch(
      /at 'requestItems.orders.member.keys' failed .* greater than or equal to 1$/,
    )
  })

  it('must not exceed the maximum', () => {
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

it('words the limits of queries and scans differently, as AWS does', () => {
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
