// The Powertools' recipe of docs/guide/recipes.md.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { makeIdempotent } from '@aws-lambda-powertools/idempotency'
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb'
import { createRegion } from 'miniregion'

test('Powertools: idempotency', async () => {
  const region = createRegion()
  const table = region.createTable('idempotency', { partitionKey: 'id', timeToLive: 'expiration' })
  const persistenceStore = new DynamoDBPersistenceLayer({
    tableName: 'idempotency',
    awsSdkV3Client: new DynamoDBClient(region.sdk),
  })
  let charged = 0
  const charge = async () => ({ charge: ++charged })
  const pay = region.registerFunction('pay', makeIdempotent(charge, { persistenceStore }))

  await pay.invoke({ amount: 9 })
  assert.deepEqual((await pay.invoke({ amount: 9 })).payload, { charge: 1 })
  assert.equal(table.items[0].status, 'COMPLETED')
})
