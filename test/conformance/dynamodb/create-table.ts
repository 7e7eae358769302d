import { api, group, guide, refused, type DataCase } from './case.ts'

const CREATE = api('CreateTable')
const QUOTAS = guide('ServiceQuotas')
const INVALID = 'One or more parameter values were invalid: '

export const define = (...names: string[]): object[] =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }))
export const key = (hash: string, ...ranges: string[]): object[] => [
  { AttributeName: hash, KeyType: 'HASH' },
  ...ranges.map((AttributeName) => ({ AttributeName, KeyType: 'RANGE' })),
]
export const index = (IndexName: string, KeySchema: object[], more: object = {}): object => ({
  IndexName,
  KeySchema,
  Projection: { ProjectionType: 'ALL' },
  ...more,
})
export const units = (read: number, write: number = read): object => ({
  ReadCapacityUnits: read,
  WriteCapacityUnits: write,
})
export const onDemand = {
  TableName: 'made',
  AttributeDefinitions: define('pk'),
  KeySchema: key('pk'),
  BillingMode: 'PAY_PER_REQUEST',
}
const provisioned = { BillingMode: undefined, ProvisionedThroughput: units(5) }

/** A change of the simplest table that is refused. */
const refusal = (
  id: string,
  title: string,
  change: object,
  message: string,
  source = CREATE,
): DataCase => ({
  id,
  title: `${title} is refused.`,
  source,
  steps: [
    { operation: 'CreateTable', input: { ...onDemand, ...change }, ...refused(message) },
    { operation: 'ListTables', input: {}, output: { TableNames: [] } },
  ],
})

/** A change of the simplest table that DescribeTable then shows. */
const shown = (
  id: string,
  title: string,
  change: object,
  Table: object,
  source = CREATE,
): DataCase => ({
  id,
  title,
  source,
  steps: [
    { operation: 'CreateTable', input: { ...onDemand, ...change } },
    { operation: 'DescribeTable', input: { TableName: 'made' }, includes: { Table } },
  ],
})

const many = (count: number): object[] =>
  Array.from({ length: count }, (_, i) => index(`index-${i}`, key('pk')))

const refusals: DataCase[] = [
  refusal(
    'no-throughput',
    'A provisioned table without throughput',
    { BillingMode: undefined },
    `${INVALID}ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED`,
  ),
  refusal(
    'throughput-on-demand',
    'Throughput of an on-demand table',
    { ProvisionedThroughput: units(1) },
    `${INVALID}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`,
  ),
  refusal(
    'defined-twice',
    'An attribute that is defined twice',
    { AttributeDefinitions: define('pk', 'pk') },
    'Attribute Name is duplicated: pk',
  ),
  refusal(
    'undefined-key',
    'A key that is not defined',
    { AttributeDefinitions: define('other') },
    `${INVALID}Some index key attributes are not defined in AttributeDefinitions. Keys: [pk], AttributeDefinitions: [other]`,
  ),
  refusal(
    'unused-definition',
    'A definition that nothing uses',
    { AttributeDefinitions: define('pk', 'other') },
    `${INVALID}Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions`,
  ),
  refusal(
    'range-first',
    'A key schema that begins with RANGE',
    { AttributeDefinitions: define('pk', 'sk'), KeySchema: key('pk', 'sk').reverse() },
    'Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
  ),
  refusal(
    'empty-global',
    'An empty list of global indexes',
    { GlobalSecondaryIndexes: [] },
    `${INVALID}List of GlobalSecondaryIndexes is empty`,
  ),
  refusal(
    'projection-type',
    'A projection without type',
    { GlobalSecondaryIndexes: [index('byPk', key('pk'), { Projection: {} })] },
    `${INVALID}Unknown ProjectionType: null`,
    api('Projection'),
  ),
  refusal(
    'projection-all',
    'An attribute beside the projection of all',
    {
      GlobalSecondaryIndexes: [
        index('byPk', key('pk'), {
          Projection: { ProjectionType: 'ALL', NonKeyAttributes: ['x'] },
        }),
      ],
    },
    `${INVALID}ProjectionType is ALL, but NonKeyAttributes is specified`,
    api('Projection'),
  ),
  refusal(
    'index-twice',
    'Two indexes of one name',
    { GlobalSecondaryIndexes: [index('same', key('pk')), index('same', key('pk'))] },
    `${INVALID}Duplicate index name: same`,
  ),
  refusal(
    'local-without-range',
    'A local index of a table without RANGE',
    { LocalSecondaryIndexes: [index('local', key('pk'))] },
    `${INVALID}Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex`,
    guide('LSI'),
  ),
  refusal(
    'too-many-global',
    'A twenty-first global index',
    { GlobalSecondaryIndexes: many(21) },
    `${INVALID}GlobalSecondaryIndex count exceeds the per-table limit of 20`,
    QUOTAS,
  ),
  refusal(
    'stream-without-view',
    'A stream without a view type',
    { StreamSpecification: { StreamEnabled: true } },
    `${INVALID}Table is being created with a stream enabled, UpdateViewType is required`,
    api('StreamSpecification'),
  ),
  refusal(
    'tag-of-aws',
    "A tag in AWS's own namespace",
    { Tags: [{ Key: 'aws:x', Value: '' }] },
    'Tag Key cannot be prefixed with aws:, Key: aws:x',
    guide('Tagging'),
  ),
  refusal(
    'short-name',
    'A name of two characters',
    { TableName: 'ab' },
    "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    guide('HowItWorks.NamingRulesDataTypes'),
  ),
  refusal(
    'name-characters',
    'A name with a blank',
    { TableName: 'a table' },
    "1 validation error detected: Value 'a table' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    guide('HowItWorks.NamingRulesDataTypes'),
  ),
  refusal(
    'billing-mode',
    'An unknown billing mode',
    { BillingMode: 'FREE' },
    "1 validation error detected: Value 'FREE' at 'billingMode' failed to satisfy constraint: Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]",
  ),
  refusal(
    'attribute-type',
    'A key of a type other than S, N and B',
    { AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'BOOL' }] },
    "1 validation error detected: Value 'BOOL' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]",
    api('AttributeDefinition'),
  ),
  refusal(
    'zero-units',
    'Throughput of nothing',
    { BillingMode: undefined, ProvisionedThroughput: units(0, 1) },
    "1 validation error detected: Value '0' at 'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1",
    api('ProvisionedThroughput'),
  ),
]

const answers: DataCase[] = [
  {
    id: 'answer-on-demand',
    title: 'The answer describes an on-demand table that is being created.',
    source: CREATE,
    steps: [
      {
        operation: 'CreateTable',
        input: onDemand,
        includes: {
          TableDescription: {
            TableName: 'made',
            TableStatus: 'CREATING',
            KeySchema: key('pk'),
            AttributeDefinitions: define('pk'),
            ItemCount: 0,
            TableSizeBytes: 0,
            BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
            ProvisionedThroughput: { NumberOfDecreasesToday: 0, ...units(0) },
            DeletionProtectionEnabled: false,
          },
        },
      },
    ],
  },
  shown(
    'provisioned',
    'Throughput is shown, and no billing mode that was not given.',
    provisioned,
    {
      TableStatus: 'ACTIVE',
      ProvisionedThroughput: { NumberOfDecreasesToday: 0, ...units(5) },
      BillingModeSummary: undefined,
    },
    api('ProvisionedThroughputDescription'),
  ),
  shown(
    'definitions-sorted',
    'Definitions are shown by name.',
    {
      AttributeDefinitions: define('sk', 'pk'),
      KeySchema: key('pk', 'sk'),
    },
    { AttributeDefinitions: define('pk', 'sk'), KeySchema: key('pk', 'sk') },
    'Recorded: DescribeTable of a table with two definitions',
  ),
  shown(
    'global-index',
    'A global index is shown with its status, projection and counts.',
    {
      AttributeDefinitions: define('a', 'pk'),
      GlobalSecondaryIndexes: [index('byA', key('a'))],
    },
    {
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byA',
          IndexStatus: 'ACTIVE',
          KeySchema: key('a'),
          Projection: { ProjectionType: 'ALL' },
          ItemCount: 0,
          IndexSizeBytes: 0,
        },
      ],
    },
    api('GlobalSecondaryIndexDescription'),
  ),
  shown(
    'local-index',
    'A local index is shown without a status.',
    {
      AttributeDefinitions: define('a', 'pk', 'sk'),
      KeySchema: key('pk', 'sk'),
      LocalSecondaryIndexes: [index('byA', key('pk', 'a'))],
    },
    { LocalSecondaryIndexes: [{ IndexName: 'byA', KeySchema: key('pk', 'a'), ItemCount: 0 }] },
    api('LocalSecondaryIndexDescription'),
  ),
  shown(
    'multi-attribute-key',
    'A global index takes up to four attributes in each part of its key.',
    {
      AttributeDefinitions: define('a', 'b', 'c', 'd', 'pk'),
      GlobalSecondaryIndexes: [
        index('wide', [
          ...key('a'),
          ...key('b'),
          { AttributeName: 'c', KeyType: 'RANGE' },
          { AttributeName: 'd', KeyType: 'RANGE' },
        ]),
      ],
    },
    { GlobalSecondaryIndexes: [{ IndexName: 'wide' }] },
    guide('GSI.DesignPattern.MultiAttributeKeys'),
  ),
  shown(
    'stream',
    'A stream is shown with its view type.',
    { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } },
    { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } },
    api('StreamSpecification'),
  ),
  shown(
    'stream-off',
    'A stream that is not enabled leaves no trace.',
    { StreamSpecification: { StreamEnabled: false } },
    { StreamSpecification: undefined, LatestStreamArn: undefined },
    api('StreamSpecification'),
  ),
  shown(
    'table-class',
    'A table class is shown.',
    { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
    { TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' } },
    api('TableClassSummary'),
  ),
  shown(
    'encryption',
    "Encryption by AWS's key is shown.",
    { SSESpecification: { Enabled: true } },
    { SSEDescription: { Status: 'ENABLED', SSEType: 'KMS' } },
    api('SSEDescription'),
  ),
  shown(
    'peaks',
    'Peaks of an on-demand table are shown.',
    { OnDemandThroughput: { MaxReadRequestUnits: 7, MaxWriteRequestUnits: 8 } },
    { OnDemandThroughput: { MaxReadRequestUnits: 7, MaxWriteRequestUnits: 8 } },
    api('OnDemandThroughput'),
  ),
  shown(
    'warm-throughput',
    'Warm throughput of a new on-demand table is 12,000 and 4,000.',
    {},
    {
      WarmThroughput: {
        ReadUnitsPerSecond: 12000,
        WriteUnitsPerSecond: 4000,
        Status: 'ACTIVE',
      },
    },
    guide('warm-throughput'),
  ),
  {
    id: 'taken',
    title: 'A name that is taken is refused.',
    source: CREATE,
    steps: [
      { operation: 'CreateTable', input: onDemand },
      {
        operation: 'CreateTable',
        input: onDemand,
        ...refused('Table already exists: made', 'ResourceInUseException'),
      },
    ],
  },
]

const others: DataCase[] = [
  {
    id: 'describe-missing',
    title: 'A table that is not there cannot be described.',
    source: api('DescribeTable'),
    steps: [
      {
        operation: 'DescribeTable',
        input: { TableName: 'missing' },
        ...refused(
          'Requested resource not found: Table: missing not found',
          'ResourceNotFoundException',
        ),
      },
    ],
  },
  {
    id: 'delete',
    title: 'A table is deleted, and its name is free again.',
    source: api('DeleteTable'),
    steps: [
      { operation: 'CreateTable', input: onDemand },
      {
        operation: 'DeleteTable',
        input: { TableName: 'made' },
        includes: {
          TableDescription: {
            TableName: 'made',
            TableStatus: 'DELETING',
            KeySchema: undefined,
            AttributeDefinitions: undefined,
            CreationDateTime: undefined,
          },
        },
      },
      { operation: 'ListTables', input: {}, output: { TableNames: [] } },
      { operation: 'CreateTable', input: onDemand },
    ],
  },
  {
    id: 'delete-missing',
    title: 'A table that is not there cannot be deleted.',
    source: api('DeleteTable'),
    steps: [
      {
        operation: 'DeleteTable',
        input: { TableName: 'missing' },
        ...refused(
          'Requested resource not found: Table: missing not found',
          'ResourceNotFoundException',
        ),
      },
    ],
  },
  {
    id: 'delete-protected',
    title: 'A protected table is not deleted.',
    source: guide('WorkingWithTables.Basics'),
    steps: [
      { operation: 'CreateTable', input: { ...onDemand, DeletionProtectionEnabled: true } },
      {
        operation: 'DeleteTable',
        input: { TableName: 'made' },
        ...refused(
          'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
        ),
      },
      { operation: 'ListTables', input: {}, output: { TableNames: ['made'] } },
    ],
  },
  {
    id: 'list-pages',
    title: 'Names are listed page by page.',
    source: api('ListTables'),
    tables: ['simple', 'pairs', 'numbers'],
    steps: [
      {
        operation: 'ListTables',
        input: { Limit: 2 },
        output: { TableNames: ['numbers', 'pairs'], LastEvaluatedTableName: 'pairs' },
      },
      {
        operation: 'ListTables',
        input: { ExclusiveStartTableName: 'pairs' },
        output: { TableNames: ['simple'] },
      },
    ],
  },
  {
    id: 'list-start-missing',
    title: 'A listing may begin after a name that is not there.',
    source: api('ListTables'),
    tables: ['simple', 'pairs'],
    steps: [
      {
        operation: 'ListTables',
        input: { ExclusiveStartTableName: 'qqq' },
        output: { TableNames: ['simple'] },
      },
    ],
  },
  {
    id: 'list-limit',
    title: 'A page of more than a hundred names is refused.',
    source: api('ListTables'),
    steps: [
      {
        operation: 'ListTables',
        input: { Limit: 101 },
        ...refused(
          "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100",
        ),
      },
    ],
  },
]

export const createTable = group('create-table', [...refusals, ...answers])
export const otherTables = group('tables', others)
