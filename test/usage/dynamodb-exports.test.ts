// The examples of docs/guide/dynamodb-exports.md.
import { gunzipSync } from 'node:zlib'
import { DynamoDBClient, ImportTableCommand } from '@aws-sdk/client-dynamodb'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

const readLines = (text = ''): any[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

it('exports and imports', async () => {
  const region = createRegion()
  const client = new DynamoDBClient(region.sdk)
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const uploads = region.createBucket('uploads')
  orders.put({ id: 'o1', amount: 9 })

  const { manifest, itemCount } = await orders.exportTo(uploads, { prefix: 'exports' })
  expect(itemCount).toBe(1)

  const [file] = readLines(uploads.get(uploads.get(manifest)?.json().manifestFilesS3Key)?.text())
  const lines = gunzipSync(uploads.get(file.dataFileS3Key)!.bytes).toString()
  expect(JSON.parse(lines)).toEqual({ Item: { id: { S: 'o1' }, amount: { N: '9' } } })

  uploads.put('in/orders.csv', 'id,amount\no2,12\no3,"1,5"\n')

  await client.send(
    new ImportTableCommand({
      S3BucketSource: { S3Bucket: 'uploads', S3KeyPrefix: 'in/' },
      InputFormat: 'CSV',
      TableCreationParameters: {
        TableName: 'imported',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    }),
  )
  await region.idle()
  expect(region.table('imported').get({ id: 'o3' })).toEqual({ id: 'o3', amount: '1,5' })
})
