import { describe, expect, it } from 'vitest'
import { createOrders, dataPlane, N, S } from '../items.fixture.ts'
import { testWorld } from '../world.fixture.ts'

const TableName = 'orders'
const Key = { pk: S('p'), sk: S('s') }
const INVALID = 'One or more parameter values were invalid: '

/** Errors that have a prefix in regions with renewed validation. */
const faults: [string, 'PutItem' | 'UpdateItem' | 'Query', object, string][] = [
  [
    'an empty set',
    'PutItem',
    { Item: { ...Key, a: { SS: [] } } },
    `${INVALID}An string set  may not be empty`,
  ],
  [
    'NULL that is false',
    'PutItem',
    { Item: { ...Key, a: { NULL: false } } },
    `${INVALID}Null attribute value types must have the value of true`,
  ],
  [
    'ReturnValues of an update',
    'PutItem',
    { Item: Key, ReturnValues: 'ALL_NEW' },
    'ReturnValues can only be ALL_OLD or NONE',
  ],
  [
    'values without an expression',
    'PutItem',
    { Item: Key, ExpressionAttributeValues: { ':a': N(1) } },
    'ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null',
  ],
  [
    'an expression that does not parse',
    'UpdateItem',
    { Key, UpdateExpression: 'SET a' },
    'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "a"',
  ],
  [
    'a Select that needs a projection',
    'Query',
    {
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': S('p') },
      Select: 'SPECIFIC_ATTRIBUTES',
    },
    'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
  ],
]

/** Errors with the same wording in all regions. */
const bare: [string, 'PutItem' | 'UpdateItem' | 'DeleteItem', object, string][] = [
  [
    'an empty expression',
    'PutItem',
    { Item: Key, ConditionExpression: '' },
    'Invalid ConditionExpression: The expression can not be empty;',
  ],
  [
    'values that nothing uses',
    'PutItem',
    {
      Item: Key,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':a': N(1) },
    },
    'Value provided in ExpressionAttributeValues unused in expressions: keys: {:a}',
  ],
  [
    'a missing key',
    'PutItem',
    { Item: { pk: S('p') } },
    `${INVALID}Missing the key sk in the item`,
  ],
  [
    'an expression of DeleteItem',
    'DeleteItem',
    { Key, ConditionExpression: 'a' },
    'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "a"',
  ],
]

describe.each([
  ['us-east-1', ''],
  ['local', ''],
  ['eu-west-2', '1 validation error detected: '],
  ['ap-southeast-1', '1 validation error detected: '],
])('in %s', (region, envelope) => {
  const plane = dataPlane(testWorld({ region }))
  createOrders(plane)

  it.each(faults)('refuses %s', (_, operation, input, message) => {
    expect(plane.refusal(operation, { TableName, ...input })).toBe(
      `ValidationException: ${envelope}${message}`,
    )
  })

  it.each(bare)('refuses %s', (_, operation, input, message) => {
    expect(plane.refusal(operation, { TableName, ...input })).toBe(
      `ValidationException: ${message}`,
    )
  })

  it('refuses values of expressions that are null and false', () => {
    const input = {
      TableName,
      Key,
      UpdateExpression: 'SET a = :a',
      ExpressionAttributeValues: { ':a': { NULL: false } },
    }
    const text = `${INVALID}Null attribute value types must have the value of true`
    expect(plane.refusal('UpdateItem', input)).toBe(
      envelope
        ? `ValidationException: ${envelope}${text}`
        : `ValidationException: ExpressionAttributeValues contains invalid value: ${text} for key :a`,
    )
  })
})
