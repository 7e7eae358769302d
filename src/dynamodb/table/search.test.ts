import { beforeEach, describe, expect, it } from 'vitest'
import { testRegion } from './table.fixture.ts'
import { Table } from './table.ts'

interface Note {
  id: string
  embedding?: number[]
  tenant?: string
  kind?: number
  name?: string
}

let notes: Table<Note>
beforeEach(() => {
  notes = new Table<Note>(
    'notes',
    {
      partitionKey: 'id',
      vectorIndexes: {
        byMeaning: {
          attribute: 'embedding',
          dimensions: 2,
          distance: 'EUCLIDEAN',
          partitionKey: 'tenant',
          filters: [{ name: 'kind', type: 'N' }, 'name'],
        },
      },
    },
    { region: testRegion() },
  )
  notes.seed([
    { id: 'a', embedding: [1, 0], tenant: 't1', kind: 1 },
    { id: 'b', embedding: [0, 1], tenant: 't1', kind: 2, name: 'B' },
    { id: 'c', embedding: [1, 0], tenant: 't2' },
    { id: 'd', tenant: 't1' },
  ])
})

it('searches the only index', () => {
  expect(notes.search([1, 0], { filter: { tenant: 't1' } })).toEqual([
    { item: { id: 'a', tenant: 't1', kind: 1 }, score: 0 },
    { item: { id: 'b', tenant: 't1', kind: 2, name: 'B' }, score: Math.SQRT2 },
  ])
})

it('takes typed arrays, a number of results, filters and projections', () => {
  const found = notes.search(new Float32Array([0, 1]), {
    index: 'byMeaning',
    top: 1,
    filter: { tenant: 't1', kind: 2, name: 'B' },
    projection: ['id', 'embedding'],
  })
  expect(found).toEqual([{ item: { id: 'b', embedding: [0, 1] }, score: 0 }])
})

it('takes a SearchConditionExpression', () => {
  const found = notes.search([1, 0], {
    filter: '#t = :t AND kind = :k',
    names: { '#t': 'tenant' },
    values: { ':t': 't1', ':k': 1 },
  })
  expect(found.map(({ item }) => item.id)).toEqual(['a'])
})

it('finds ten items by default', () => {
  notes.seed(
    Array.from({ length: 20 }, (_, i) => ({ id: String(i), embedding: [i, 0], tenant: 't3' })),
  )
  expect(notes.search([0, 0], { filter: { tenant: 't3' } })).toHaveLength(10)
})

it('returns copies', () => {
  const search = (): Note => notes.search([1, 0], { filter: { tenant: 't2' } })[0]!.item
  search().tenant = 'changed'
  expect(search().tenant).toBe('t2')
})

it('throws the errors of AWS', () => {
  expect(() => notes.search([1, 0])).toThrow(
    'SearchConditionExpression must be provided when SearchSchema has a HASH key',
  )
  expect(() => notes.search([1], { filter: { tenant: 't1' } })).toThrow(
    'Input search vector dimension 1 does not match vector index dimension 2',
  )
})

describe('a slip', () => {
  const misuse = (act: () => unknown, message: string): void => {
    expect(act).toThrow(expect.objectContaining({ name: 'MisuseError', message }))
  }

  it('in the vector', () => {
    misuse(
      () => notes.search('text' as never),
      'notes.search: the vector is a string. Expected a list of numbers.',
    )
    misuse(
      () => notes.search([1, Number.NaN]),
      'notes.search: component 1 of the vector is NaN. Expected a finite number.',
    )
  })

  it('in the index', () => {
    misuse(
      () => notes.search([1, 0], { index: 'byMeanings' }),
      `notes.search: notes has no vector index "byMeanings". Expected one of byMeaning. Did you mean 'byMeaning'?`,
    )
    const plain = new Table('plain', { partitionKey: 'id' }, { region: testRegion() })
    misuse(
      () => plain.search([1]),
      'plain.search: the table has no vector index, and the search names none. Expected a table with a vector index: { vectorIndexes: { ... } }.',
    )
    const two = new Table(
      'two',
      {
        partitionKey: 'id',
        vectorIndexes: {
          one: { attribute: 'v', dimensions: 1 },
          other: { attribute: 'w', dimensions: 1 },
        },
      },
      { region: testRegion() },
    )
    misuse(
      () => two.search([1]),
      "two.search: the table has 2 vector indexes, and the search names none. Expected { index: 'one' }.",
    )
  })

  it('in the filter', () => {
    misuse(
      () => notes.search([1, 0], { filter: 5 as never }),
      "notes.search: filter is a number. Expected values by attribute, such as { tenant: 't1' }, or a SearchConditionExpression.",
    )
  })

  it('in an option', () => {
    expect(() => notes.search([1, 0], { topK: 1 } as never)).toThrow(/Did you mean 'top'\?/)
  })

  it('in the schema', () => {
    const schema = (index: object) => () =>
      new Table(
        'bad',
        { partitionKey: 'id', vectorIndexes: { x: index as never } },
        {
          region: testRegion(),
        },
      )
    expect(schema({ dimensions: 1 })).toThrow(/has no attribute/)
    expect(schema({ attribute: 'v' })).toThrow(/has no dimensions/)
    expect(schema({ attribute: 'v', dims: 1 })).toThrow(/Did you mean 'dimensions'\?/)
  })
})

it('describes the index of a schema as CreateTable does', () => {
  const made = new Table(
    {
      TableName: 'made',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      VectorIndexes: [
        {
          IndexName: 'byMeaning',
          VectorAttribute: { AttributeName: 'v' },
          Dimensions: '2',
          DistanceFunction: 'COSINE',
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    },
    { region: testRegion() },
  )
  made.put({ id: 'a', v: [3, 0] })
  expect(made.search([1, 0])).toEqual([{ item: { id: 'a' }, score: 0 }])
})
