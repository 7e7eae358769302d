// The mappers' recipes of docs/guide/recipes.md.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { createRegion } from 'miniregion'

test('Dynamoose', async () => {
  const { default: dynamoose } = await import('dynamoose')
  const region = createRegion()
  dynamoose.aws.ddb.set(new DynamoDB(region.sdk)) // the aggregated client

  const User = dynamoose.model('User', { id: { type: String, hashKey: true }, age: Number })
  await User.create({ id: 'u1', age: 3 }) // Dynamoose creates the table
  assert.deepEqual(region.table('User').get({ id: 'u1' }), { id: 'u1', age: 3 })
})

test('ElectroDB', async () => {
  const { Entity } = await import('electrodb')
  const region = createRegion()
  const main = region.createTable('Main', { partitionKey: 'pk', sortKey: 'sk' })
  const client = new DynamoDB(region.sdk)

  const model = { entity: 'task', version: '1', service: 'tasks' }
  const attributes = { team: { type: 'string' }, task: { type: 'string' } }
  const pk = { field: 'pk', composite: ['team'] }
  const sk = { field: 'sk', composite: ['task'] }
  const indexes = { tasks: { pk, sk } }
  const Task = new Entity({ model, attributes, indexes }, { client, table: 'Main' })
  await Task.put({ team: 'green', task: 't1' }).go()
  assert.deepEqual(main.items[0].pk, '$tasks#team_green')
})

test('OneTable', async () => {
  const { Table } = await import('dynamodb-onetable')
  const region = createRegion()
  const main = region.createTable('Main', { partitionKey: 'pk', sortKey: 'sk' })

  const User = { pk: { type: String, value: 'user:${name}' }, sk: { type: String, value: 'user' } }
  const one = new Table({
    client: new DynamoDB(region.sdk),
    name: 'Main',
    partial: true,
    schema: {
      format: 'onetable:1.1.0',
      version: '0.0.1',
      indexes: { primary: { hash: 'pk', sort: 'sk' } },
      models: { User: { ...User, name: { type: String } } },
    },
  })
  await one.getModel('User').create({ name: 'Ada' })
  assert.equal(main.get({ pk: 'user:Ada', sk: 'user' }).name, 'Ada')
})

test('DynamoDB-Toolbox', async () => {
  const { Entity, item, number, PutItemCommand, string, Table } = await import('dynamodb-toolbox')
  const region = createRegion()
  const main = region.createTable('Main', { partitionKey: 'pk' })
  const documentClient = DynamoDBDocumentClient.from(new DynamoDB(region.sdk))

  const partitionKey = { name: 'pk', type: 'string' }
  const table = new Table({ documentClient, name: 'Main', partitionKey })
  const schema = item({ pk: string().key(), level: number() })
  const Pokemon = new Entity({ name: 'Pokemon', table, schema })
  await Pokemon.build(PutItemCommand).item({ pk: 'a', level: 1 }).send()
  assert.equal(main.get({ pk: 'a' }).level, 1)
})
