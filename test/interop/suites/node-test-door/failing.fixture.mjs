import assert from 'node:assert/strict'
import { it } from 'node:test'
import { DynamoDBClient, ImportTableCommand } from '@aws-sdk/client-dynamodb'
import { createGateway, defaultRegion, defineRegion, registerFunction } from 'miniregion'
import { toHaveStatus } from 'miniregion/node-test'

const unsupported = (config) => async () => {
  const input = {
    S3BucketSource: { S3Bucket: 'bucket' },
    InputFormat: 'CSV',
    TableCreationParameters: { TableName: 'orders', AttributeDefinitions: [], KeySchema: [] },
  }
  await new DynamoDBClient(config).send(new ImportTableCommand(input)).catch(() => undefined)
}

it('fails: a refusal was swallowed', () => unsupported(defaultRegion.sdk)())

it('passes: the next one is clean', () => {
  assert.equal(defaultRegion.unsupported.length, 0)
})

it('passes, and tells of what nobody looked at', async () => {
  const broken = registerFunction('broken-1', async () => {
    throw new TypeError('nobody looked at this')
  })
  await broken.invoke({})
})

it('fails, and tells why', async () => {
  const broken = registerFunction('broken-2', async () => {
    throw new TypeError('the reason of a failed test')
  })
  assert.equal((await createGateway({ 'GET /': broken }).get('/')).status, 200)
})

it('passes, and tells nothing', async () => {
  const broken = registerFunction('broken-3', async () => {
    throw new TypeError('expected')
  })
  toHaveStatus(await createGateway({ 'GET /': broken }).get('/'), 500)
})

const app = defineRegion((region) => ({
  call: region.registerFunction('call', unsupported(region.sdk)),
}))
it(
  'fails: a refusal was swallowed in a fork',
  app(async ({ call }) => {
    await call.invoke({})
  }),
)
