import { group, guide, N, refused, S, type DataCase, type Step } from './case.ts'

const TYPES = guide('HowItWorks.NamingRulesDataTypes')
const NUMBERS = `${TYPES}.html#HowItWorks.DataTypes.Number`

const putRaw = (Item: object): Step => ({
  operation: 'PutItem',
  input: { TableName: 'simple', Item },
})
const getBack = (output: object): Step => ({
  operation: 'GetItem',
  input: { TableName: 'simple', Key: { pk: S('a') } },
  output,
})

/** What is stored comes back as it is. */
const kept = (id: string, title: string, value: object, source = TYPES): DataCase => ({
  id,
  title,
  source,
  tables: ['simple'],
  steps: [putRaw({ pk: S('a'), v: value }), getBack({ Item: { pk: S('a'), v: value } })],
})

const bytes = (...all: number[]): Uint8Array => Uint8Array.from(all)
let deep: object = S('x')
for (let level = 0; level < 31; level++) deep = { L: [deep] }
const deeper = { L: [{ L: [deep] }] }

const values: DataCase[] = [
  kept('string', 'A string comes back.', S('text')),
  kept('string-unicode', 'Strings are any Unicode text.', S('日本語 🎉 ß\u0000\n')),
  kept('string-empty', 'An empty string is a value of an ordinary attribute.', S('')),
  kept('binary', 'Bytes come back.', { B: bytes(0, 1, 255) }),
  kept('binary-empty', 'Empty bytes are a value of an ordinary attribute.', { B: bytes() }),
  kept('boolean-true', 'true comes back.', { BOOL: true }),
  kept('boolean-false', 'false comes back.', { BOOL: false }),
  kept('null', 'Null comes back.', { NULL: true }),
  kept('list', 'A list holds values of any types, in order.', {
    L: [N(1), S('b'), { NULL: true }, { L: [] }],
  }),
  kept('list-empty', 'A list may be empty.', { L: [] }),
  kept('map', 'A map holds values of any types.', { M: { a: N(1), b: { M: { c: S('d') } } } }),
  kept('map-empty', 'A map may be empty.', { M: {} }),
  kept('map-odd-names', 'Names in maps are any text.', {
    M: { 'a.b': N(1), '#c': N(2), ':d': N(3), 'e f': N(4) },
  }),
  kept('string-set-single', 'A string set comes back.', { SS: ['a'] }),
  kept('number-set-single', 'A number set comes back.', { NS: ['1.5'] }),
  kept('binary-set-single', 'A binary set comes back.', { BS: [bytes(1)] }),
  kept('empty-in-list', 'Empty strings may stand in lists and maps.', {
    L: [S(''), { M: { a: S('') } }],
  }),
  kept(
    'nesting-32',
    'Values nest up to 32 levels deep.',
    deep,
    guide('Constraints.html#limits-attributes'),
  ),
  {
    id: 'nesting-beyond',
    title: 'Values that nest deeper are refused.',
    source: guide('Constraints.html#limits-attributes'),
    tables: ['simple'],
    steps: [{ ...putRaw({ pk: S('a'), v: deeper }), ...refused() }],
  },
  ...['constructor', '__proto__', 'toString', 'hasOwnProperty'].map((name): DataCase => {
    const item = Object.fromEntries([
      ['pk', S('a')],
      [name, S('x')],
    ])
    return {
      id: `name-${name}`,
      title: `An attribute may be called ${name}.`,
      source: guide('HowItWorks.NamingRulesDataTypes.html#HowItWorks.NamingRules'),
      tables: ['simple'],
      steps: [
        putRaw(item),
        {
          operation: 'Scan',
          input: {
            TableName: 'simple',
            FilterExpression: '#n = :x',
            ExpressionAttributeNames: { '#n': name },
            ExpressionAttributeValues: { ':x': S('x') },
            Select: 'COUNT',
          },
          output: { Count: 1, ScannedCount: 1 },
        },
      ],
    }
  }),
]

const formats: readonly (readonly [written: string, read: string])[] = [
  ['1', '1'],
  ['-1', '-1'],
  ['0', '0'],
  ['-0', '0'],
  ['0.0', '0'],
  ['007', '7'],
  ['1.50', '1.5'],
  ['100', '100'],
  ['1e3', '1000'],
  ['1E3', '1000'],
  ['1.5e-3', '0.0015'],
  ['.5', '0.5'],
  ['12345678901234567890123456789012345678', '12345678901234567890123456789012345678'],
  ['0.12345678901234567890123456789012345678', '0.12345678901234567890123456789012345678'],
]

const numbers: DataCase[] = [
  ...formats.map(([written, read]): DataCase => ({
    id: `number-${written}`,
    title: `The number ${written} reads ${read}.`,
    source: NUMBERS,
    tables: ['simple'],
    steps: [putRaw({ pk: S('a'), v: N(written) }), getBack({ Item: { pk: S('a'), v: N(read) } })],
  })),
  ...[
    '9.9999999999999999999999999999999999999E+125',
    '-9.9999999999999999999999999999999999999E+125',
    '1E-130',
    '-1E-130',
  ].map((text): DataCase => ({
    id: `number-limit-${text}`,
    title: `${text} is within the range of numbers.`,
    source: NUMBERS,
    tables: ['simple'],
    steps: [{ ...putRaw({ pk: S('a'), v: N(text) }), output: {} }],
  })),
  ...['1E126', '-1E126', '1E-131', '-1E-131'].map((text): DataCase => ({
    id: `number-beyond-${text}`,
    title: `${text} is beyond the range of numbers.`,
    source: NUMBERS,
    tables: ['simple'],
    steps: [{ ...putRaw({ pk: S('a'), v: N(text) }), ...refused() }],
  })),
  {
    id: 'number-39-digits',
    title: 'A number has at most 38 significant digits.',
    source: NUMBERS,
    tables: ['simple'],
    steps: [
      { ...putRaw({ pk: S('a'), v: N('123456789012345678901234567890123456789') }), ...refused() },
    ],
  },
  {
    id: 'number-trailing-zeros',
    title: 'Zeros at the end are not significant digits.',
    source: NUMBERS,
    tables: ['simple'],
    steps: [{ ...putRaw({ pk: S('a'), v: N(`1${'0'.repeat(60)}`) }), output: {} }],
  },
  ...['', 'abc', '1,5', '0x10', 'NaN', 'Infinity', '1e', '--1'].map((text): DataCase => ({
    id: `not-a-number-${text}`,
    title: `'${text}' is no number.`,
    source: NUMBERS,
    tables: ['simple'],
    steps: [{ ...putRaw({ pk: S('a'), v: N(text) }), ...refused() }],
  })),
  {
    id: 'number-key-normalized',
    title: 'Numbers of one value are one key.',
    source: NUMBERS,
    tables: ['counters'],
    steps: [
      { operation: 'PutItem', input: { TableName: 'counters', Item: { pk: N('1.0'), v: S('x') } } },
      {
        operation: 'GetItem',
        input: { TableName: 'counters', Key: { pk: N('1') } },
        output: { Item: { pk: N('1'), v: S('x') } },
      },
    ],
  },
]

const refusedValues: DataCase[] = (
  [
    ['string-set-empty', 'A string set has elements.', { SS: [] }],
    ['number-set-empty', 'A number set has elements.', { NS: [] }],
    ['binary-set-empty', 'A binary set has elements.', { BS: [] }],
    ['string-set-duplicates', 'The elements of a string set are unique.', { SS: ['a', 'a'] }],
    ['number-set-duplicates', 'The elements of a number set are unique.', { NS: ['1', '1.0'] }],
    [
      'binary-set-duplicates',
      'The elements of a binary set are unique.',
      { BS: [bytes(1), bytes(1)] },
    ],
    ['set-empty-in-map', 'Sets in maps have elements, too.', { M: { a: { SS: [] } } }],
    ['null-false', 'The value of Null is true.', { NULL: false }],
  ] as const
).map(([id, title, v]) => ({
  id,
  title,
  source: TYPES,
  tables: ['simple'],
  steps: [{ ...putRaw({ pk: S('a'), v }), ...refused() }],
}))

const sets: DataCase[] = [
  {
    id: 'set-order',
    title: 'The order of a set does not matter in a comparison.',
    source: guide('HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.SetTypes'),
    tables: ['simple'],
    steps: [
      putRaw({ pk: S('a'), v: { SS: ['b', 'a', 'c'] } }),
      {
        operation: 'Scan',
        input: {
          TableName: 'simple',
          Select: 'COUNT',
          FilterExpression: 'v = :v',
          ExpressionAttributeValues: { ':v': { SS: ['c', 'b', 'a'] } },
        },
        output: { Count: 1, ScannedCount: 1 },
      },
    ],
  },
  {
    id: 'list-order',
    title: 'The order of a list does.',
    source: guide('HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Document.List'),
    tables: ['simple'],
    steps: [
      putRaw({ pk: S('a'), v: { L: [N(1), N(2)] } }),
      {
        operation: 'Scan',
        input: {
          TableName: 'simple',
          Select: 'COUNT',
          FilterExpression: 'v = :v',
          ExpressionAttributeValues: { ':v': { L: [N(2), N(1)] } },
        },
        output: { Count: 0, ScannedCount: 1 },
      },
    ],
  },
]

export const types = group('types', [...values, ...numbers, ...refusedValues, ...sets])
