import { describe, expect, it } from 'vitest'
import { createOrders, dataPlane, N, S } from '../items.fixture.ts'
import { testWorld } from '../world.fixture.ts'

const TableName = 'orders'
const Key = { pk: S('p'), sk: S('s') }
const INVALID = 'One or more parameter values were invalid: '

type Row = [string, 'PutItem' | 'UpdateItem' | 'DeleteItem', object, string, string?]

/** Errors in the envelope where validation is renewed. The last member is a classic suffix. */
const enveloped: Row[] = [
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
    'a number that is none',
    'DeleteItem',
    { Key: { ...Key, sk: N('x') } },
    'The parameter cannot be converted to a numeric value: x',
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
    'ExpressionAttributeValues can only be specified when using expressions',
    ': ConditionExpression is null',
  ],
  [
    'an expression that does not parse',
    'UpdateItem',
    { Key, UpdateExpression: 'SET a' },
    'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "a"',
  ],
  [
    'an empty expression',
    'DeleteItem',
    { Key, ConditionExpression: '' },
    'Invalid ConditionExpression: The expression can not be empty;',
  ],
  [
    'Expected without a value',
    'PutItem',
    { Item: Key, Expected: { a: { ComparisonOperator: 'EQ' } } },
    `${INVALID}Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: a`,
  ],
  [
    'AttributeUpdates without a value',
    'UpdateItem',
    { Key, AttributeUpdates: { a: {} } },
    `${INVALID}Only DELETE action is allowed when no attribute value is specified`,
  ],
]

/** Errors with the same wording in all regions. */
const bare: Row[] = [
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
    'a key in an update',
    'UpdateItem',
    {
      Key,
      UpdateExpression: 'SET pk = :a',
      ExpressionAttributeValues: { ':a': S('a') },
    },
    `${INVALID}Cannot update attribute pk. This attribute is part of the key`,
  ],
  [
    'an item that is too large',
    'PutItem',
    { Item: { ...Key, a: S('x'.repeat(410_000)) } },
    'Item size has exceeded the maximum allowed size',
  ],
]

const ENVELOPE = '1 validation error detected: '

describe.each([
  ['us-east-1', true],
  ['local', true],
  ['eu-west-2', true],
  ['eu-south-2', false],
  ['me-central-1', false],
])('in %s', (region, isRenewed) => {
  const plane = dataPlane(testWorld({ region }))
  createOrders(plane)

  it.each(enveloped)('refuses %s', (_, operation, input, message, suffix = '') => {
    expect(plane.refusal(operation, { TableName, ...input })).toBe(
      `ValidationException: ${isRenewed ? ENVELOPE + message : message + suffix}`,
    )
  })

  it.each(bare)('refuses %s', (_, operation, input, message) => {
    expect(plane.refusal(operation, { TableName, ...input })).toBe(
      `ValidationException: ${message}`,
    )
  })

  it('names the value of an expression, or not', () => {
    const values = { ExpressionAttributeValues: { ':a': { NS: ['1', '1'] } } }
    const message = (classic: string, renewed: string, envelope = ''): string =>
      `ValidationException: ${isRenewed ? envelope + renewed : classic}`
    const classic =
      'ExpressionAttributeValues contains invalid value: Input collection contains duplicates for key :a'
    const renewed = `${INVALID}Input collection contains duplicates.`
    const update = { TableName, Key, UpdateExpression: 'SET a = :a', ...values }
    expect(plane.refusal('UpdateItem', update)).toBe(message(classic, renewed, ENVELOPE))
    const query = { TableName, KeyConditionExpression: 'pk = :a', ...values }
    expect(plane.refusal('Query', query)).toBe(message(classic, renewed))
    const scan = { TableName, FilterExpression: 'pk = :a', ...values }
    expect(plane.refusal('Scan', scan)).toBe(`ValidationException: ${classic}`)
  })

  it('keeps the suffix about missing expressions in reads', () => {
    const query = { TableName, ExpressionAttributeValues: { ':a': N(1) } }
    expect(plane.refusal('Query', query)).toContain('KeyConditionExpression are null')
  })
})

it('has Query put errors about Select into the envelope in some regions', () => {
  const refusal = (region: string): string => {
    const plane = dataPlane(testWorld({ region }))
    createOrders(plane)
    return plane.refusal('Query', {
      TableName,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': S('p') },
      Select: 'SPECIFIC_ATTRIBUTES',
    })
  }
  expect(refusal('us-east-1')).toMatch(/^ValidationException: Must specify the AttributesToGet/)
  expect(refusal('eu-west-2')).toMatch(/^ValidationException: 1 validation error detected: Must /)
})
