import { api, group, guide, N, refused, S, type DataCase, type Step } from './case.ts'
import { define, index, key, onDemand, units } from './create-table.ts'

const UPDATE = api('UpdateTable')
const ONLINE = guide('GSI.OnlineOps')
const INVALID = 'One or more parameter values were invalid: '
const TableName = 'made'

const create = (more: object = {}): Step => ({
  operation: 'CreateTable',
  input: {
    ...onDemand,
    AttributeDefinitions: define('a', 'pk'),
    GlobalSecondaryIndexes: [index('byA', key('a'))],
    ...more,
  },
})
const provisioned = create({
  BillingMode: 'PROVISIONED',
  ProvisionedThroughput: units(5),
  GlobalSecondaryIndexes: [index('byA', key('a'), { ProvisionedThroughput: units(5) })],
})
const update = (input: object, TableDescription?: object): Step => ({
  operation: 'UpdateTable',
  input: { TableName, ...input },
  ...(TableDescription && { includes: { TableDescription } }),
})
const describe = (Table: object): Step => ({
  operation: 'DescribeTable',
  input: { TableName },
  includes: { Table },
})

const refusal = (
  id: string,
  title: string,
  input: object,
  message: string,
  name?: string,
  source = UPDATE,
): DataCase => ({
  id,
  title: `${title} is refused.`,
  source,
  steps: [create(), { ...update(input), ...refused(message, name) }],
})

const refusals: DataCase[] = [
  refusal(
    'nothing',
    'An update of nothing',
    {},
    'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required',
  ),
  refusal(
    'throughput-on-demand',
    'Throughput of an on-demand table',
    { ProvisionedThroughput: units(1) },
    `${INVALID}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`,
  ),
  refusal(
    'provisioned-without-throughput',
    'A change to provisioned without throughput',
    { BillingMode: 'PROVISIONED' },
    `${INVALID}ProvisionedThroughput must be specified when BillingMode is PROVISIONED`,
  ),
  refusal(
    'provisioned-without-index',
    'A change to provisioned without throughput of an index',
    { BillingMode: 'PROVISIONED', ProvisionedThroughput: units(1) },
    `${INVALID}ProvisionedThroughput must be specified for index: byA`,
  ),
  refusal(
    'empty-index-update',
    'An index update without an action',
    { GlobalSecondaryIndexUpdates: [{}] },
    `${INVALID}One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null`,
  ),
  refusal(
    'two-index-actions',
    'Two indexes at once',
    {
      GlobalSecondaryIndexUpdates: [
        { Delete: { IndexName: 'byA' } },
        { Delete: { IndexName: 'other' } },
      ],
    },
    'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    'LimitExceededException',
    ONLINE,
  ),
  refusal(
    'index-missing',
    'The deletion of an index that is not there',
    { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'ghost' } }] },
    'Requested resource not found: Index ghost for table made',
    'ResourceNotFoundException',
    ONLINE,
  ),
  refusal(
    'index-exists',
    'The creation of an index that is there',
    {
      AttributeDefinitions: define('a'),
      GlobalSecondaryIndexUpdates: [{ Create: index('byA', key('a')) }],
    },
    'Attempting to create an index which already exists',
    undefined,
    ONLINE,
  ),
  refusal(
    'stream-not-there',
    'Disabling a stream that is not there',
    { StreamSpecification: { StreamEnabled: false } },
    'Table has no stream to disable: TableName: made',
  ),
  refusal(
    'stream-without-view',
    'Enabling a stream without a view type',
    { StreamSpecification: { StreamEnabled: true } },
    `${INVALID}If stream is being enabled then UpdateViewType is required`,
  ),
  refusal(
    'class-with-others',
    'A table class beside another change',
    { TableClass: 'STANDARD', DeletionProtectionEnabled: true },
    `${INVALID}TableClass modification must be the only operation in the request`,
  ),
  refusal(
    'missing-table',
    'A table that is not there',
    { TableName: 'missing', BillingMode: 'PAY_PER_REQUEST' },
    'Requested resource not found: Table: missing not found',
    'ResourceNotFoundException',
  ),
]

const put = (pk: string, b: object): Step => ({
  operation: 'PutItem',
  input: { TableName, Item: { pk: S(pk), b } },
})

const updates: DataCase[] = [
  {
    id: 'throughput',
    title: 'Throughput is changed; the answer still shows the old one.',
    source: UPDATE,
    steps: [
      provisioned,
      update(
        { ProvisionedThroughput: units(7, 3) },
        { TableStatus: 'UPDATING', ProvisionedThroughput: units(5) },
      ),
      describe({
        TableStatus: 'ACTIVE',
        ProvisionedThroughput: { NumberOfDecreasesToday: 1, ...units(7, 3) },
      }),
    ],
  },
  {
    id: 'throughput-same',
    title: 'Throughput that would not change is refused.',
    source: UPDATE,
    steps: [
      provisioned,
      {
        ...update({ ProvisionedThroughput: units(5) }),
        ...refused(
          'The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: 5. Requested ReadCapacityUnits: 5. Current WriteCapacityUnits provisioned for the table: 5. Requested WriteCapacityUnits: 5. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
        ),
      },
    ],
  },
  {
    id: 'index-created',
    title: 'A new index holds the items that were there and have its key.',
    source: ONLINE,
    steps: [
      create(),
      put('1', S('x')),
      put('2', N(1)),
      update(
        {
          AttributeDefinitions: define('b'),
          GlobalSecondaryIndexUpdates: [{ Create: index('byB', key('b')) }],
        },
        { TableStatus: 'UPDATING' },
      ),
      {
        operation: 'Query',
        input: {
          TableName,
          IndexName: 'byB',
          KeyConditionExpression: 'b = :b',
          ExpressionAttributeValues: { ':b': S('x') },
        },
        output: { Items: [{ pk: S('1'), b: S('x') }], Count: 1, ScannedCount: 1 },
      },
    ],
  },
  {
    id: 'index-created-checks',
    title: 'From then on a value of another type is refused in the key of the new index.',
    source: ONLINE,
    steps: [
      create(),
      update({
        AttributeDefinitions: define('b'),
        GlobalSecondaryIndexUpdates: [{ Create: index('byB', key('b')) }],
      }),
      {
        ...put('2', N(1)),
        ...refused(`${INVALID}Type mismatch for Index Key b Expected: S Actual: N IndexName: byB`),
      },
    ],
  },
  {
    id: 'index-deleted',
    title: 'A deleted index is gone, with the definitions it alone used.',
    source: ONLINE,
    steps: [
      create(),
      update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'byA' } }] }),
      describe({ GlobalSecondaryIndexes: undefined, AttributeDefinitions: define('pk') }),
      {
        operation: 'Scan',
        input: { TableName, IndexName: 'byA' },
        ...refused('The table does not have the specified index: byA'),
      },
    ],
  },
  {
    id: 'to-on-demand',
    title: 'A provisioned table goes on demand.',
    source: guide('switching.capacitymode'),
    steps: [
      provisioned,
      update({ BillingMode: 'PAY_PER_REQUEST' }),
      describe({
        BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
        ProvisionedThroughput: units(0),
      }),
    ],
  },
  {
    id: 'to-provisioned',
    title: 'An on-demand table and its index become provisioned.',
    source: guide('switching.capacitymode'),
    steps: [
      create(),
      update({
        BillingMode: 'PROVISIONED',
        ProvisionedThroughput: units(2),
        GlobalSecondaryIndexUpdates: [
          { Update: { IndexName: 'byA', ProvisionedThroughput: units(3) } },
        ],
      }),
      describe({
        BillingModeSummary: { BillingMode: 'PROVISIONED' },
        ProvisionedThroughput: units(2),
        GlobalSecondaryIndexes: [{ ProvisionedThroughput: units(3) }],
      }),
    ],
  },
  {
    id: 'stream',
    title: 'A stream is enabled, cannot be changed, and is disabled.',
    source: guide('Streams'),
    steps: [
      create(),
      update({ StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } }),
      describe({ StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } }),
      {
        ...update({ StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } }),
        ...refused('Table already has an enabled stream: TableName: made'),
      },
      update({ StreamSpecification: { StreamEnabled: false } }),
      describe({ StreamSpecification: undefined }),
    ],
  },
  {
    id: 'protection',
    title: 'Protection against deletion is switched on and off.',
    source: guide('WorkingWithTables.Basics'),
    steps: [
      create(),
      update({ DeletionProtectionEnabled: true }, { DeletionProtectionEnabled: true }),
      { operation: 'DeleteTable', input: { TableName }, ...refused() },
      update({ DeletionProtectionEnabled: false }),
      { operation: 'DeleteTable', input: { TableName } },
    ],
  },
  {
    id: 'class',
    title: 'The table class is changed.',
    source: guide('HowItWorks.TableClasses'),
    steps: [
      create(),
      update({ TableClass: 'STANDARD_INFREQUENT_ACCESS' }),
      describe({ TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' } }),
    ],
  },
  {
    id: 'peaks',
    title: 'A peak of an on-demand table is set; the other one stays open.',
    source: api('OnDemandThroughput'),
    steps: [
      create(),
      update({ OnDemandThroughput: { MaxReadRequestUnits: 5 } }),
      describe({ OnDemandThroughput: { MaxReadRequestUnits: 5, MaxWriteRequestUnits: -1 } }),
    ],
  },
]

export const updateTable = group('update-table', [...refusals, ...updates])
