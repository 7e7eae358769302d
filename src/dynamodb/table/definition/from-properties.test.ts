import { beforeEach, describe, expect, it } from 'vitest'
import { callTable } from '../access.ts'
import { testRegion, type TestRegion } from '../table.fixture.ts'
import { Table } from '../table.ts'
import type { TableInput } from './table-properties.ts'

let region: TestRegion
beforeEach(() => {
  region = testRegion()
})

const make = (input: TableInput): Table => new Table(input, { region })
const describeTable = (table: Table, operation = 'DescribeTable'): any =>
  callTable({ name: table.name, home: region.world }, operation, { TableName: table.name })
const described = (input: TableInput): any => describeTable(make(input)).Table

const TABLE = {
  TableName: 'orders',
  AttributeDefinitions: [
    { AttributeName: 'id', AttributeType: 'S' },
    { AttributeName: 'at', AttributeType: 'N' },
  ],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
}
const byAt = {
  IndexName: 'byAt',
  KeySchema: [{ AttributeName: 'at', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
}
const PLAIN = { ...TABLE, GlobalSecondaryIndexes: [byAt] }

describe('AWS::DynamoDB::Table', () => {
  it('accepts every property in the form of templates', () => {
    const table = make({
      ...TABLE,
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: '5', WriteCapacityUnits: 6 },
      GlobalSecondaryIndexes: [
        {
          ...byAt,
          ProvisionedThroughput: { ReadCapacityUnits: '1', WriteCapacityUnits: '2' },
          ContributorInsightsSpecification: { Enabled: false },
        },
      ],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      SSESpecification: { SSEEnabled: 'true', SSEType: 'KMS', KMSMasterKeyId: { Ref: 'Key' } },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: 'true' },
      PointInTimeRecoverySpecification: {
        PointInTimeRecoveryEnabled: true,
        RecoveryPeriodInDays: '7',
      },
      ContributorInsightsSpecification: { Enabled: false },
      DeletionProtectionEnabled: 'true',
      TableClass: 'STANDARD_INFREQUENT_ACCESS',
      Tags: [{ Key: 'team', Value: '1' }],
    })
    expect(describeTable(table).Table).toMatchObject({
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
      GlobalSecondaryIndexes: [
        { IndexName: 'byAt', ProvisionedThroughput: { ReadCapacityUnits: 1 } },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS' },
      DeletionProtectionEnabled: true,
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
    })
    expect(describeTable(table, 'DescribeTimeToLive')).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' },
    })
    expect(describeTable(table, 'DescribeContinuousBackups')).toMatchObject({
      ContinuousBackupsDescription: {
        PointInTimeRecoveryDescription: {
          PointInTimeRecoveryStatus: 'ENABLED',
          RecoveryPeriodInDays: 7,
        },
      },
    })
    table.put({ id: 'a', at: 1 })
    expect(table.query({ at: 1 }, { index: 'byAt' })).toHaveLength(1)
  })

  it('may be a whole resource with disabled features', () => {
    const off = {
      ...PLAIN,
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: false },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: 'false' as const },
      SSESpecification: { SSEEnabled: false },
    }
    const table = make({ Type: 'AWS::DynamoDB::Table', Properties: off })
    expect(() => table.sweepExpired()).toThrow(/no time to live/)
    expect(describeTable(table).Table).not.toHaveProperty('SSEDescription')
    expect(() => make({ Type: 'AWS::S3::Bucket', Properties: PLAIN })).toThrow(
      /a resource of type AWS::S3::Bucket.*one of AWS::DynamoDB::Table/,
    )
  })

  it('creates no table when a setting is refused', () => {
    const TimeToLiveSpecification = { AttributeName: '', Enabled: true }
    expect(() => make({ ...PLAIN, TimeToLiveSpecification })).toThrow(/timeToLive: /)
    const PointInTimeRecoverySpecification = {
      PointInTimeRecoveryEnabled: true,
      RecoveryPeriodInDays: 99,
    }
    expect(() => make({ ...PLAIN, PointInTimeRecoverySpecification })).toThrow(
      /PointInTimeRecoverySpecification: /,
    )
    expect(make(PLAIN).size).toBe(0)
  })
})

describe('AWS::DynamoDB::GlobalTable', () => {
  const { BillingMode: _, ...shared } = TABLE
  const scaling = (MinCapacity: number, more: object = {}) => ({
    MinCapacity,
    MaxCapacity: 100,
    TargetTrackingScalingPolicyConfiguration: { TargetValue: 70 },
    ...more,
  })

  it('accepts the output of CDK’s TableV2', () => {
    const input: TableInput = {
      ...TABLE,
      GlobalSecondaryIndexes: [byAt],
      Replicas: [
        {
          Region: { Ref: 'AWS::Region' },
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          TableClass: 'STANDARD_INFREQUENT_ACCESS',
          Tags: [{ Key: 'a', Value: 'b' }],
          ContributorInsightsSpecification: { Enabled: false },
          GlobalSecondaryIndexes: [
            { IndexName: 'byAt', ContributorInsightsSpecification: { Enabled: false } },
          ],
          ReadOnDemandThroughputSettings: { MaxReadRequestUnits: 7 },
          SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
        },
      ],
      WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 9 },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      MultiRegionConsistency: 'EVENTUAL',
    }
    expect(described(input)).toMatchObject({
      DeletionProtectionEnabled: true,
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
      OnDemandThroughput: { MaxReadRequestUnits: 7, MaxWriteRequestUnits: 9 },
      StreamSpecification: { StreamEnabled: true },
      SSEDescription: { SSEType: 'KMS' },
    })
  })

  it('has the initial units of auto scaling', () => {
    const input: TableInput = {
      ...shared,
      WriteProvisionedThroughputSettings: { WriteCapacityAutoScalingSettings: scaling(2) },
      GlobalSecondaryIndexes: [
        {
          ...byAt,
          WriteProvisionedThroughputSettings: {
            WriteCapacityAutoScalingSettings: scaling(1, { SeedCapacity: '4' }),
          },
        },
      ],
      Replicas: [
        {
          Region: 'us-east-1',
          ReadProvisionedThroughputSettings: { ReadCapacityUnits: 3 },
          GlobalSecondaryIndexes: [
            {
              IndexName: 'byAt',
              ReadProvisionedThroughputSettings: { ReadCapacityAutoScalingSettings: scaling(6) },
            },
          ],
        },
      ],
    }
    expect(described(input)).toMatchObject({
      ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 2 },
      GlobalSecondaryIndexes: [
        { ProvisionedThroughput: { ReadCapacityUnits: 6, WriteCapacityUnits: 4 } },
      ],
    })
  })

  it('is refused with replicas in other regions', () => {
    const replica = (Region: string) => ({ Region })
    const Replicas = [replica('us-east-1'), replica('eu-west-1')]
    expect(() => make({ ...PLAIN, Replicas })).toThrow(/Replicas.*a replica in eu-west-1/s)
    expect(() => make({ ...PLAIN, Replicas: [replica('eu-west-1')] })).toThrow(/Replicas/)
    const here = [replica('us-east-1')]
    expect(() => make({ ...PLAIN, Replicas: here, MultiRegionConsistency: 'STRONG' })).toThrow(
      /MultiRegionConsistency/,
    )
  })
})

describe('CreateTable’s input', () => {
  it('may enable a stream by its view type and may have a time to live', () => {
    const input = {
      ...PLAIN,
      StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    }
    const table = make(input)
    expect(table.sweepExpired()).toEqual([])
    expect(describeTable(table).Table.StreamSpecification).toEqual({
      StreamEnabled: true,
      StreamViewType: 'KEYS_ONLY',
    })
  })

  it('throws AWS’s errors', () => {
    const off = { ...PLAIN, StreamSpecification: { StreamEnabled: false } }
    expect(described(off)).not.toHaveProperty('StreamSpecification')
    expect(() => make({ ...PLAIN, TableName: 'empty', KeySchema: [] })).toThrow(
      expect.objectContaining({ name: 'ValidationException' }) as Error,
    )
    const StreamSpecification = { StreamEnabled: false, StreamViewType: 'KEYS_ONLY' }
    expect(() => make({ ...PLAIN, TableName: 'closed', StreamSpecification })).toThrow(
      /stream disabled, UpdateViewType should not be specified/,
    )
  })
})

it.each<[object, RegExp]>([
  [
    { KeySchemas: [] },
    /new Table\('orders'\) received the unknown member 'KeySchemas'.*'KeySchema'\?/,
  ],
  [
    { StreamSpecification: { ViewType: 'X' } },
    /orders'\): StreamSpecification received .*'ViewType'/,
  ],
  [
    { KeySchema: [{ AttributName: 'id' }] },
    /KeySchema\[0\] received .*Did you mean 'AttributeName'\?/,
  ],
  [
    { GlobalSecondaryIndexes: [byAt, { ...byAt, Projection: { Type: 'ALL' } }] },
    /GlobalSecondaryIndexes\[1\]\.Projection received the unknown member 'Type'/,
  ],
  [{ TimeToLiveSpecification: { Attribute: 'x' } }, /'Attribute'.*AttributeName/],
  [
    {
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: { 'Fn::If': ['A', true, false] } },
    },
    /Enabled is \{ Fn::If: \.\.\. \}\. Expected the value: references/,
  ],
  [{ Tags: [{ Key: 'stage', Value: { Ref: 'Stage' } }] }, /Value is \{ Ref: \.\.\. \}/],
  [{ KeySchema: { 'Fn::If': [] } }, /got the unknown member|KeySchema is \{ Fn::If/],
  [{ TableName: { 'Fn::Sub': 'x' } }, /TableName is an object.*new Table\(\{ \.\.\.properties/],
  [{ TableName: undefined }, /TableName is undefined/],
])('refuses %j by name', (more, message) => {
  expect(() => make({ ...PLAIN, ...more } as never)).toThrow(
    expect.objectContaining({ name: 'MisuseError', message: expect.stringMatching(message) }),
  )
})

it.each([
  ['KinesisStreamSpecification', { StreamArn: 'arn' }],
  ['ImportSourceSpecification', {}],
  ['ContributorInsightsSpecification', { Enabled: 'true' }],
])('throws UnsupportedError for %s', (name, value) => {
  expect(() => make({ ...PLAIN, [name]: value } as never)).toThrow(
    expect.objectContaining({
      name: 'UnsupportedError',
      message: expect.stringContaining(name) as string,
    }),
  )
})

it('throws UnsupportedError for Contributor Insights of an index', () => {
  const index = { ...byAt, ContributorInsightsSpecification: { Enabled: true } }
  const create = () => make({ ...TABLE, GlobalSecondaryIndexes: [index] })
  expect(create).toThrow(/ContributorInsightsSpecification is not simulated.*Leave it out/s)
})

it('refuses the input of CreateTable as a schema', () => {
  expect(() => new Table('orders', PLAIN as never, { region })).toThrow(
    /new Table\(\{ \.\.\.input, TableName: 'orders' \}\)/,
  )
})
