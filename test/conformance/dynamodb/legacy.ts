/** Comparison operators of the legacy conditions, as ScanFilter and Expected have them. */
import {
  av,
  conditionFailed,
  group,
  guide,
  N,
  refused,
  S,
  type DataCase,
  type Step,
} from './case.ts'

const OPERATORS = guide('LegacyConditionalParameters.Conditions')

const item = {
  pk: 'a',
  n: 5,
  s: 'hello',
  yes: true,
  tags: new Set(['x', 'y']),
  seq: [1, 'two'],
  bytes: Uint8Array.of(1, 2),
}

type Row = readonly [attribute: string, operator: string, values: readonly object[]]

const HOLDS: readonly Row[] = [
  ['n', 'EQ', [N(5)]],
  ['n', 'EQ', [N('5.00')]],
  ['tags', 'EQ', [{ SS: ['y', 'x'] }]],
  ['seq', 'EQ', [{ L: [N(1), S('two')] }]],
  ['n', 'NE', [N(4)]],
  ['n', 'NE', [S('5')]],
  ['n', 'LE', [N(5)]],
  ['n', 'LT', [N(6)]],
  ['n', 'GE', [N(5)]],
  ['n', 'GT', [N(4)]],
  ['s', 'GT', [S('hell')]],
  ['bytes', 'GT', [{ B: Uint8Array.of(1) }]],
  ['n', 'NOT_NULL', []],
  ['nothing', 'NULL', []],
  ['s', 'CONTAINS', [S('ell')]],
  ['tags', 'CONTAINS', [S('x')]],
  ['seq', 'CONTAINS', [S('two')]],
  ['s', 'NOT_CONTAINS', [S('z')]],
  ['tags', 'NOT_CONTAINS', [S('z')]],
  ['s', 'BEGINS_WITH', [S('hel')]],
  ['bytes', 'BEGINS_WITH', [{ B: Uint8Array.of(1) }]],
  ['n', 'IN', [N(1), N(5)]],
  ['s', 'IN', [S('hello')]],
  ['n', 'BETWEEN', [N(5), N(6)]],
  ['s', 'BETWEEN', [S('a'), S('z')]],
]

const FAILS: readonly Row[] = [
  ['n', 'EQ', [N(4)]],
  ['n', 'EQ', [S('5')]],
  ['n', 'NE', [N(5)]],
  ['n', 'LT', [N(5)]],
  ['n', 'GT', [N(5)]],
  ['s', 'LT', [N(5)]],
  ['nothing', 'EQ', [N(5)]],
  ['nothing', 'NOT_NULL', []],
  ['n', 'NULL', []],
  ['s', 'CONTAINS', [S('z')]],
  ['tags', 'CONTAINS', [S('z')]],
  ['s', 'NOT_CONTAINS', [S('ell')]],
  ['s', 'BEGINS_WITH', [S('ello')]],
  ['n', 'IN', [N(1), N(2)]],
  ['n', 'BETWEEN', [N(6), N(7)]],
]

/** Numbers of values and types of values that an operator does not take. */
const REFUSED: readonly Row[] = [
  ['n', 'EQ', []],
  ['n', 'EQ', [N(1), N(2)]],
  ['n', 'NULL', [N(1)]],
  ['n', 'NOT_NULL', [N(1)]],
  ['n', 'BETWEEN', [N(1)]],
  ['n', 'BETWEEN', [N(1), N(2), N(3)]],
  ['n', 'BETWEEN', [N(2), N(1)]],
  ['n', 'BETWEEN', [N(2), S('3')]],
  ['n', 'IN', []],
  ['n', 'LT', [{ SS: ['a'] }]],
  ['n', 'GE', [{ L: [] }]],
  ['s', 'BEGINS_WITH', [N(1)]],
  ['s', 'CONTAINS', [{ SS: ['a'] }]],
  ['n', 'SOMETHING', [N(1)]],
]

const condition = ([attribute, ComparisonOperator, AttributeValueList]: Row): object => ({
  [attribute]: {
    ComparisonOperator,
    ...(AttributeValueList.length > 0 && { AttributeValueList }),
  },
})
const scan = (row: Row): Step => ({
  operation: 'Scan',
  input: { TableName: 'simple', Select: 'COUNT', ScanFilter: condition(row) },
})
const put = (row: Row): Step => ({
  operation: 'PutItem',
  input: { TableName: 'simple', Item: av({ pk: 'a' }), Expected: condition(row) },
})
const text = ([attribute, operator, values]: Row): string =>
  [attribute, operator, ...values.map((value) => JSON.stringify(value))].join(' ')

const evaluated = (row: Row, holds: boolean): DataCase => ({
  id: `${holds ? 'holds' : 'fails'}-${text(row)}`,
  title: `${text(row)} ${holds ? 'holds' : 'does not hold'}, in ScanFilter and Expected.`,
  source: OPERATORS,
  items: { simple: [item] },
  steps: [
    { ...scan(row), output: { Count: Number(holds), ScannedCount: 1 } },
    { ...put(row), ...(holds ? { output: {} } : conditionFailed) },
  ],
})

export const legacy = group('legacy', [
  ...HOLDS.map((row) => evaluated(row, true)),
  ...FAILS.map((row) => evaluated(row, false)),
  ...REFUSED.map((row): DataCase => ({
    id: `refused-${text(row)}`,
    title: `${text(row)} is refused.`,
    source: OPERATORS,
    items: { simple: [item] },
    steps: [
      { ...scan(row), ...refused() },
      { ...put(row), ...refused() },
    ],
  })),
])
