import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isServiceError } from '../../../core/errors.ts'
import { room as dynamodb } from '../../index.ts'
import { room as dynamodbStreams } from '../../streams/index.ts'
import { mutate, mutation } from '../../mutate.fixture.ts'
import { testWorld, type TestWorld } from '../../world.fixture.ts'

const TableName = 'orders'
const throughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 }
const TABLE = {
  TableName,
  AttributeDefinitions: [
    { AttributeName: 'id', AttributeType: 'S' },
    { AttributeName: 'status', AttributeType: 'S' },
    { AttributeName: 'amount', AttributeType: 'N' },
  ],
  KeySchema: [
    { AttributeName: 'id', KeyType: 'HASH' },
    { AttributeName: 'amount', KeyType: 'RANGE' },
  ],
  BillingMode: 'PROVISIONED',
  ProvisionedThroughput: throughput,
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byStatus',
      KeySchema: [{ AttributeName: 'status', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['doc'] },
      ProvisionedThroughput: throughput,
    },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'local',
      KeySchema: [
        { AttributeName: 'id', KeyType: 'HASH' },
        { AttributeName: 'status', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  Tags: [{ Key: 'team', Value: 'a' }],
  DeletionProtectionEnabled: false,
  TableClass: 'STANDARD',
}

type Arn = (what: 'table' | 'stream' | 'backup') => string

/** A valid request for each operation, which the fuzzer damages. */
const REQUESTS: Readonly<Record<string, (arn: Arn) => object>> = {
  CreateTable: () => ({ ...TABLE, TableName: 'others' }),
  DescribeTable: () => ({ TableName }),
  ListTables: () => ({ ExclusiveStartTableName: 'abc', Limit: 2 }),
  UpdateTable: () => ({
    TableName,
    AttributeDefinitions: [...TABLE.AttributeDefinitions],
    GlobalSecondaryIndexUpdates: [
      {
        Create: {
          IndexName: 'byAmount',
          KeySchema: [{ AttributeName: 'amount', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
          ProvisionedThroughput: throughput,
        },
      },
    ],
  }),
  DeleteTable: () => ({ TableName }),
  UpdateTimeToLive: () => ({
    TableName,
    TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' },
  }),
  DescribeTimeToLive: () => ({ TableName }),
  TagResource: (arn) => ({ ResourceArn: arn('table'), Tags: [{ Key: 'a', Value: 'b' }] }),
  UntagResource: (arn) => ({ ResourceArn: arn('table'), TagKeys: ['a'] }),
  ListTagsOfResource: (arn) => ({ ResourceArn: arn('table') }),
  DescribeLimits: () => ({}),
  DescribeEndpoints: () => ({}),
  CreateBackup: () => ({ TableName, BackupName: 'first' }),
  DescribeBackup: (arn) => ({ BackupArn: arn('backup') }),
  ListBackups: () => ({ TableName, Limit: 2, BackupType: 'USER', TimeRangeLowerBound: 1 }),
  RestoreTableFromBackup: (arn) => ({
    TargetTableName: 'restored',
    BackupArn: arn('backup'),
    BillingModeOverride: 'PAY_PER_REQUEST',
    GlobalSecondaryIndexOverride: [],
  }),
  UpdateContinuousBackups: () => ({
    TableName,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  }),
  DescribeContinuousBackups: () => ({ TableName }),
  RestoreTableToPointInTime: () => ({
    SourceTableName: TableName,
    TargetTableName: 'earlier',
    UseLatestRestorableTime: true,
  }),
  ListStreams: () => ({ TableName, Limit: 3 }),
  DescribeStream: (arn) => ({ StreamArn: arn('stream'), Limit: 3 }),
  GetShardIterator: (arn) => ({
    StreamArn: arn('stream'),
    ShardId: 'shardId-00000000000000000000-00000000',
    ShardIteratorType: 'TRIM_HORIZON',
    SequenceNumber: '100000000000000000001',
  }),
  GetRecords: (arn) => ({ ShardIterator: `${arn('stream')}|1|AAAA`, Limit: 3 }),
}

const operationOf = (name: string) =>
  (name in dynamodb.operations ? dynamodb : dynamodbStreams).operations[name]!

interface Plane {
  readonly test: TestWorld
  readonly arn: Arn
}

function fresh(): Plane {
  const test = testWorld()
  const { TableDescription } = test.run(operationOf('CreateTable'), TABLE)
  test.run(
    operationOf('UpdateContinuousBackups'),
    REQUESTS.UpdateContinuousBackups!(() => ''),
  )
  test.run(operationOf('PutItem'), { TableName, Item: { id: { S: 'a' }, amount: { N: '1' } } })
  const { BackupDetails } = test.run(operationOf('CreateBackup'), { TableName, BackupName: 'one' })
  const arns = {
    table: TableDescription.TableArn as string,
    stream: TableDescription.LatestStreamArn as string,
    backup: BackupDetails.BackupArn as string,
  }
  return { test, arn: (what) => arns[what] }
}

const contentOf = ({ test: { state } }: Plane): string =>
  JSON.stringify([
    [...state.tables].map(([name, { definition, items }]) => [name, definition, items.items()]),
    [...state.backups.keys()],
    state.closedStreams.length,
  ])

const CODES = [
  'ValidationException',
  'SerializationException',
  'AccessDeniedException',
  'ResourceNotFoundException',
  'ResourceInUseException',
  'LimitExceededException',
  'TableNotFoundException',
  'TableAlreadyExistsException',
  'TableInUseException',
  'BackupNotFoundException',
  'BackupInUseException',
  'InvalidRestoreTimeException',
  'PointInTimeRecoveryUnavailableException',
  'ContinuousBackupsUnavailableException',
  'TrimmedDataAccessException',
  'ExpiredIteratorException',
]

describe('damaged requests', () => {
  it.each(Object.keys(REQUESTS))('%s accepts the valid request, except its shard', (operation) => {
    const { test, arn } = fresh()
    expect(test.refusal(operationOf(operation), REQUESTS[operation]!(arn))).toMatch(
      operation.startsWith('Get') ? /Shard/i : /^accepted$/,
    )
  })

  it.each(Object.keys(REQUESTS))(
    '%s throws AWS errors only, and changes nothing when it throws',
    (operation) => {
      const sealed = fresh()
      fc.assert(
        fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
          const plane = { ...sealed, test: sealed.test.fork() }
          const request = mutations.reduce(mutate, REQUESTS[operation]!(plane.arn))
          const before = contentOf(plane)
          try {
            plane.test.run(operationOf(operation), request)
          } catch (error) {
            if (!isServiceError(error)) throw error
            expect(CODES).toContain(error.code)
            expect(contentOf(plane)).toBe(before)
            return
          }
          // DescribeTable and Scan work after every accepted request.
          for (const name of plane.test.state.tables.keys()) {
            plane.test.run(operationOf('DescribeTable'), { TableName: name })
            plane.test.run(operationOf('Scan'), { TableName: name })
          }
        }),
        { numRuns: 150 },
      )
    },
  )
})
