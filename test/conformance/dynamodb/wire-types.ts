/** JSON of the wrong type, for each member of each operation: a SerializationException in the words of AWS's parser. */
import { SOURCES } from './observed/sources.ts'
import { rawGroup, type RawCase, type RawRequest, type RawAnswer } from './raw.ts'

const SOURCE =
  'Recorded: answers of AWS as the sources of dynalite have them (validations/index.js)'
const STRUCTURE = 'Start of structure or map found where not expected'
const MODEL = 'com.amazonaws.dynamodb.v20120810.'
const collection = (type: string): string => `Unrecognized collection type ${type}`
const mapOf = (type: string): string => collection(`java.util.Map<java.lang.String, ${type}>`)

/** Wrong values and the text each is refused with. */
type Wrong = readonly (readonly [value: unknown, message: string])[]

const scalars = (type: string, values: readonly [unknown, string][]): Wrong => [
  ...values.map(([value, token]) => [value, `${token} cannot be converted to ${type}`] as const),
  [[], collection(`class java.lang.${type}`)],
  [{}, STRUCTURE],
]
const string = scalars('String', [
  [true, 'TRUE_VALUE'],
  [false, 'FALSE_VALUE'],
  [23, 'NUMBER_VALUE'],
  [-24.5, 'DECIMAL_VALUE'],
])
const boolean: Wrong = [
  ...scalars('Boolean', [
    [23, 'NUMBER_VALUE'],
    [-24.5, 'DECIMAL_VALUE'],
  ]),
  ['hi', 'Unexpected token received from parser'],
]
const number = (type: 'Integer' | 'Long'): Wrong =>
  scalars(type, [
    [true, 'TRUE_VALUE'],
    [false, 'FALSE_VALUE'],
    ['hi', 'STRING_VALUE'],
  ])
const noField: Wrong = [true, 23, 'hi'].map((value) => [value, 'Unexpected field type'] as const)
const list: Wrong = [...noField, [{}, STRUCTURE]]
const map = (type: string): Wrong => [...noField, [[], mapOf(type)]]
const attributes = map(`${MODEL}AttributeValue`)
const structure = (name: string): Wrong => [...noField, [[], collection(`class ${MODEL}${name}`)]]
const bytes: Wrong = [
  [true, 'only base-64-encoded strings are convertible to bytes'],
  [23, 'only base-64-encoded strings are convertible to bytes'],
  [[], collection('class java.nio.ByteBuffer')],
  [{}, STRUCTURE],
  ['a', 'Base64 encoded length is expected a multiple of 4 bytes but found: 1'],
  ['YQ==YQ', 'Base64 encoded length is expected a multiple of 4 bytes but found: 6'],
  ['QR==', 'Invalid last non-pad Base64 character dectected'],
]

const names = map('java.lang.String')
const returned = { ReturnConsumedCapacity: string }
const written = { ReturnItemCollectionMetrics: string, ReturnValues: string }
const condition = {
  ConditionExpression: string,
  ConditionalOperator: string,
  ReturnValuesOnConditionCheckFailure: string,
  Expected: map(`${MODEL}ExpectedAttributeValue`),
}
const expressions = { ExpressionAttributeNames: names, ExpressionAttributeValues: attributes }
const read = {
  IndexName: string,
  Select: string,
  Limit: number('Integer'),
  ConsistentRead: boolean,
  ExclusiveStartKey: attributes,
  FilterExpression: string,
  ProjectionExpression: string,
  AttributesToGet: list,
  ConditionalOperator: string,
}
const table = {
  TableName: string,
  AttributeDefinitions: list,
  BillingMode: string,
  ProvisionedThroughput: structure('ProvisionedThroughput'),
  StreamSpecification: structure('StreamSpecification'),
  SSESpecification: structure('SSESpecification'),
  DeletionProtectionEnabled: boolean,
}

const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Wrong>>>> = {
  PutItem: {
    TableName: string,
    Item: attributes,
    ...returned,
    ...written,
    ...condition,
    ...expressions,
  },
  DeleteItem: {
    TableName: string,
    Key: attributes,
    ...returned,
    ...written,
    ...condition,
    ...expressions,
  },
  UpdateItem: {
    TableName: string,
    Key: attributes,
    UpdateExpression: string,
    AttributeUpdates: map(`${MODEL}AttributeValueUpdate`),
    ...returned,
    ...written,
    ...condition,
    ...expressions,
  },
  GetItem: {
    TableName: string,
    Key: attributes,
    ConsistentRead: boolean,
    AttributesToGet: list,
    ProjectionExpression: string,
    ExpressionAttributeNames: names,
    ...returned,
  },
  Query: {
    TableName: string,
    KeyConditionExpression: string,
    KeyConditions: map(`${MODEL}Condition`),
    QueryFilter: map(`${MODEL}Condition`),
    ScanIndexForward: boolean,
    ...read,
    ...expressions,
    ...returned,
  },
  Scan: {
    TableName: string,
    Segment: number('Integer'),
    TotalSegments: number('Integer'),
    ScanFilter: map(`${MODEL}Condition`),
    ...read,
    ...expressions,
    ...returned,
  },
  BatchGetItem: { RequestItems: map(`${MODEL}KeysAndAttributes`), ...returned },
  BatchWriteItem: {
    RequestItems: map(`java.util.List<${MODEL}WriteRequest>`),
    ReturnItemCollectionMetrics: string,
    ...returned,
  },
  TransactGetItems: { TransactItems: list, ...returned },
  TransactWriteItems: { TransactItems: list, ClientRequestToken: string, ...returned },
  CreateTable: {
    ...table,
    KeySchema: list,
    LocalSecondaryIndexes: list,
    GlobalSecondaryIndexes: list,
    Tags: list,
  },
  UpdateTable: { ...table, GlobalSecondaryIndexUpdates: list },
  DescribeTable: { TableName: string },
  DeleteTable: { TableName: string },
  ListTables: { Limit: number('Integer'), ExclusiveStartTableName: string },
  TagResource: { ResourceArn: string, Tags: list },
  UntagResource: { ResourceArn: string, TagKeys: list },
  ListTagsOfResource: { ResourceArn: string, NextToken: string },
  DescribeTimeToLive: { TableName: string },
  UpdateTimeToLive: {
    TableName: string,
    TimeToLiveSpecification: structure('TimeToLiveSpecification'),
  },
  ExecuteStatement: {
    Statement: string,
    Parameters: list,
    ConsistentRead: boolean,
    NextToken: string,
  },
  BatchExecuteStatement: { Statements: list },
  ExecuteTransaction: { TransactStatements: list, ClientRequestToken: string },
}

const VALUES: Readonly<Record<string, Wrong>> = {
  S: string,
  N: string,
  B: bytes,
  BOOL: boolean,
  NULL: boolean,
  SS: list,
  NS: list,
  BS: list,
  L: list,
  M: attributes,
}

const steps = (
  operation: string,
  wrong: Wrong,
  body: (value: unknown) => object,
): RawCase['steps'] =>
  wrong.map(([value, message]): readonly [RawRequest, RawAnswer] => [
    { operation, body: body(value) },
    { status: 400, type: 'com.amazon.coral.service#SerializationException', message },
  ])

const members = Object.entries(OPERATIONS).flatMap(([operation, wrongs]) =>
  Object.entries(wrongs).map(([member, wrong]): RawCase => ({
    id: `${operation}-${member}`,
    title: `${operation} refuses ${member} of another type.`,
    source: SOURCE,
    steps: steps(operation, wrong, (value) => ({ [member]: value })),
  })),
)

const values = Object.entries(VALUES).map(([type, wrong]): RawCase => ({
  id: `attribute-value-${type}`,
  title: `An attribute value refuses ${type} of another type, also within lists and maps.`,
  source: SOURCE,
  steps: [
    (value: unknown) => ({ Item: { a: { [type]: value } } }),
    (value: unknown) => ({ Item: { a: { L: [{ [type]: value }] } } }),
    (value: unknown) => ({ Item: { a: { M: { b: { [type]: value } } } } }),
  ].flatMap((body) => steps('PutItem', wrong, body)),
}))

const elements: RawCase[] = [
  {
    id: 'attribute-value',
    title: 'An attribute value is a structure.',
    source: SOURCE,
    steps: steps(
      'PutItem',
      [
        [true, 'Unexpected value type in payload'],
        [23, 'Unexpected value type in payload'],
        ['hi', 'Unexpected value type in payload'],
        [[], collection(`class ${MODEL}AttributeValue`)],
      ],
      (value) => ({ Item: { a: value } }),
    ),
  },
  {
    id: 'key-schema-element',
    title: 'An element of a key schema is a structure.',
    source: SOURCE,
    steps: steps(
      'CreateTable',
      [
        ['hi', 'Unexpected value type in payload'],
        [[], collection(`class ${MODEL}KeySchemaElement`)],
      ],
      (value) => ({ KeySchema: [value] }),
    ),
  },
  {
    id: 'booleans-as-text',
    title: 'The parser takes some texts for booleans.',
    source: SOURCE,
    steps: ['true', 'FALSE', 'yes', 'No', '1', '0'].map((ConsistentRead) => [
      { operation: 'GetItem', body: { ConsistentRead } },
      {
        status: 400,
        type: 'com.amazon.coral.validate#ValidationException',
        message:
          "2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null; Value null at 'key' failed to satisfy constraint: Member must not be null",
      },
    ]),
  },
  {
    id: 'null-members',
    title: 'null is as good as absent.',
    source: SOURCE,
    steps: [
      [
        { operation: 'ListTables', body: { Limit: null, ExclusiveStartTableName: null } },
        { status: 200, body: '{"TableNames":[]}' },
      ],
    ],
  },
  {
    id: 'fractions',
    title: 'A fraction is cut off a whole number.',
    source: SOURCE,
    steps: [
      [
        { operation: 'ListTables', body: { Limit: 0.9 } },
        {
          status: 400,
          type: 'com.amazon.coral.validate#ValidationException',
          message:
            "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
        },
      ],
    ],
  },
  {
    id: 'unknown-members',
    title: 'Unknown members are ignored.',
    source: SOURCE,
    steps: [
      [
        { operation: 'ListTables', body: { limit: 'x', Foo: [1], __proto__x: {} } },
        { status: 200, body: '{"TableNames":[]}' },
      ],
    ],
  },
  {
    id: 'null-in-number-set',
    title: 'null in a number set is no number.',
    source: SOURCES.renewed,
    steps: [
      [
        { operation: 'GetItem', body: { TableName: 'abc', Key: { a: { NS: [null] } } } },
        {
          status: 400,
          type: 'com.amazon.coral.validate#ValidationException',
          message: 'The parameter cannot be converted to a numeric value: ',
        },
      ],
    ],
  },
]

export const wireTypes = rawGroup('wire-types', [...members, ...values, ...elements])
