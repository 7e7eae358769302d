// Each mapper from its quick start, on the aggregated client with region.sdk.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import {
  DynamoDBDocumentClient,
  paginateQuery,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb'
import { createRegion } from 'miniregion'

const start = (schema) => {
  const region = createRegion()
  const table = schema && region.createTable('Main', schema)
  return { region, table, client: new DynamoDB(region.sdk) }
}

const SINGLE = {
  partitionKey: 'pk',
  sortKey: 'sk',
  globalSecondaryIndexes: { gs1: { partitionKey: 'gs1pk', sortKey: 'gs1sk' } },
}

test('lib-dynamodb', async () => {
  const { client, table } = start(SINGLE)
  const docs = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  })
  const item = {
    pk: 'a',
    sk: '1',
    n: 12n,
    set: new Set(['x']),
    bytes: new Uint8Array([1]),
    none: undefined,
    nested: { list: [1, null, true] },
  }
  await docs.send(new PutCommand({ TableName: 'Main', Item: item }))
  await docs.send(
    new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName: 'Main', Item: { pk: 'a', sk: '2' } } },
        {
          ConditionCheck: {
            TableName: 'Main',
            Key: { pk: 'a', sk: '1' },
            ConditionExpression: 'n = :n',
            ExpressionAttributeValues: { ':n': 12 },
          },
        },
      ],
    }),
  )
  const query = {
    TableName: 'Main',
    KeyConditionExpression: 'pk = :p',
    ExpressionAttributeValues: { ':p': 'a' },
  }
  const { Items } = await docs.send(new QueryCommand(query))
  assert.deepEqual(
    Items.map(({ sk }) => sk),
    ['1', '2'],
  )
  let pages = 0
  for await (const page of paginateQuery({ client: docs, pageSize: 1 }, query))
    pages += page.Items.length
  assert.equal(pages, 2)
  assert.deepEqual(table.get({ pk: 'a', sk: '1' }).nested, { list: [1, null, true] })
})

test('Dynamoose 4', async () => {
  const { client, region } = start()
  const { default: dynamoose } = await import('dynamoose')
  dynamoose.aws.ddb.set(client)
  const schema = new dynamoose.Schema(
    {
      id: { type: String, hashKey: true },
      age: Number,
      tags: { type: Set, schema: [String] },
      email: { type: String, index: { name: 'byEmail', type: 'global' } },
    },
    { timestamps: true },
  )
  const User = dynamoose.model('User', schema)
  await User.create({ id: 'u1', age: 3, email: 'a@b', tags: new Set(['x']) })
  await assert.rejects(User.create({ id: 'u1' }), { name: 'ConditionalCheckFailedException' })
  const found = await User.get('u1')
  assert.equal(found.age, 3)
  found.age = 4
  await found.save()
  const [byEmail] = await User.query('email').eq('a@b').using('byEmail').exec()
  assert.equal(byEmail.age, 4)
  const scanned = await User.scan('age').gt(3).exec()
  assert.equal(scanned.count, 1)
  await User.update({ id: 'u1' }, { $ADD: { age: 1 } })
  assert.equal(region.table('User').get({ id: 'u1' }).age, 5)
  await User.delete('u1')
  assert.equal(region.table('User').size, 0)
})

test('ElectroDB 3', async () => {
  const { client, table } = start(SINGLE)
  const { Entity, Service } = await import('electrodb')
  const Task = new Entity(
    {
      model: { entity: 'task', version: '1', service: 'taskapp' },
      attributes: {
        team: { type: 'string', required: true },
        task: { type: 'string', required: true },
        project: { type: 'string', required: true },
        points: { type: 'number' },
        tags: { type: 'set', items: 'string' },
      },
      indexes: {
        tasks: {
          pk: { field: 'pk', composite: ['team'] },
          sk: { field: 'sk', composite: ['task'] },
        },
        projects: {
          index: 'gs1',
          pk: { field: 'gs1pk', composite: ['project'] },
          sk: { field: 'gs1sk', composite: ['task'] },
        },
      },
    },
    { client, table: 'Main' },
  )
  await Task.put({ team: 'green', task: 't1', project: 'p1', points: 2, tags: ['a'] }).go()
  await Task.create({ team: 'green', task: 't2', project: 'p1' }).go()
  await assert.rejects(
    Task.create({ team: 'green', task: 't2', project: 'p1' }).go(),
    /conditional request failed/,
  )
  await Task.patch({ team: 'green', task: 't1' }).add({ points: 1 }).append({}).go()
  const { data } = await Task.get({ team: 'green', task: 't1' }).go()
  assert.deepEqual([data.points, data.tags], [3, ['a']])
  const byProject = await Task.query
    .projects({ project: 'p1' })
    .where(({ points }, { gt }) => gt(points, 2))
    .go()
  assert.deepEqual(
    byProject.data.map(({ task }) => task),
    ['t1'],
  )
  const app = new Service({ Task }, { client, table: 'Main' })
  await app.transaction
    .write(({ Task: tasks }) => [tasks.delete({ team: 'green', task: 't2' }).commit()])
    .go()
  assert.equal(table.size, 1)
})

test('dynamodb-onetable', async () => {
  const { client, table } = start(SINGLE)
  const { Table } = await import('dynamodb-onetable')
  const one = new Table({
    client,
    name: 'Main',
    partial: true,
    schema: {
      format: 'onetable:1.1.0',
      version: '0.0.1',
      indexes: {
        primary: { hash: 'pk', sort: 'sk' },
        gs1: { hash: 'gs1pk', sort: 'gs1sk', follow: true },
      },
      models: {
        User: {
          pk: { type: String, value: 'user:${name}' },
          sk: { type: String, value: 'user#' },
          name: { type: String, required: true },
          email: { type: String, unique: true },
          visits: { type: Number, default: 0 },
        },
      },
    },
  })
  const User = one.getModel('User')
  await User.create({ name: 'Ada', email: 'a@b' })
  await assert.rejects(User.create({ name: 'Bob', email: 'a@b' }), /unique/i)
  await User.update({ name: 'Ada' }, { add: { visits: 2 } })
  assert.equal((await User.get({ name: 'Ada' })).visits, 2)
  assert.equal((await User.find({ name: 'Ada' })).length, 1)
  await User.remove({ name: 'Ada' })
  assert.equal(table.size, 0)
})

test('dynamodb-toolbox 2', async () => {
  const { client, table } = start(SINGLE)
  const {
    Table,
    Entity,
    item,
    string,
    number,
    PutItemCommand,
    GetItemCommand,
    UpdateItemCommand,
    QueryCommand: Query,
    $add,
  } = await import('dynamodb-toolbox')
  const documentClient = DynamoDBDocumentClient.from(client)
  const main = new Table({
    documentClient,
    name: 'Main',
    partitionKey: { name: 'pk', type: 'string' },
    sortKey: { name: 'sk', type: 'string' },
  })
  const Pokemon = new Entity({
    name: 'Pokemon',
    table: main,
    schema: item({ pk: string().key(), sk: string().key(), level: number().optional() }),
  })
  await Pokemon.build(PutItemCommand).item({ pk: 'a', sk: 'b', level: 1 }).send()
  await Pokemon.build(UpdateItemCommand)
    .item({ pk: 'a', sk: 'b', level: $add(2) })
    .send()
  const { Item } = await Pokemon.build(GetItemCommand)
    .key({ pk: 'a', sk: 'b' })
    .options({ consistent: true })
    .send()
  assert.equal(Item.level, 3)
  const { Items } = await main
    .build(Query)
    .entities(Pokemon)
    .query({ partition: 'a', range: { beginsWith: 'b' } })
    .send()
  assert.equal(Items.length, 1)
  assert.equal(table.get({ pk: 'a', sk: 'b' })._et, 'Pokemon')
})
