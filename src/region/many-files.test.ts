/**
 * Several test files in one process: shared modules are evaluated once, and the default region
 * exists throughout.
 */
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Table } from '../dynamodb/index.ts'
import { createGateway } from '../gateway/index.ts'
import { registerFunction } from '../lambda/index.ts'
import { configure, defaultRegion, installHooksPerFile } from './default.ts'

interface Task {
  file: object
}
const vitest = (globalThis as unknown as { __vitest_worker__: { current: Task } }).__vitest_worker__
let current: Task

/** Begins another file, as Vitest does. */
function nextFile(file: { readonly filepath?: string } = {}): void {
  vitest.current = { ...current, file }
}

beforeEach(() => {
  ;({ current } = vitest)
  nextFile()
})
afterEach(() => {
  vitest.current = current
})

const schema = { partitionKey: 'id' }
const client = new DynamoDBClient(defaultRegion.sdk)

describe('the next file', () => {
  it('finds every definition and no data', async () => {
    const kept = new Table('kept', schema)
    kept.put({ id: '1' })
    const fail = registerFunction('fail', () => Promise.reject(new Error('no')))
    const gateway = createGateway({ 'GET /': fail }, { name: 'kept' })
    await gateway.get('/')
    expect(fail.lastInvocation?.error).toMatchObject({ errorMessage: 'no' })
    kept.fail('PutItem', 'ThrottlingException')
    defaultRegion.clock.freeze('2020-01-01T00:00:00Z')
    nextFile()
    expect(kept.items).toEqual([])
    expect(kept.calls).toEqual([])
    expect(fail.invocations).toEqual([])
    expect(gateway.requests).toEqual([])
    expect(defaultRegion.faults.pending).toEqual([])
    expect(new Date(defaultRegion.clock.now()).getFullYear()).toBeGreaterThan(2020)
    kept.put({ id: '2' })
    expect((await gateway.get('/')).status).toBe(500)
    expect(fail.lastInvocation).toMatchObject({ status: 'failed', coldStart: true })
  })

  it("finds the items seeded with a table's declaration, and none seeded later", async () => {
    const catalog = new Table('catalog', schema).seed([{ id: 'pen' }])
    catalog.seed([{ id: 'ink' }])
    await Promise.resolve()
    catalog.seed([{ id: 'of this file' }])
    catalog.delete({ id: 'pen' })
    for (const _ of [1, 2]) {
      nextFile()
      expect(catalog.items.map(({ id }) => id as string).sort()).toEqual(['ink', 'pen'])
      catalog.seed([{ id: 'of that file' }])
      catalog.clear()
      defaultRegion.reset()
      expect(catalog.size).toBe(3)
    }
  })

  it('finds stubs that nothing has used', async () => {
    const sns = new SNSClient(defaultRegion.sdk)
    const publish = () => sns.send(new PublishCommand({ TopicArn: 'arn', Message: 'm' }))
    const stub = defaultRegion.stub(PublishCommand, { MessageId: 'first' }, { times: 1 })
    expect(await publish()).toMatchObject({ MessageId: 'first' })
    await expect(publish()).rejects.toThrow('Invalid parameter: TopicArn')
    nextFile()
    defaultRegion.stub(PublishCommand, { MessageId: 'second' }, { times: 1 })
    expect(await publish()).toMatchObject({ MessageId: 'second' })
    expect(stub.calls).toEqual([])
    expect(await publish()).toMatchObject({ MessageId: 'first' })
  })

  it('finds no stub of an earlier test file or setup file, but those of shared modules', async () => {
    const sns = new SNSClient(defaultRegion.sdk)
    const publish = () => sns.send(new PublishCommand({ TopicArn: 'arn', Message: 'm' }))
    const shared = defaultRegion.stub(PublishCommand, { MessageId: 'shared' })
    nextFile({ filepath: fileURLToPath(import.meta.url) })
    const own = defaultRegion.stub(PublishCommand, { MessageId: 'own' })
    await Promise.resolve()
    defaultRegion.stub(PublishCommand, { MessageId: 'newer' }, { times: 1 })
    expect(await publish()).toMatchObject({ MessageId: 'newer' })
    expect(await publish()).toMatchObject({ MessageId: 'own' })
    nextFile()
    expect(await publish()).toMatchObject({ MessageId: 'shared' })
    expect(shared.calls).toHaveLength(1)
    expect(String(inspect(own))).toContain('ended')
    shared.restore()
  })

  it('begins again with the first id', () => {
    const declare = (): string[] => [
      String(defaultRegion.table('with-id').arn),
      createGateway({}, { name: 'with-id' }).id,
    ]
    new Table('with-id', schema)
    const first = declare()
    nextFile()
    expect(declare()).toEqual(first)
  })

  it('counts an old definition in its coverage only if it uses it', () => {
    new Table('used', schema)
    new Table('unused', schema)
    registerFunction('unused', () => undefined)
    createGateway({ 'GET /unused': 'unused' })
    nextFile()
    expect(defaultRegion.coverage().unused).toEqual([])
    defaultRegion.table('used').put({ id: '1' })
    expect(defaultRegion.coverage().tables).toEqual([{ name: 'used', uses: 1 }])
    new Table('unused', schema)
    expect(defaultRegion.coverage().unused).toEqual(['table unused'])
  })
})

describe('another declaration in a later file', () => {
  const again = (declare: () => unknown, message: string): void => {
    for (const _ of [1, 2]) {
      nextFile()
      declare()
      expect(declare).toThrow(message)
    }
  }

  it('replaces a table', () => {
    const first = new Table('orders', schema).seed([{ id: '1' }])
    nextFile()
    const second = new Table('orders', { partitionKey: 'orderId' })
    expect(second.items).toEqual([])
    first.put({ orderId: 'through the old handle' })
    expect(second.size).toBe(1)
    again(() => new Table('orders', schema), "already a table 'orders'")
    again(() => defaultRegion.createTable('orders', schema), 'There is already a table')
  })

  it('replaces a table through the SDK', async () => {
    const create = (TableName: string): Promise<unknown> =>
      client.send(
        new CreateTableCommand({
          TableName,
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          BillingMode: 'PAY_PER_REQUEST',
        }),
      )
    const inUse = { name: 'ResourceInUseException', message: 'Table already exists: by-sdk' }
    new Table('by-sdk', { partitionKey: 'other' })
    await expect(create('by-sdk')).rejects.toMatchObject(inUse)
    nextFile()
    await create('by-sdk')
    await expect(create('by-sdk')).rejects.toMatchObject(inUse)
    defaultRegion.table('by-sdk').put({ id: '1' })
    const { TableNames } = await client.send(new ListTablesCommand())
    expect(TableNames?.filter((name) => name === 'by-sdk')).toHaveLength(1)
    nextFile()
    again(() => new Table('by-sdk', schema), 'already a table')
  })

  it('replaces a function', async () => {
    const first = registerFunction('place', async () => 'first')
    await first.invoke()
    nextFile()
    const second = registerFunction('place', async () => 'second')
    expect(await first.invoke()).toMatchObject({ payload: 'second', coldStart: true })
    expect(second.invocations).toHaveLength(1)
    again(() => registerFunction('place', () => undefined), "already a function 'place'")
    again(() => defaultRegion.registerFunction('place', () => undefined), 'already')
  })

  it('replaces a gateway with the same id or name', async () => {
    registerFunction('answer', () => 'here')
    const byName = createGateway({ 'GET /a': 'answer' }, { name: 'shop' })
    const byId = createGateway({ 'GET /a': 'answer' }, { id: 'abc' })
    nextFile()
    expect(createGateway({ 'GET /b': 'answer' }, { name: 'shop' }).id).toBe(byName.id)
    expect((await byName.get('/b')).status).toBe(200)
    expect((await byName.get('/a')).status).toBe(404)
    createGateway({ 'GET /b': 'answer' }, { id: 'abc' })
    expect((await byId.get('/b')).status).toBe(200)
    again(() => createGateway({}, { id: 'abc' }), "already has a gateway with the id 'abc'")
  })

  it('keeps a gateway without id and name', async () => {
    registerFunction('answer', () => 'here')
    const shared = createGateway({ 'GET /shared': 'answer' })
    nextFile()
    const own = createGateway({ 'GET /own': 'answer' })
    expect(own.id).not.toBe(shared.id)
    expect((await shared.get('/shared')).status).toBe(200)
  })

  it('ends with a restore to an earlier snapshot, and is in forks', () => {
    new Table('snapped', schema).seed([{ id: '1' }])
    const snapshot = defaultRegion.snapshot()
    nextFile()
    defaultRegion.restore(snapshot)
    expect(defaultRegion.table('snapped').size).toBe(1)
    const fork = defaultRegion.fork()
    expect(fork.createTable('snapped', schema).size).toBe(0)
    expect(() => fork.createTable('snapped', schema)).toThrow('already')
    new Table('snapped', schema)
  })
})

describe('options', () => {
  it('hold until a later file sets others before it uses the region', () => {
    const table = new Table('configured', schema)
    expect(() => configure({ seed: 7 })).toThrow('after the default region was first used')
    nextFile()
    configure({ dynamodb: { capacity: 'enforced' } })
    configure({ seed: 7 })
    expect(table.size).toBe(0)
    expect(() => configure({ seed: 8 })).toThrow('after the default region was first used')
    nextFile()
    configure({ region: 'eu-west-1' })
    expect(new Table('configured', schema).arn).toMatch(/^arn:aws:dynamodb:eu-west-1:/)
    expect(defaultRegion.sdk.region).toBe('eu-west-1')
    nextFile()
    expect(defaultRegion.name).toBe('eu-west-1')
    nextFile()
    configure({ region: 'us-east-1' })
    expect(() => table.size).toThrow()
  })
})

describe('hooks', () => {
  it('are installed once in each file that uses the region', () => {
    const files: unknown[] = []
    installHooksPerFile((file) => files.push(file))
    installHooksPerFile((file) => files.push(file))
    expect(files).toEqual([vitest.current.file])
    nextFile()
    expect(files).toHaveLength(1)
    defaultRegion.clock.now()
    defaultRegion.clock.now()
    expect(files).toHaveLength(2)
    expect(files[1]).toBe(vitest.current.file)
    installHooksPerFile(() => undefined)
  })
})
