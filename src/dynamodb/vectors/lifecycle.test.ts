import { beforeEach, describe, expect, it } from 'vitest'
import { N, S } from '../items.fixture.ts'
import { createBackup } from '../operations/backups/create-backup.ts'
import { describeBackup } from '../operations/backups/describe-backup.ts'
import { restoreTableFromBackup } from '../operations/backups/restore-table-from-backup.ts'
import { putItem } from '../operations/items/put-item.ts'
import { updateItem } from '../operations/items/update-item.ts'
import { createTable } from '../operations/tables/create-table.ts'
import { deleteTable } from '../operations/tables/delete-table.ts'
import { describeTable } from '../operations/tables/describe-table.ts'
import { updateTable } from '../operations/tables/update-table.ts'
import { searchVectors } from '../operations/vectors/search-vectors.ts'
import { runMaintenance } from '../state/maintenance.ts'
import { resetDynamoDbState } from '../state/state.ts'
import { testWorld, type TestWorld } from '../world.fixture.ts'

const L = (...numbers: number[]): object => ({ L: numbers.map(N) })
const define = (...names: string[]): object[] =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }))
const base = {
  TableName: 'docs',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: define('id'),
}
const plain = (more: object = {}): object => ({
  IndexName: 'plain',
  VectorAttribute: { AttributeName: 'v' },
  Dimensions: 2,
  DistanceFunction: 'COSINE',
  Projection: { ProjectionType: 'ALL' },
  ...more,
})
const filtered = plain({
  IndexName: 'filtered',
  SearchSchema: [{ AttributeName: 'tenant', SearchSchemaElementType: 'HASH' }],
  Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] },
})

let test: TestWorld
beforeEach(() => {
  test = testWorld()
})
const create = (...VectorIndexes: object[]): any =>
  test.run(createTable, {
    ...base,
    AttributeDefinitions: define('id', ...(VectorIndexes.includes(filtered) ? ['tenant'] : [])),
    ...(VectorIndexes.length > 0 && { VectorIndexes }),
  })
const put = (id: string, more: object = { v: L(1, 0) }, world = test): unknown =>
  world.run(putItem, { TableName: 'docs', Item: { id: S(id), ...more } })
const found = (TableName = 'docs', IndexName = 'plain', world = test): string[] =>
  world
    .run(searchVectors, {
      TableName,
      IndexName,
      SearchVector: [N(1), N(0)],
      TopK: 100,
      ...(IndexName === 'filtered' && {
        SearchConditionExpression: 'tenant = :t',
        ExpressionAttributeValues: { ':t': S('t1') },
      }),
    })
    .SearchResults.map(({ Item }: any) => Item.id.S)
    .sort()
const search = (): string =>
  test.refusal(searchVectors, {
    TableName: 'docs',
    IndexName: 'plain',
    SearchVector: [N(1), N(0)],
    TopK: 1,
  })
const update = (...VectorIndexUpdates: object[]): object => ({
  TableName: 'docs',
  AttributeDefinitions: define('tenant'),
  VectorIndexUpdates,
})
const INVALID = 'ValidationException: One or more parameter values were invalid: '

describe('CreateTable', () => {
  it('describes vector indexes', () => {
    const { TableDescription } = create(plain(), filtered)
    const [first] = TableDescription.VectorIndexes
    expect(first).toEqual({
      ...plain(),
      IndexStatus: 'CREATING',
      IndexSizeBytes: 0,
      ItemCount: 0,
      IndexArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/docs/index/plain',
    })
    put('a', { v: L(1, 0), tenant: S('t1') })
    put('b', {})
    const { Table } = test.run(describeTable, { TableName: 'docs' })
    expect(Table.VectorIndexes).toMatchObject([
      { IndexName: 'plain', IndexStatus: 'ACTIVE', ItemCount: 1 },
      { ...filtered, IndexStatus: 'ACTIVE', ItemCount: 1, IndexSizeBytes: 20 },
    ])
    expect(Table.VectorIndexes[0]).not.toHaveProperty('Backfilling')
    expect(Table.AttributeDefinitions).toEqual(define('id', 'tenant'))
  })

  it.each([
    ['no index', { VectorIndexes: [] }, `${INVALID}List of VectorIndexes is empty`],
    [
      'a provisioned table',
      {
        BillingMode: 'PROVISIONED',
        ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      },
      `${INVALID}Vector indexes are only supported for PAY_PER_REQUEST tables`,
    ],
    [
      'six indexes',
      { VectorIndexes: [1, 2, 3, 4, 5, 6].map((n) => plain({ IndexName: `plain${n}` })) },
      `${INVALID}VectorIndex count exceeds the per-table limit of 5`,
    ],
    [
      'too many dimensions',
      { VectorIndexes: [plain({ Dimensions: 4097 })] },
      `${INVALID}Number of dimensions must be between 1 and 4096 inclusive.`,
    ],
    [
      'an element without a definition',
      { VectorIndexes: [filtered] },
      `${INVALID}One element in SearchSchema is not defined in attribute definitions`,
    ],
    [
      'a defined vector attribute',
      { VectorIndexes: [plain({ VectorAttribute: { AttributeName: 'id' } })] },
      `${INVALID}Conflicting attribute definition for 'id'. An attribute cannot be defined in AttributeDefinitions when used as a VectorAttribute.`,
    ],
    [
      'two HASH elements',
      {
        VectorIndexes: [
          plain({
            SearchSchema: ['a', 'b'].map((AttributeName) => ({
              AttributeName,
              SearchSchemaElementType: 'HASH',
            })),
          }),
        ],
      },
      `${INVALID}Value '2' at 'SearchSchema' failed to satisfy constraint: Member must have HASH count less than or equal to 1`,
    ],
    [
      'two lengths of one attribute',
      { VectorIndexes: [plain(), plain({ IndexName: 'other', Dimensions: 3 })] },
      `${INVALID}Conflicting attribute definition for 'v'. All VectorIndexes on the same vector attribute must use the same dimensions.`,
    ],
    [
      'one name twice',
      { VectorIndexes: [plain(), plain()] },
      `${INVALID}Duplicate index name: plain`,
    ],
    [
      'an INCLUDE of nothing',
      { VectorIndexes: [plain({ Projection: { ProjectionType: 'INCLUDE' } })] },
      `${INVALID}ProjectionType is INCLUDE, but NonKeyAttributes is not specified`,
    ],
    [
      'an unknown distance',
      { VectorIndexes: [plain({ DistanceFunction: 'HAMMING' })] },
      "ValidationException: 1 validation error detected: Value 'HAMMING' at 'vectorIndexes.1.member.distanceFunction' failed to satisfy constraint: Member must satisfy enum value set: [COSINE, DOT_PRODUCT, EUCLIDEAN]",
    ],
    [
      'no projection',
      { VectorIndexes: [plain({ Projection: undefined })] },
      "ValidationException: 1 validation error detected: Value null at 'vectorIndexes.1.member.projection' failed to satisfy constraint: Member must not be null",
    ],
  ])('refuses %s', (_, change, message) => {
    expect(test.refusal(createTable, { ...base, VectorIndexes: [plain()], ...change })).toBe(
      message,
    )
  })
})

describe('UpdateTable', () => {
  it('adds an index of the items that exist, without those with a wrong vector', () => {
    create()
    put('a', { v: L(1, 0), tenant: S('t1') })
    put('wrong', { v: S('x') })
    put('short', { v: L(1) })
    put('odd', { v: { L: [S('x'), N(1)] } })
    const { TableDescription } = test.run(updateTable, update({ Create: filtered }))
    expect(TableDescription).toMatchObject({
      TableStatus: 'UPDATING',
      VectorIndexes: [{ IndexName: 'filtered', IndexStatus: 'CREATING', Backfilling: true }],
    })
    expect(found('docs', 'filtered')).toEqual(['a'])
    test.run(updateTable, update({ Create: plain() }))
    expect(found()).toEqual(['a'])
    put('b', { v: L(0, 1) })
    expect(found()).toEqual(['a', 'b'])
  })

  it('lets updates of other attributes pass for an item with a wrong vector', () => {
    create()
    put('wrong', { v: S('x') })
    test.run(updateTable, update({ Create: plain() }))
    const Key = { id: S('wrong') }
    const set = (UpdateExpression: string): string =>
      test.refusal(updateItem, {
        TableName: 'docs',
        Key,
        UpdateExpression,
        ExpressionAttributeValues: { ':v': S('y') },
      })
    expect(set('SET title = :v')).toBe('accepted')
    expect(set('SET v = :v')).toMatch(/Invalid type for parameter v, Expected: L, Actual: S/)
  })

  it('removes an index and its definitions', () => {
    create(plain(), filtered)
    const Delete = { IndexName: 'filtered' }
    const { TableDescription } = test.run(updateTable, update({ Delete }))
    expect(TableDescription.VectorIndexes[1]).toMatchObject({ IndexStatus: 'DELETING' })
    const { Table } = test.run(describeTable, { TableName: 'docs' })
    expect(Table.VectorIndexes).toMatchObject([{ IndexName: 'plain' }])
    expect(Table.AttributeDefinitions).toEqual(define('id'))
  })

  it.each([
    ['nothing', [], expect.stringContaining('At least one of ProvisionedThroughput')],
    [
      'two indexes at once',
      [{ Create: filtered }, { Create: plain({ IndexName: 'other' }) }],
      'LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    ],
    [
      'a name that is taken',
      [{ Create: plain() }],
      'ValidationException: Attempting to create an index which already exists',
    ],
    [
      'to delete an index that is missing',
      [{ Delete: { IndexName: 'other' } }],
      'ResourceNotFoundException: Requested resource not found: Index other for table docs',
    ],
    [
      'a key as the vector attribute',
      [{ Create: plain({ IndexName: 'other', VectorAttribute: { AttributeName: 'id' } }) }],
      `${INVALID}Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing schema: Schema:[SchemaElement: key{id:S:HASH}] New schema: VectorIndexSchema:[VectorAttribute: key{id:L:2}]`,
    ],
    [
      'an update of neither kind',
      [{}],
      `${INVALID}One of VectorIndexUpdate.Create, VectorIndexUpdate.Delete must not be null`,
    ],
  ])('refuses %s', (_, updates, message) => {
    create(plain())
    expect(test.refusal(updateTable, update(...updates))).toEqual(message)
  })

  it('refuses a sixth index, and provisioned capacity', () => {
    create(...[1, 2, 3, 4, 5].map((n) => plain({ IndexName: `plain${n}` })))
    expect(test.refusal(updateTable, update({ Create: plain() }))).toBe(
      'LimitExceededException: Subscriber limit exceeded: Number of vector secondary indexes exceeds per-table limit of 5',
    )
    const provisioned = {
      TableName: 'docs',
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
    }
    expect(test.refusal(updateTable, provisioned)).toBe(
      `${INVALID}Vector indexes are only supported for PAY_PER_REQUEST tables`,
    )
  })
})

it('takes the time of the option tableStatus', async () => {
  test = testWorld({ dynamodb: { tableStatus: '5s' } })
  create(plain())
  await test.world.clock.advance('5s')
  expect(search()).toBe('accepted')
  test.run(updateTable, update({ Create: plain({ IndexName: 'later' }) }))
  const later = { SearchVector: [N(1), N(0)], TopK: 1, TableName: 'docs', IndexName: 'later' }
  expect(test.refusal(searchVectors, later)).toBe(
    'ValidationException: Cannot search backfilling vector index: later',
  )
  expect(test.refusal(updateTable, update({ Delete: { IndexName: 'plain' } }))).toMatch(
    /^ResourceInUseException: .* Table is being updated: docs/,
  )
  await test.world.clock.advance('5s')
  expect(test.refusal(searchVectors, later)).toBe('accepted')
  test.run(updateTable, update({ Delete: { IndexName: 'plain' } }))
  await test.world.clock.advance('5s')
  runMaintenance(test.state, test.world)
  expect(test.run(describeTable, { TableName: 'docs' }).Table.VectorIndexes).toMatchObject([
    { IndexName: 'later', IndexStatus: 'ACTIVE' },
  ])
  expect(test.refusal(deleteTable, { TableName: 'docs' })).toBe('accepted')
})

describe('the entries', () => {
  it('of a fork are its own', () => {
    create(plain())
    put('a')
    const fork = test.fork()
    put('b', undefined, fork)
    put('c')
    expect(found()).toEqual(['a', 'c'])
    expect(found('docs', 'plain', fork)).toEqual(['a', 'b'])
  })

  it('are gone after a reset', () => {
    create(plain())
    put('a')
    resetDynamoDbState(test.state)
    expect(found()).toEqual([])
  })

  it('are restored from backups, all or those that the request names', () => {
    create(plain(), filtered)
    put('a', { v: L(1, 0), tenant: S('t1') })
    const { BackupDetails } = test.run(createBackup, { TableName: 'docs', BackupName: 'now' })
    const { BackupArn } = BackupDetails
    put('b')
    const { BackupDescription } = test.run(describeBackup, { BackupArn })
    expect(BackupDescription.SourceTableFeatureDetails.VectorIndexes).toEqual([plain(), filtered])
    const restore = (TargetTableName: string, VectorIndexOverride?: object[]): string =>
      test.refusal(restoreTableFromBackup, {
        TargetTableName,
        BackupArn,
        ...(VectorIndexOverride && { VectorIndexOverride }),
      })
    expect(restore('all')).toBe('accepted')
    expect(found('all')).toEqual(['a'])
    expect(found('all', 'filtered')).toEqual(['a'])
    expect(restore('renamed', [plain({ IndexName: 'other' })])).toBe('accepted')
    expect(found('renamed', 'other')).toEqual(['a'])
    expect(restore('none', [])).toBe('accepted')
    expect(test.run(describeTable, { TableName: 'none' }).Table).not.toHaveProperty('VectorIndexes')
    expect(restore('odd', [plain({ Dimensions: 3 })])).toMatch(/^ValidationException: Invalid Req/)
  })
})
