/** The words of the renewed validation: in an envelope for writes of single items, bare for reads. */
import { av, group, N, refused, S, type DataCase, type Step } from '../case.ts'
import { OVERFLOW, UNDERFLOW } from './number-texts.ts'
import { SOURCES } from './sources.ts'

const TableName = 'pairs'
const Key = av({ pk: 'a', sk: 'b' })
const INVALID = 'One or more parameter values were invalid: '
const notANumber = (text: string): string =>
  `The parameter cannot be converted to a numeric value: ${text}`

type Input = Readonly<Record<string, unknown>>
/** A request with `value` at some place. */
type At = (value: Readonly<Record<string, unknown>>) => Step

const call = (operation: string, input: Input): Step => ({
  operation,
  input: { TableName, ...input },
})
const put = (input: Input): Step => call('PutItem', { Item: Key, ...input })
const update = (input: Input): Step => call('UpdateItem', { Key, ...input })
const remove = (input: Input): Step => call('DeleteItem', { Key, ...input })
const query = (input: Input): Step =>
  call('Query', {
    KeyConditionExpression: 'pk = :p',
    ExpressionAttributeValues: { ':p': S('a') },
    ...input,
  })
const condition = (value: object): Input => ({
  ConditionExpression: 'v = :v',
  ExpressionAttributeValues: { ':v': value },
})
const expected = (value: object): Input => ({ Expected: { v: { Value: value } } })

/** Places in writes of one item. */
const WRITES: Readonly<Record<string, At>> = {
  'PutItem item': (v) => put({ Item: { ...Key, v } }),
  'PutItem nested': (v) => put({ Item: { ...Key, m: { M: { l: { L: [v] } } } } }),
  'PutItem condition': (v) => put(condition(v)),
  'PutItem Expected': (v) => put(expected(v)),
  'UpdateItem value': (v) =>
    update({ UpdateExpression: 'SET v = :v', ExpressionAttributeValues: { ':v': v } }),
  'UpdateItem condition': (v) => update(condition(v)),
  'UpdateItem AttributeUpdates': (v) => update({ AttributeUpdates: { v: { Value: v } } }),
  'UpdateItem Expected': (v) =>
    update({ ...expected(v), AttributeUpdates: { x: { Value: N(1) } } }),
  'UpdateItem key': (v) => update({ Key: { ...Key, sk: v } }),
  'DeleteItem condition': (v) => remove(condition(v)),
  'DeleteItem Expected': (v) => remove(expected(v)),
  'DeleteItem key': (v) => remove({ Key: { ...Key, sk: v } }),
}
/** Places in reads. */
const READS: Readonly<Record<string, At>> = {
  'GetItem key': (v) => call('GetItem', { Key: { ...Key, sk: v } }),
  'BatchGetItem key': (v) => ({
    operation: 'BatchGetItem',
    input: { RequestItems: { pairs: { Keys: [{ ...Key, sk: v }] } } },
  }),
  'Query key value': (v) =>
    query({ KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': v } }),
  'Query filter value': (v) =>
    query({
      FilterExpression: 'v = :v',
      ExpressionAttributeValues: { ':p': S('a'), ':v': v },
    }),
  'Query start key': (v) => query({ ExclusiveStartKey: { ...Key, sk: v } }),
  'Query QueryFilter': (v) =>
    call('Query', {
      KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [S('a')] } },
      QueryFilter: { v: { ComparisonOperator: 'EQ', AttributeValueList: [v] } },
    }),
}

const NUMBERS: readonly (readonly [number: string, message: string])[] = [
  ...['1e126', '1e2147483647', '1e99999999999', '-1e99999999999'].map(
    (number) => [number, OVERFLOW] as const,
  ),
  ...['1e-131', '1e-99999999999'].map((number) => [number, UNDERFLOW] as const),
  ...['abc', '', '1 ', '1e', 'Infinity', 'NaN', '1e9223372036854775808'].map(
    (number) => [number, notANumber(number)] as const,
  ),
]
const bytes = (...list: readonly number[]): { BS: Uint8Array[] } => ({
  BS: list.map((each) => Uint8Array.of(each)),
})
const VALUES: readonly (readonly [id: string, value: Input, message: string])[] = [
  ...NUMBERS.map(([number, message]) => [`N '${number}'`, N(number), message] as const),
  ['NS', { NS: ['1', 'abc'] }, notANumber('abc')],
  ['NS overflow', { NS: ['1', '1e126'] }, OVERFLOW],
  [
    'duplicates SS',
    { SS: ['a', 'b', 'b'] },
    `${INVALID}Input collection ["a", "b", "b"] contains duplicates.`,
  ],
  ['duplicates NS', { NS: ['1', '2', '1.0'] }, `${INVALID}Input collection contains duplicates.`],
  [
    'duplicates BS',
    bytes(0, 255, 0),
    `${INVALID}Input collection ["AA==","/w==","AA=="]of type BS contains duplicates.`,
  ],
]

/** What was observed. Other values are expected to be worded alike in the same place. */
const OBSERVED: Readonly<Record<string, readonly string[]>> = {
  'PutItem item': [
    ...["N '1e99999999999'", "N '1e-99999999999'", "N '1e2147483647'", "N '1e126'", "N 'abc'"],
    ...["N ''", "N '1 '", "N '1e'", "N 'Infinity'", 'NS', 'NS overflow'],
    ...['duplicates SS', 'duplicates NS'],
  ],
  'PutItem nested': ["N 'abc'", "N '1e126'"],
  'PutItem condition': ["N 'abc'", "N '1e126'", 'duplicates BS'],
  'PutItem Expected': ["N 'abc'", "N '1e126'", 'duplicates SS', 'duplicates NS'],
  'UpdateItem value': ["N 'abc'", "N '1e126'"],
  'UpdateItem AttributeUpdates': ["N 'abc'", "N '1e126'", 'duplicates BS'],
  'UpdateItem key': ["N 'abc'", "N '1e126'", 'duplicates SS', 'duplicates NS'],
  'DeleteItem condition': ["N 'abc'", "N '1e126'"],
  'DeleteItem key': ["N 'abc'", "N '1e126'", 'duplicates BS'],
  'GetItem key': ["N ''", 'duplicates SS', 'duplicates NS'],
  'BatchGetItem key': ['duplicates BS'],
  'Query filter value': ["N 'abc'", "N '1e126'"],
  'Query key value': ['duplicates SS', 'duplicates NS'],
  'Query start key': ['duplicates BS'],
  'Query QueryFilter': ['duplicates SS', 'duplicates NS'],
}
const sourceOf = (place: string, id: string): string =>
  OBSERVED[place]?.includes(id) ? SOURCES.renewed : SOURCES.likeRenewed

const places = (group: Readonly<Record<string, At>>, envelope: string): readonly DataCase[] =>
  Object.entries(group).flatMap(([place, at]) =>
    VALUES.map(([id, value, message]): DataCase => ({
      id: `${place} ${id}`,
      title: `${place}: a value that is refused.`,
      source: sourceOf(place, id),
      tables: ['pairs'],
      steps: [{ ...at(value), ...refused(envelope + message) }],
    })),
  )

const ENVELOPE = '1 validation error detected: '

const classicValues: DataCase[] = [
  {
    id: 'BatchWriteItem keeps 32-bit exponents',
    title: 'The position of the first digit wraps around where validation is not renewed.',
    source: SOURCES.renewed,
    tables: ['pairs'],
    steps: [
      {
        operation: 'BatchWriteItem',
        input: {
          RequestItems: { pairs: [{ PutRequest: { Item: { ...Key, v: N('1e2147483647') } } }] },
        },
        ...refused(UNDERFLOW),
      },
    ],
  },
]

const FAILED = 'failed to satisfy constraint: Member must'
const eq = (more: object = {}): Input => ({
  Expected: { a: { ComparisonOperator: 'EQ', ...more } },
})
const noValue = `${ENVELOPE}${INVALID}Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: a`

/** Faults of whole requests. */
const REQUESTS: readonly (readonly [id: string, step: Step, message: string])[] = [
  ...[put, update, remove].flatMap((write) => [
    [
      'values without expression',
      write({ ExpressionAttributeValues: { ':v': N(1) } }),
      `${ENVELOPE}ExpressionAttributeValues can only be specified when using expressions`,
    ] as const,
    [
      'names without expression',
      write({ ExpressionAttributeNames: { '#v': 'v' } }),
      `${ENVELOPE}ExpressionAttributeNames can only be specified when using expressions`,
    ] as const,
    [
      'empty ConditionExpression',
      write({ ConditionExpression: '' }),
      `${ENVELOPE}Invalid ConditionExpression: The expression can not be empty;`,
    ] as const,
    [
      'ConditionExpression that does not parse',
      write({ ConditionExpression: 'a' }),
      `${ENVELOPE}Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "a"`,
    ] as const,
    ['Expected EQ without value', write(eq()), noValue] as const,
    [
      'Expected without value',
      write({ Expected: { a: {} } }),
      `${ENVELOPE}${INVALID}Value must be provided when Exists is null for Attribute: a`,
    ] as const,
    [
      'Expected value that must not exist',
      write({ Expected: { a: { Exists: false, Value: N(1) } } }),
      `${ENVELOPE}${INVALID}Value cannot be used when Exists is false for Attribute: a`,
    ] as const,
    [
      'Expected EQ with two values',
      write(eq({ AttributeValueList: [N(1), N(2)] })),
      `${ENVELOPE}${INVALID}Invalid number of argument(s) for the EQ ComparisonOperator`,
    ] as const,
    [
      'ConditionalOperator alone',
      write({ ConditionalOperator: 'OR' }),
      `${ENVELOPE}ConditionalOperator cannot be used without Filter or Expected`,
    ] as const,
    [
      'mixed parameters',
      write({ ...eq({ AttributeValueList: [N(1)] }), ConditionExpression: 'attribute_exists(pk)' }),
      `${ENVELOPE}Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}`,
    ] as const,
  ]),
  [
    'empty UpdateExpression',
    update({ UpdateExpression: '' }),
    `${ENVELOPE}Invalid UpdateExpression: The expression can not be empty;`,
  ],
  [
    'first enum only',
    update({ ReturnValues: 'SOME', ReturnConsumedCapacity: 'SOME' }),
    `${ENVELOPE}Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]`,
  ],
  [
    'AWS accepts no UPDATE_NEW',
    update({ ReturnValues: 'UPDATE_NEW' }),
    `${ENVELOPE}Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]`,
  ],
  [
    'key attribute',
    update({
      UpdateExpression: 'SET pk = :p',
      ExpressionAttributeValues: { ':p': S('b') },
    }),
    `${INVALID}Cannot update attribute pk. This attribute is part of the key`,
  ],
  [
    'empty key',
    update({ Key: { ...Key, sk: S('') } }),
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: sk',
  ],
  [
    'empty key',
    put({ Item: { ...Key, sk: S('') } }),
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: sk',
  ],
  [
    'wrong name',
    put({ TableName: 'a b', ReturnValues: 'SOME' }),
    `2 validation errors detected: Value 'a b' at 'tableName' ${FAILED} satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value 'SOME' at 'returnValues' ${FAILED} satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]`,
  ],
]

/** The faults of these that were observed. */
const OBSERVED_REQUESTS: ReadonlySet<string> = new Set([
  'PutItem values without expression',
  'PutItem empty ConditionExpression',
  'PutItem Expected EQ without value',
  'UpdateItem first enum only',
  'UpdateItem key attribute',
])

const requests = REQUESTS.map(([id, step, message]): DataCase => ({
  id: `${step.operation} ${id}`,
  title: `${step.operation}: ${id}.`,
  source: OBSERVED_REQUESTS.has(`${step.operation} ${id}`) ? SOURCES.renewed : SOURCES.likeRenewed,
  tables: ['pairs'],
  steps: [{ ...step, ...refused(message) }],
}))

const emptyBinary: DataCase = {
  id: 'PutItem empty binary key',
  title: 'An empty binary key is told bare.',
  source: SOURCES.renewed,
  tables: ['bytes'],
  steps: [
    {
      operation: 'PutItem',
      input: { TableName: 'bytes', Item: { pk: S('a'), sk: { B: new Uint8Array() } } },
      ...refused(
        'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty binary value. Key: sk',
      ),
    },
  ],
}

export const renewedWords = group('renewed-words', [
  ...places(WRITES, ENVELOPE),
  ...places(READS, ''),
  ...classicValues,
  ...requests,
  emptyBinary,
])
