import { beforeEach, describe, expect, it } from 'vitest'
import { createOrders, createSimple, dataPlane, N, S, type DataPlane } from '../../items.fixture.ts'
import { executeStatement } from '../partiql/execute-statement.ts'
import { updateTable } from '../tables/update-table.ts'

let plane: DataPlane
beforeEach(() => {
  plane = dataPlane()
})

const INVALID = 'ValidationException: One or more parameter values were invalid: '
const EMPTY =
  'ValidationException: One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. '
const UPDATED = 'ValidationException: The update expression attempted to update '

/** Adds the index `later` on `nm` (S). */
function addIndex(TableName: string): void {
  const Create = {
    IndexName: 'later',
    KeySchema: [{ AttributeName: 'nm', KeyType: 'HASH' }],
    Projection: { ProjectionType: 'KEYS_ONLY' },
  }
  plane.test.run(updateTable, {
    TableName,
    AttributeDefinitions: ['id', 'nm'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    GlobalSecondaryIndexUpdates: [{ Create }],
  })
}

describe('items that violate the key of a later index', () => {
  const violations = {
    type: N(1),
    empty: S(''),
    long: S('x'.repeat(2049)),
    multibyte: S('é'.repeat(1025)),
  }
  beforeEach(() => {
    createSimple(plane, 'things')
    const items = { ...violations, fits: S('é'.repeat(1024)) }
    for (const [id, nm] of Object.entries(items)) {
      plane.call('PutItem', { TableName: 'things', Item: { id: S(id), nm, n: N(1) } })
    }
    addIndex('things')
  })
  const scanned = (): string[] =>
    plane
      .call('Scan', { TableName: 'things', IndexName: 'later' })
      .Items.map(({ id }: { id: { S: string } }) => id.S)
  const update = (id: string, UpdateExpression: string): string =>
    plane.refusal('UpdateItem', {
      TableName: 'things',
      Key: { id: S(id) },
      UpdateExpression,
      ...(UpdateExpression.includes(':n') && { ExpressionAttributeValues: { ':n': N(2) } }),
    })

  it('are not in the index', () => {
    expect(scanned()).toEqual(['fits'])
  })

  it('refuse writes that do not change the key', () => {
    expect(update('type', 'SET n = :n')).toBe(
      `${UPDATED}the secondary index key to unsupported type`,
    )
    expect(update('empty', 'SET n = :n')).toContain(`${EMPTY.slice(0, 20)}`)
    expect(update('empty', 'SET n = :n')).not.toBe('accepted')
    for (const id of ['long', 'multibyte']) {
      expect(update(id, 'SET n = :n')).toBe(
        `${UPDATED}the secondary index key beyond allowed size limits`,
      )
    }
    expect(update('fits', 'SET n = :n')).toBe('accepted')
    const Update = {
      TableName: 'things',
      Key: { id: S('type') },
      UpdateExpression: 'SET n = :n',
      ExpressionAttributeValues: { ':n': N(2) },
    }
    expect(plane.refusal('TransactWriteItems', { TransactItems: [{ Update }] })).toMatch(
      /^TransactionCanceledException.*\[ValidationError\]$/,
    )
    const Statement = `UPDATE "things" SET n = 2 WHERE id = 'type'`
    expect(plane.test.refusal(executeStatement, { Statement })).toContain('ValidationException')
    for (const [id, nm] of Object.entries(violations)) {
      const Item = { id: S(id), nm, n: N(2) }
      expect(plane.refusal('PutItem', { TableName: 'things', Item })).toContain('Validation')
    }
  })

  it('accept writes that correct or remove the key, and deletes', () => {
    expect(update('type', 'REMOVE nm SET n = :n')).toBe('accepted')
    const Item = { id: S('long'), nm: S('short') }
    expect(plane.refusal('PutItem', { TableName: 'things', Item })).toBe('accepted')
    expect(scanned().sort()).toEqual(['fits', 'long'])
    expect(plane.refusal('DeleteItem', { TableName: 'things', Key: { id: S('empty') } })).toBe(
      'accepted',
    )
  })
})

describe('keys that are too long or empty', () => {
  beforeEach(() => createOrders(plane))
  const Key = { pk: S('p'), sk: S('s') }
  const put = (more: object): string =>
    plane.refusal('PutItem', { TableName: 'orders', Item: { ...Key, ...more } })

  it('report the index in writes', () => {
    createSimple(plane, 'things')
    addIndex('things')
    const Item = { id: S('1'), nm: S('x'.repeat(2175)) }
    expect(plane.refusal('PutItem', { TableName: 'things', Item })).toBe(
      `${INVALID}Size limit exceeded for Index Key nm Actual Size: 2175 bytes Max Size: 2048 bytes IndexName: later`,
    )
    const place = { country: S('x'.repeat(2000)), city: S('y'.repeat(49)), since: N(1) }
    expect(put({ ...place, status: S('s') })).toBe(
      `${INVALID}Size limit exceeded for Index Key city Actual Size: 2049 bytes Max Size: 2048 bytes IndexName: byPlace`,
    )
    expect(put({ country: S('x'), city: S('y'), since: N(1), status: S('z'.repeat(1025)) })).toBe(
      `${INVALID}Size limit exceeded for Index Key status Actual Size: 1027 bytes Max Size: 1024 bytes IndexName: byPlace`,
    )
    expect(put({ status: S('') })).toBe(`${EMPTY}IndexName: byPlace, IndexKey: status`)
  })

  const query = (KeyConditionExpression: string, values: object, IndexName?: string): string =>
    plane.refusal('Query', {
      TableName: 'orders',
      KeyConditionExpression,
      ExpressionAttributeNames: KeyConditionExpression.includes('#s')
        ? { '#s': 'status' }
        : undefined,
      ExpressionAttributeValues: values,
      IndexName,
    })
  const long = S('x'.repeat(2049))
  const hash = `${INVALID}Size of hashkey has exceeded the maximum size limit of2048 bytes`
  const range = `${INVALID}Aggregated size of all range keys has exceeded the size limit of 1024 bytes`

  it('refuse a query of a table', () => {
    expect(query('pk = :p', { ':p': long })).toBe(hash)
    expect(query('pk = :p', { ':p': S('é'.repeat(1024)) })).toBe('accepted')
    expect(query('pk = :p', { ':p': S('é'.repeat(1025)) })).toBe(hash)
    for (const condition of ['=', '<', '>=']) {
      expect(query(`pk = :p AND sk ${condition} :s`, { ':p': S('p'), ':s': long })).toBe(range)
    }
    expect(query('pk = :p AND begins_with(sk, :s)', { ':p': S('p'), ':s': long })).toBe(range)
    const between = { ':p': S('p'), ':s': S('a'), ':t': long }
    expect(query('pk = :p AND sk BETWEEN :s AND :t', between)).toBe(range)
    expect(query('pk = :p AND sk = :s', { ':p': S('p'), ':s': S('x'.repeat(1024)) })).toBe(
      'accepted',
    )
  })

  it('refuse a query of an index', () => {
    expect(query('#s = :s', { ':s': long }, 'byStatus')).toBe(hash)
    const place = { ':a': S('x'.repeat(2000)), ':b': S('y'.repeat(49)) }
    expect(query('country = :a AND city = :b', place, 'byPlace')).toBe(hash)
    expect(query('#s = :s', { ':s': S('') }, 'byStatus')).toBe(
      `${EMPTY}IndexName: byStatus, IndexKey: status`,
    )
  })

  it('refuse a statement with a key', () => {
    const select = (Statement: string): string =>
      plane.test.refusal(executeStatement, { Statement })
    expect(select(`SELECT * FROM "orders" WHERE pk = '${long.S}'`)).toBe(hash)
    expect(select(`SELECT * FROM "orders" WHERE pk = 'p' AND sk > '${long.S}'`)).toBe(range)
    expect(select(`SELECT * FROM "orders"."byStatus" WHERE status = ''`)).toBe(
      `${EMPTY}IndexName: byStatus, IndexKey: status`,
    )
  })
})

describe('filters on attributes that an index does not project', () => {
  beforeEach(() => {
    createOrders(plane)
    const Item = { pk: S('p'), sk: S('s'), amount: N(1), status: S('OPEN'), extra: S('x') }
    plane.call('PutItem', { TableName: 'orders', Item })
  })
  const read = (FilterExpression: string, more: object): string | number => {
    const input = {
      TableName: 'orders',
      FilterExpression,
      ...more,
      ExpressionAttributeValues: {
        ...(FilterExpression.includes(':x') && { ':x': S('x') }),
        ...('KeyConditionExpression' in more && { ':k': S('OPEN') }),
      },
    }
    const operation = 'KeyConditionExpression' in more ? 'Query' : 'Scan'
    const refused = plane.refusal(operation, input)
    return refused === 'accepted' ? plane.call(operation, input).Count : refused
  }
  const keysOnly = {
    IndexName: 'keysOnly',
    KeyConditionExpression: '#s = :k',
    ExpressionAttributeNames: { '#s': 'status' },
  }

  it('refuse a query', () => {
    const message = (names: string): string =>
      `${INVALID}Secondary index keysOnly does not project one or more filter attributes: [${names}]`
    expect(read('extra = :x', keysOnly)).toBe(message('extra'))
    expect(read('attribute_exists(zz) AND extra = :x', keysOnly)).toBe(message('extra, zz'))
    expect(read('size(extra) = size(sk) AND pk = :x', keysOnly)).toBe(message('extra'))
    const legacy = { AttributeValueList: [S('x')], ComparisonOperator: 'EQ' }
    expect(
      plane.refusal('Query', {
        TableName: 'orders',
        IndexName: 'keysOnly',
        KeyConditions: { status: { ...legacy, AttributeValueList: [S('OPEN')] } },
        QueryFilter: { extra: legacy },
      }),
    ).toBe(message('extra'))
  })

  it('are accepted on keys of the table and in scans', () => {
    expect(read('sk <> :x', keysOnly)).toBe(1)
    expect(read('extra = :x', { ...keysOnly, IndexName: 'byStatus' })).toBe(1)
    expect(read('extra = :x', { IndexName: 'keysOnly' })).toBe(0)
  })

  it('refuse a query of a local index only if the table is not read', () => {
    const byAmount = { IndexName: 'byAmount', KeyConditionExpression: 'pk = :k' }
    const values = { ':x': S('x'), ':k': S('p') }
    const query = (more: object): string =>
      plane.refusal('Query', {
        TableName: 'orders',
        ...byAmount,
        FilterExpression: 'extra = :x',
        ExpressionAttributeValues: values,
        ...more,
      })
    expect(query({})).toContain('Secondary index byAmount does not project')
    expect(query({ Select: 'ALL_ATTRIBUTES' })).toBe('accepted')
    expect(query({ ProjectionExpression: 'extra' })).toBe('accepted')
    expect(query({ FilterExpression: 'note = :x' })).toBe('accepted')
  })
})
