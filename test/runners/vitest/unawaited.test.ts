import 'miniregion/vitest'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { defaultRegion, Table } from 'miniregion'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'

const docs = DynamoDBDocumentClient.from(new DynamoDBClient(defaultRegion.sdk))
const orders = new Table<{ id: string }>('unawaited-orders', { partitionKey: 'id' })

describe('a write that beforeAll does not await', () => {
  beforeAll(() => {
    void docs.send(new PutCommand({ TableName: 'unawaited-orders', Item: { id: 'o1' } }))
  })

  it('passes: the write comes during the test', () => {
    expect(orders.get({ id: 'o1' })).toBeDefined()
  })

  it('passes: the write is undone', () => {
    expect(orders.get({ id: 'o1' })).toBeUndefined()
  })
})

describe('writes of the tests themselves', () => {
  beforeEach(async () => {
    await docs.send(new PutCommand({ TableName: 'unawaited-orders', Item: { id: 'o2' } }))
  })

  it('passes: nothing is told', async () => {
    await docs.send(new PutCommand({ TableName: 'unawaited-orders', Item: { id: 'o3' } }))
    expect(orders.size).toBe(2)
  })
})
