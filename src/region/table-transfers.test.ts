import { gunzipSync, gzipSync } from 'node:zlib'
import {
  CreateTableCommand,
  DeleteResourcePolicyCommand,
  DescribeContributorInsightsCommand,
  DescribeExportCommand,
  DescribeImportCommand,
  DynamoDBClient,
  ExportTableToPointInTimeCommand,
  GetResourcePolicyCommand,
  ImportTableCommand,
  ListExportsCommand,
  ListImportsCommand,
  PutResourcePolicyCommand,
  UpdateContinuousBackupsCommand,
  type ExportTableToPointInTimeCommandInput,
  type ImportTableCommandInput,
} from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { createRegion } from './index.ts'

const START = '2026-01-01T00:00:00Z'

async function withTable(options: object = {}) {
  const region = createRegion({ unhandled: 'warn', ...options })
  region.clock.freeze(START)
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const uploads = region.createBucket('uploads')
  const client = new DynamoDBClient({ ...region.sdk, maxAttempts: 1 })
  await client.send(
    new UpdateContinuousBackupsCommand({
      TableName: 'orders',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
  )
  const run = async (input: Partial<ExportTableToPointInTimeCommandInput> = {}) => {
    const { ExportDescription } = await client.send(
      new ExportTableToPointInTimeCommand({
        TableArn: orders.arn,
        S3Bucket: 'uploads',
        ...input,
      }),
    )
    return ExportDescription!
  }
  const describeExport = async (ExportArn = '') =>
    (await client.send(new DescribeExportCommand({ ExportArn }))).ExportDescription!
  const lines = (manifest = '') => {
    const { manifestFilesS3Key } = uploads.get(manifest)!.json()
    const files = uploads.get(manifestFilesS3Key)!.text().trim().split('\n')
    return files.flatMap((line) =>
      gunzipSync(uploads.get(JSON.parse(line).dataFileS3Key)!.bytes)
        .toString()
        .split('\n')
        .filter(Boolean)
        .map((text) => JSON.parse(text)),
    )
  }
  return { region, orders, uploads, client, run, describeExport, lines }
}

describe('ExportTableToPointInTime', () => {
  it('writes manifests and lines as AWS does', async () => {
    const { region, orders, uploads, run, describeExport, lines } = await withTable()
    orders.put({ id: '1', bytes: new Uint8Array([1, 2]), n: 1.5 })
    const begun = await run({ S3Prefix: 'out' })
    expect(begun).toMatchObject({
      ExportStatus: 'IN_PROGRESS',
      ExportType: 'FULL_EXPORT',
      ExportFormat: 'DYNAMODB_JSON',
      S3SseAlgorithm: 'AES256',
      TableArn: orders.arn,
    })
    expect(begun.ExportArn).toMatch(/table\/orders\/export\/\d{14}-[0-9a-f]{8}$/)
    await region.idle()
    const done = await describeExport(begun.ExportArn)
    expect(done).toMatchObject({ ExportStatus: 'COMPLETED', ItemCount: 1 })
    const id = begun.ExportArn!.split('/').at(-1)!
    expect(uploads.keys.map((key) => key.replace(/[a-z0-9]{26}/, 'NAME'))).toEqual([
      `out/AWSDynamoDB/${id}/_started`,
      `out/AWSDynamoDB/${id}/data/NAME.json.gz`,
      `out/AWSDynamoDB/${id}/manifest-files.checksum`,
      `out/AWSDynamoDB/${id}/manifest-files.json`,
      `out/AWSDynamoDB/${id}/manifest-summary.checksum`,
      `out/AWSDynamoDB/${id}/manifest-summary.json`,
    ])
    expect(uploads.get(done.ExportManifest!)!.json()).toMatchObject({
      version: '2020-06-30',
      exportArn: begun.ExportArn,
      startTime: '2026-01-01T00:00:00.000Z',
      exportTime: '2026-01-01T00:00:00.000Z',
      s3Bucket: 'uploads',
      s3Prefix: 'out',
      s3SseKmsKeyId: null,
      itemCount: 1,
      outputFormat: 'DYNAMODB_JSON',
    })
    expect(lines(done.ExportManifest)).toEqual([
      { Item: { id: { S: '1' }, bytes: { B: 'AQI=' }, n: { N: '1.5' } } },
    ])
  })

  it('exports an earlier time, and the changes between two', async () => {
    const { region, orders, run, describeExport, lines } = await withTable()
    orders.put({ id: 'kept' })
    orders.put({ id: 'changed', v: 1 })
    orders.put({ id: 'gone' })
    await region.clock.advance('1h')
    orders.put({ id: 'changed', v: 2 })
    orders.put({ id: 'changed', v: 3 })
    orders.delete({ id: 'gone' })
    orders.put({ id: 'new' })
    await region.clock.advance('1h')
    const full = await run({ ExportTime: new Date('2026-01-01T00:30:00Z') })
    const incremental = await run({
      ExportType: 'INCREMENTAL_EXPORT',
      IncrementalExportSpecification: {
        ExportFromTime: new Date('2026-01-01T00:30:00Z'),
        ExportToTime: new Date('2026-01-01T01:30:00Z'),
        ExportViewType: 'NEW_AND_OLD_IMAGES',
      },
    })
    await region.idle()
    const manifest = async (arn?: string) => (await describeExport(arn)).ExportManifest
    expect(lines(await manifest(full.ExportArn))).toHaveLength(3)
    const changed = lines(await manifest(incremental.ExportArn))
    const byId = new Map(changed.map((line) => [line.Keys.id.S, line]))
    expect([...byId.keys()].sort()).toEqual(['changed', 'gone', 'new'])
    expect(byId.get('changed')).toEqual({
      Metadata: { WriteTimestampMicros: { N: String(Date.parse('2026-01-01T01:00:00Z') * 1000) } },
      Keys: { id: { S: 'changed' } },
      OldImage: { id: { S: 'changed' }, v: { N: '1' } },
      NewImage: { id: { S: 'changed' }, v: { N: '3' } },
    })
    expect(byId.get('gone')).not.toHaveProperty('NewImage')
    expect(byId.get('new')).not.toHaveProperty('OldImage')
  })

  it('lists, repeats by token, and fails without its bucket', async () => {
    const { region, client, run, describeExport } = await withTable({
      dynamodb: { tableStatus: '5s' },
    })
    await region.clock.advance('5s')
    const first = await run({ ClientToken: 'a' })
    expect((await run({ ClientToken: 'a' })).ExportArn).toBe(first.ExportArn)
    await expect(run({ ClientToken: 'a', S3Prefix: 'x' })).rejects.toMatchObject({
      name: 'ExportConflictException',
    })
    const second = await run({ S3Bucket: 'nowhere' })
    await region.idle()
    expect((await describeExport(second.ExportArn)).ExportStatus).toBe('IN_PROGRESS')
    await region.clock.advance('5s')
    expect(await describeExport(second.ExportArn)).toMatchObject({
      ExportStatus: 'FAILED',
      FailureCode: 'S3NoSuchBucket',
    })
    const page = await client.send(new ListExportsCommand({ MaxResults: 1 }))
    expect(page.ExportSummaries?.map(({ ExportArn }) => ExportArn)).toEqual([second.ExportArn])
    const rest = await client.send(new ListExportsCommand({ NextToken: page.NextToken }))
    expect(rest.ExportSummaries).toEqual([
      { ExportArn: first.ExportArn, ExportStatus: 'COMPLETED', ExportType: 'FULL_EXPORT' },
    ])
    expect(rest.NextToken).toBeUndefined()
  })

  it.each<[string, Partial<ExportTableToPointInTimeCommandInput>, string]>([
    [
      'another table',
      { TableArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/none' },
      'TableNotFoundException',
    ],
    ['no ARN', { TableArn: 'orders' }, 'ValidationException'],
    ['a time to come', { ExportTime: new Date('2027-01-01') }, 'InvalidExportTimeException'],
    ['no range', { ExportType: 'INCREMENTAL_EXPORT' }, 'ValidationException'],
    ['Ion', { ExportFormat: 'ION' }, 'UnsupportedError'],
  ])('refuses %s', async (_, input, name) => {
    const { run, uploads } = await withTable()
    await expect(run(input)).rejects.toMatchObject({ name })
    expect(uploads.keys).toEqual([])
  })

  it('needs point-in-time recovery; the handle does not', async () => {
    const region = createRegion()
    const plain = region.createTable('plain', { partitionKey: 'id' })
    const client = new DynamoDBClient(region.sdk)
    const input = { TableArn: plain.arn, S3Bucket: 'uploads' }
    await expect(client.send(new ExportTableToPointInTimeCommand(input))).rejects.toMatchObject({
      name: 'PointInTimeRecoveryUnavailableException',
      message: "Point in time recovery is not enabled for table 'plain'",
    })
    await expect(plain.exportTo('uploads')).rejects.toThrow('plain.exportTo: ')
    await expect(plain.exportTo(5 as never)).rejects.toThrow('a bucket or its name')
    region.createBucket('uploads')
    expect(await plain.exportTo('uploads')).toMatchObject({ itemCount: 0 })
  })
})

describe('ImportTable', () => {
  const parameters = {
    TableName: 'copy',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' as const }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
    BillingMode: 'PAY_PER_REQUEST' as const,
  }
  const start = async (input: Partial<ImportTableCommandInput> = {}) => {
    const { region, uploads, client } = await withTable()
    const run = async () => {
      const { ImportTableDescription } = await client.send(
        new ImportTableCommand({
          S3BucketSource: { S3Bucket: 'uploads', S3KeyPrefix: 'in/' },
          InputFormat: 'DYNAMODB_JSON',
          TableCreationParameters: parameters,
          ...input,
        }),
      )
      return ImportTableDescription!
    }
    const end = async (ImportArn = '') => {
      await region.idle()
      return (await client.send(new DescribeImportCommand({ ImportArn }))).ImportTableDescription!
    }
    return { region, uploads, client, run, end }
  }

  it('reads lines of DynamoDB JSON, and counts those that are no items', async () => {
    const { region, uploads, client, run, end } = await start({ InputCompressionType: 'GZIP' })
    const lines = [
      '{"Item":{"id":{"N":"1"},"b":{"B":"AQI="}}}',
      '{"Item":{"id":{"N":"1"},"v":{"S":"later"}}}',
      '{"Item":{"id":{"S":"text"}}}',
      'nonsense',
      '{"Item":{"id":{"N":"2"}}}',
    ]
    uploads.put('in/a.json.gz', gzipSync(lines.join('\n')))
    const begun = await run()
    expect(begun).toMatchObject({ ImportStatus: 'IN_PROGRESS', InputCompressionType: 'GZIP' })
    expect(await end(begun.ImportArn)).toMatchObject({
      ImportStatus: 'COMPLETED',
      ErrorCount: 2,
      ProcessedItemCount: 5,
      ImportedItemCount: 3,
    })
    const copy = region.table('copy')
    expect(copy.get({ id: 1 })).toEqual({ id: 1, v: 'later' })
    expect([copy.size, copy.writes.length]).toEqual([2, 0])
    const { ImportSummaryList } = await client.send(new ListImportsCommand({}))
    expect(ImportSummaryList).toMatchObject([
      { ImportArn: begun.ImportArn, InputFormat: 'DYNAMODB_JSON' },
    ])
    region.reset()
    expect(copy.size).toBe(0)
  })

  it('reads CSV with quotes, another delimiter and a given header', async () => {
    const { region, uploads, run, end } = await start({
      InputFormat: 'CSV',
      InputFormatOptions: { Csv: { Delimiter: ';', HeaderList: ['id', 'text'] } },
    })
    uploads.put('in/a.csv', '1;"a ""quoted""\r\nline; all of it"\r\n2;\r\nx;not a number\r\n')
    const { ImportArn } = await run()
    expect(await end(ImportArn)).toMatchObject({ ImportedItemCount: 2, ErrorCount: 1 })
    expect(region.table('copy').items).toHaveLength(2)
    expect(region.table('copy').get({ id: 1 })).toEqual({
      id: 1,
      text: 'a "quoted"\r\nline; all of it',
    })
  })

  it('fails without objects or bucket, and refuses a table that exists', async () => {
    const none = await start()
    const { ImportArn } = await none.run()
    expect(await none.end(ImportArn)).toMatchObject({ ImportStatus: 'FAILED' })
    await expect(none.run()).rejects.toMatchObject({ name: 'ResourceInUseException' })
    const nowhere = await start({ S3BucketSource: { S3Bucket: 'nowhere' } })
    expect(await nowhere.end((await nowhere.run()).ImportArn)).toMatchObject({
      FailureCode: 'S3NoSuchBucket',
    })
    await expect(none.end('arn:aws:dynamodb:us-east-1:123456789012:x')).rejects.toMatchObject({
      name: 'ImportNotFoundException',
    })
    const ion = await start({ InputFormat: 'ION' })
    await expect(ion.run()).rejects.toThrow('DynamoDB ImportTable InputFormat ION')
  })
})

describe('resource policies', () => {
  it('are kept with revisions, for tables and streams', async () => {
    const region = createRegion({ unhandled: 'warn' })
    const client = new DynamoDBClient(region.sdk)
    const Policy = '{"Version":"2012-10-17","Statement":[]}'
    await client.send(
      new CreateTableCommand({
        TableName: 'orders',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
        ResourcePolicy: Policy,
      }),
    )
    const ResourceArn = region.table('orders').arn
    const get = () => client.send(new GetResourcePolicyCommand({ ResourceArn }))
    const first = await get()
    expect(first.Policy).toBe(Policy)
    const put = (input: object) =>
      client.send(new PutResourcePolicyCommand({ ResourceArn, Policy, ...input }))
    expect((await put({})).RevisionId).toBe(first.RevisionId)
    const next = await put({ Policy: '{"Statement":[{}]}', ExpectedRevisionId: first.RevisionId })
    expect(next.RevisionId).not.toBe(first.RevisionId)
    await expect(put({ ExpectedRevisionId: first.RevisionId })).rejects.toMatchObject({
      name: 'PolicyNotFoundException',
    })
    await expect(put({ Policy: 'nonsense' })).rejects.toMatchObject({ name: 'ValidationException' })
    await expect(put({ ResourceArn: `${ResourceArn}s` })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    const fork = region.fork()
    await client.send(new DeleteResourcePolicyCommand({ ResourceArn }))
    await expect(get()).rejects.toMatchObject({ name: 'PolicyNotFoundException' })
    const there = new DynamoDBClient(fork.sdk)
    expect((await there.send(new GetResourcePolicyCommand({ ResourceArn }))).RevisionId).toBe(
      next.RevisionId,
    )
    await expect(
      client.send(new DescribeContributorInsightsCommand({ TableName: 'orders' })),
    ).rejects.toThrow('DescribeContributorInsights is not simulated')
  })
})
