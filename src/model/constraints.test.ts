import { describe, expect, it } from 'vitest'
import { checkerOf } from './constraints.ts'
import { errorOf } from './model.fixture.ts'
import { RULES, type ModelledService } from './services.ts'
import {
  boolean,
  date,
  integer,
  list,
  long,
  map,
  oneOf,
  string,
  structure,
  value,
  withAlone,
  type Shape,
  type StructureShape,
} from './shape.ts'

const refusal = (
  shape: StructureShape,
  input: object,
  service: ModelledService = 'dynamodb',
): string => {
  const error = errorOf(() => checkerOf(shape, RULES[service])(input))
  return error === undefined ? 'accepted' : (error as Error).message
}

const FAILED = 'failed to satisfy constraint: Member must'

describe('structures', () => {
  const node: StructureShape = {
    type: 'structure',
    name: 'Node',
    get members() {
      return [
        { name: 'Name', required: true, shape: string({ max: 3 }) },
        { name: 'Children', required: false, shape: list(node) },
      ]
    },
  }

  it('may contain themselves', () => {
    expect(refusal(node, { Name: 'a', Children: [{ Name: 'b', Children: [] }] })).toBe('accepted')
    expect(refusal(node, { Name: 'a', Children: [{ Name: 'b', Children: [{}] }] })).toBe(
      `1 validation error detected: Value null at 'children.1.member.children.1.member.name' ${FAILED} not be null`,
    )
  })

  it('forget the faults of the previous input', () => {
    const check = checkerOf(node, RULES.lambda)
    expect(errorOf(() => check({ Name: 'long' }))).toBeDefined()
    expect(errorOf(() => check({ Name: 'b' }))).toBeUndefined()
    expect(errorOf(() => check({ Name: 'long' }))).toHaveProperty(
      'message',
      `1 validation error detected: Value 'long' at 'name' ${FAILED} have length less than or equal to 3`,
    )
  })

  it('treat null as a missing member', () => {
    expect(refusal(node, { Name: null })).toMatch(
      /^1 validation error detected: Value null at 'name'/,
    )
  })
})

it('reports members in the order of HashMap, or of the model', () => {
  // Seen: kinesis-streams-fan-out-kinesis-analytics#8, of Kinesis Data Analytics.
  const arns = structure('KinesisStreamsOutput', {
    'ResourceARN!': string({ pattern: 'arn:.*' }),
    'RoleARN!': string({ pattern: 'arn:.*' }),
  })
  const places = (service: ModelledService): string[] =>
    [...refusal(arns, {}, service).matchAll(/at '(\w+)'/g)].map(([, name = '']) => name)
  expect(places('lambda')).toEqual(['roleARN', 'resourceARN'])
  expect(places('dynamodb')).toEqual(['resourceARN', 'roleARN'])
})

describe('texts', () => {
  const name = structure('Input', { Name: string({ min: 3, max: 5, pattern: '[a-z]*' }) })

  it('are checked for length and pattern in the order of their service', () => {
    const tooShort = `Value 'A' at 'name' ${FAILED} have length greater than or equal to 3`
    const noMatch = `Value 'A' at 'name' ${FAILED} satisfy regular expression pattern: [a-z]*`
    const both = '2 validation errors detected: '
    expect(refusal(name, { Name: 'A' }, 'lambda')).toBe(`${both}${tooShort}; ${noMatch}`)
    expect(refusal(name, { Name: 'A' }, 'cloudformation')).toBe(`${both}${noMatch}; ${tooShort}`)
  })

  it('have their length in characters, in DynamoDB in UTF-16 units', () => {
    const emoji = structure('Input', { Name: string({ min: 2, max: 2 }) })
    expect(refusal(emoji, { Name: '😀😀' }, 'lambda')).toBe('accepted')
    expect(refusal(emoji, { Name: '😀' }, 'lambda')).toMatch(/greater than or equal to 2$/)
    expect(refusal(emoji, { Name: '😀' }, 'dynamodb')).toBe('accepted')
    expect(refusal(emoji, { Name: '😀😀' }, 'dynamodb')).toMatch(/less than or equal to 2$/)
  })

  it('may be ARNs, which are longer than names', () => {
    const named = structure('Input', { Name: string({ max: 140, nameMax: 64 }) })
    expect(refusal(named, { Name: 'a'.repeat(64) })).toBe('accepted')
    expect(refusal(named, { Name: 'a'.repeat(65) })).toMatch(/less than or equal to 64$/)
    expect(refusal(named, { Name: `arn:aws:${'a'.repeat(100)}` })).toBe('accepted')
    expect(refusal(named, { Name: `arn:aws:${'a'.repeat(140)}` })).toMatch(/equal to 140$/)
  })
})

describe('the rules of DynamoDB', () => {
  const nameOrArn = string({ min: 1, max: 1024, pattern: '[a-zA-Z0-9_.-]+', nameOrArn: true })
  const managed = string({ ...nameOrArn, min: 3, order: 'length-first' })

  it('accept names or ARNs', () => {
    const shape = structure('Input', { 'TableName!': nameOrArn })
    expect(refusal(shape, { TableName: '' })).toBe(
      `1 validation error detected: Value '' at 'tableName' ${FAILED} have length greater than or equal to 1`,
    )
    expect(refusal(shape, { TableName: 'a'.repeat(256) })).toMatch(/less than or equal to 255$/)
    const arn = `arn:aws:dynamodb:us-east-1:123456789012:table/${'a'.repeat(255)}`
    expect(refusal(shape, { TableName: arn })).toBe('accepted')
  })

  it("report a short name's length before its pattern", () => {
    expect(refusal(structure('Input', { TableName: managed }), { TableName: '!' })).toMatch(
      /^2 validation errors detected: Value '!' at 'tableName' .* greater than or equal to 3; Value '!' .* pattern/,
    )
  })

  it('check some members first, with their own messages', () => {
    const shape = structure(
      'CreateTableInput',
      { 'Definitions!': list(value), 'TableName!': managed, Mode: oneOf('A', 'B') },
      { name: 'TableName', missingText: 'The table has no name', alone: true },
      { name: 'Mode', alone: true },
    )
    expect(refusal(shape, {})).toBe('The table has no name')
    expect(refusal(shape, { TableName: 'ab', Mode: 'C' })).toMatch(/^1 .* at 'tableName' /)
    expect(refusal(shape, { TableName: 'abc', Mode: 'C' })).toMatch(/^1 .* at 'mode' /)
    expect(refusal(shape, { TableName: 'abc' })).toMatch(/^1 .* at 'definitions' /)
  })

  it('report members alone under their wire names, in renewed validation', () => {
    const put = structure('PutItemInput', {
      ReturnValues: oneOf('NONE', 'ALL_OLD'),
      'TableName!': nameOrArn,
      'Item!': map(value),
    })
    const renewed = withAlone(put, [
      { name: 'TableName', shape: string({ min: 1, label: 'TableName' }) },
      {
        name: 'ReturnValues',
        shape: { ...oneOf('NONE', 'ALL_OLD'), label: '', printedValues: ['OLD', 'NONE'] },
      },
    ])
    const faults = { TableName: '', ReturnValues: 'hi' }
    expect(refusal(put, faults)).toMatch(/^3 validation errors/)
    expect(refusal(renewed, faults)).toBe(
      `1 validation error detected: Value at 'TableName' ${FAILED} have length greater than or equal to 1`,
    )
    expect(refusal(renewed, { ...faults, TableName: 'orders' })).toBe(
      '1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: [OLD, NONE]',
    )
    expect(refusal(renewed, { TableName: '!' })).toMatch(/^2 .* '!' at 'tableName'/)
    expect(refusal(renewed, { TableName: 'orders' })).toMatch(/^1 .* null at 'item'/)
    expect(refusal(renewed, {})).toMatch(/^2 .* null at 'tableName'/)
  })

  it('have a message for an empty member, except in renewed validation', () => {
    const batch = structure(
      'BatchGetItemInput',
      { 'RequestItems!': map(structure('Keys', {}), { min: 1, max: 100 }) },
      { name: 'RequestItems', emptyText: 'The requestItems parameter is required' },
    )
    expect(refusal(batch, { RequestItems: {} })).toBe('The requestItems parameter is required')
    expect(refusal(withAlone(batch, []), { RequestItems: {} })).toBe(
      `1 validation error detected: Value at 'RequestItems' ${FAILED} have length greater than or equal to 1`,
    )
    expect(refusal(withAlone(batch, []), { RequestItems: { a: {} } })).toBe('accepted')
  })

  it('report constraints on keys and values of maps at the map', () => {
    const keys = string({ max: 255, min: 3, pattern: '[a-z]+', nameOrArn: true })
    const write = list(structure('WriteRequest', {}), { min: 1, max: 2 })
    const shape = structure('BatchWriteItemInput', { RequestItems: map(write, { keys }) })
    expect(refusal(shape, { RequestItems: { orders: [{}, {}, {}] } })).toMatch(
      /^1 validation error detected: Value '\{orders=\[.*\]\}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than or equal to 2, Member must have length greater than or equal to 1\]$/,
    )
    expect(refusal(shape, { RequestItems: { '!': [{}] } })).toMatch(
      /Map keys must satisfy constraint: \[Member must have length less than or equal to 255, Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: \[a-z\]\+\]$/,
    )
    expect(refusal(shape, { RequestItems: { '!': [{}], '?': [{}] } })).toMatch(/^2 validation/)
  })

  it('report lists that are too long at another path', () => {
    const keysOf = structure('KeysAndAttributes', {
      Keys: list(value, { max: 1, tooLongAt: (path) => path.replace(/keys$/, 'Keys') }),
    })
    const shape = structure('BatchGetItemInput', { RequestItems: map(keysOf) })
    expect(refusal(shape, { RequestItems: { orders: { Keys: [{}, {}] } } })).toBe(
      `1 validation error detected: Value at 'requestItems.orders.member.Keys' ${FAILED} have length less than or equal to 1`,
    )
  })

  it('report numbers under a label', () => {
    const shape = structure('QueryInput', { Limit: integer({ min: 1, label: 'Limit' }), N: long() })
    expect(refusal(shape, { Limit: 0, N: 1 })).toBe(
      `1 validation error detected: Value at 'Limit' ${FAILED} have value greater than or equal to 1`,
    )
  })
})

describe('lists of plain values', () => {
  const shape = structure('Input', { Names: list(string({ min: 1, max: 3 }), { max: 2 }) })

  it('report bad elements once, at the list', () => {
    expect(refusal(shape, { Names: ['', 'long'] }, 'ssm')).toBe(
      `1 validation error detected: Value '[, long]' at 'names' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 3, Member must have length greater than or equal to 1]`,
    )
    expect(refusal(shape, { Names: ['', 'long'] }, 'dynamodb')).toMatch(
      /^2 .* at 'names\.1\.member' .* at 'names\.2\.member' /,
    )
  })
})

describe('values of another type', () => {
  const shape = structure('Input', {
    Text: string(),
    Count: integer({ min: 1 }),
    Flag: boolean,
    When: date,
    Tags: map(string()),
    Ids: list(string()),
    Inner: structure('Inner', { Text: string() }),
  })
  const cases: readonly [object, string][] = [
    [{ Text: 1, Count: 0 }, 'NUMBER_VALUE can not be converted to a String'],
    [{ Count: '1' }, 'STRING_VALUE can not be converted to an Integer'],
    [{ Flag: 1.5 }, 'DECIMAL_VALUE can not be converted to a Boolean'],
    [{ Text: {} }, 'Start of structure or map found where not expected.'],
    [{ Count: [] }, 'Unrecognized collection type class java.lang.Integer'],
    [{ Tags: 'x' }, 'Unexpected field type'],
    [{ Inner: { Text: true } }, 'TRUE_VALUE can not be converted to a String'],
  ]

  it.each(cases)('are refused before anything else: %j', (input, message) => {
    const error = errorOf(() => checkerOf(shape, RULES.ssm)(input))
    expect(error).toMatchObject({ code: 'SerializationException', message })
  })

  it('may be times in any form, which the codec reads', () => {
    expect(refusal(shape, { When: new Date(0) }, 'ssm')).toBe('accepted')
    expect(refusal(shape, { When: 1.5 }, 'ssm')).toBe('accepted')
  })

  it('are strings in requests that are forms', () => {
    expect(refusal(shape, { Text: 1, Count: '1' }, 'iam')).toBe('accepted')
  })
})

it('hides sensitive values, and prints others like Java', () => {
  const shape = structure('Input', {
    Password: string({ max: 1, sensitive: true }),
    When: list(string(), { max: 0 }),
    Part: list(
      structure('Part', {
        'Size!': { type: 'number', java: 'Double' },
        Key: string({ sensitive: true }),
      }),
      { max: 0 },
    ),
    Data: { type: 'blob', max: 1 } satisfies Shape,
  })
  const all = refusal(
    shape,
    { Password: 'secret', Part: [{ Size: 1, Key: 'k' }], Data: new Uint8Array(2) },
    'ssm',
  )
  expect(all).toContain("Value at 'password' failed")
  expect(all).toContain("Value '[Part(size=1.0, key=*** Sensitive Data Redacted ***)]' at 'part'")
  expect(all).toContain("Value 'java.nio.HeapByteBuffer[pos=0 lim=2 cap=2]' at 'data'")
})

describe('services with their own messages', () => {
  const shape = structure('PutMetricDataInput', {
    'Namespace!': string({ pattern: '[\\w+=,.@-]+' }),
    'MetricData!': list(structure('MetricDatum', { 'MetricName!': string({ max: 1 }) })),
  })

  it('name the first missing parameter', () => {
    expect(refusal(shape, { Namespace: 'a', MetricData: [{}] }, 'cloudwatch')).toBe(
      'The parameter MetricData.member.1.MetricName is required.',
    )
    expect(refusal(shape, { Namespace: 'a' }, 'sqs')).toBe(
      'The request must contain the parameter MetricData.',
    )
    expect(refusal(shape, { Namespace: '', MetricData: [] }, 'sqs')).toBe(
      'The request must contain the parameter Namespace.',
    )
    expect(refusal(shape, { Namespace: 'a', MetricData: [{ MetricName: 'ab' }] }, 'sqs')).toBe(
      'accepted',
    )
  })

  it('check only the XML: S3', () => {
    expect(refusal(shape, { Namespace: '!', MetricData: [] }, 's3')).toBe('accepted')
    expect(refusal(shape, { Namespace: '!', MetricData: [{}] }, 's3')).toMatch(
      /^The XML you provided/,
    )
  })
})
