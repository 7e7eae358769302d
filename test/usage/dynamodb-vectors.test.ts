import { DynamoDBClient, SearchVectorsCommand } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { createRegion, Table } from 'miniregion'
import { expect, it } from 'vitest'

interface Note {
  id: string
  text: string
  embedding?: number[]
  tenant?: string
  language?: string
}

const notesIn = (region = createRegion()): Table<Note> =>
  new Table<Note>(
    'notes',
    {
      partitionKey: 'id',
      vectorIndexes: {
        byMeaning: {
          attribute: 'embedding',
          dimensions: 3,
          partitionKey: 'tenant',
          filters: ['language'],
        },
      },
    },
    { region },
  )

it('searches for the most similar items', () => {
  const region = createRegion()
  const notes = region.createTable<Note>('notes', {
    partitionKey: 'id',
    vectorIndexes: { byMeaning: { attribute: 'embedding', dimensions: 3 } },
  })
  notes.put({ id: 'n1', text: 'cats', embedding: [1, 0, 0] })
  notes.put({ id: 'n2', text: 'dogs', embedding: [0.6, 0.8, 0] })
  notes.put({ id: 'n3', text: 'tax', embedding: [0, 0, 1] })

  const found = notes.search([1, 0, 0], { top: 2 })
  expect(found.map(({ item }) => item.text)).toEqual(['cats', 'dogs'])
  expect(found[0]).toEqual({ item: { id: 'n1', text: 'cats' }, score: 0 })
})

it('searches one partition and filters', () => {
  const notes = notesIn()
  notes.seed([
    { id: 'n1', text: 'cats', embedding: [1, 0, 0], tenant: 't1', language: 'en' },
    { id: 'n2', text: 'chats', embedding: [1, 0, 0], tenant: 't1', language: 'fr' },
    { id: 'n3', text: 'cats', embedding: [1, 0, 0], tenant: 't2', language: 'en' },
    { id: 'n4', text: 'no tenant', embedding: [1, 0, 0] },
  ])
  const found = notes.search([1, 0, 0], { filter: { tenant: 't1', language: 'fr' } })
  expect(found.map(({ item }) => item.id)).toEqual(['n2'])
  expect(() => notes.search([1, 0, 0])).toThrow(
    'SearchConditionExpression must be provided when SearchSchema has a HASH key',
  )
})

/** The code under test. */
async function similarNotes(client: DynamoDBClient, tenant: string, vector: number[]) {
  const { SearchResults = [] } = await client.send(
    new SearchVectorsCommand({
      TableName: 'notes',
      IndexName: 'byMeaning',
      SearchVector: vector.map((component) => ({ N: String(component) })),
      TopK: 3,
      SearchConditionExpression: 'tenant = :t',
      ExpressionAttributeValues: { ':t': { S: tenant } },
      ProjectionExpression: 'id',
    }),
  )
  return SearchResults.map(({ Item }) => Item?.id?.S)
}

it('answers the SDK', async () => {
  const region = createRegion()
  const notes = notesIn(region)
  const client = new DynamoDBClient(region.sdk)
  const documents = DynamoDBDocumentClient.from(client)
  const Item: Note = { id: 'n1', text: 'cats', tenant: 't1', embedding: [1, 0, 0] }
  await documents.send(new PutCommand({ TableName: 'notes', Item }))
  expect(await similarNotes(client, 't1', [1, 0, 0])).toEqual(['n1'])
  expect(notes.calls.at(-1)).toMatchObject({ operation: 'SearchVectors', source: 'sdk' })

  await expect(similarNotes(client, 't1', [1, 0])).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'Input search vector dimension 2 does not match vector index dimension 3',
  })
  const short = { ...Item, embedding: [1, 0] }
  await expect(documents.send(new PutCommand({ TableName: 'notes', Item: short }))).rejects.toThrow(
    'Invalid size for parameter embedding, Expected: 3, Actual: 2. IndexName: byMeaning',
  )
})

it('fails as planned', async () => {
  const region = createRegion()
  const notes = notesIn(region)
  notes.fail('SearchVectors', 'ThrottlingException', { times: Infinity })
  const client = new DynamoDBClient({ ...region.sdk, maxAttempts: 1 })
  await expect(similarNotes(client, 't1', [1, 0, 0])).rejects.toThrow(
    expect.objectContaining({ name: 'ThrottlingException' }),
  )
})

it('answers raw requests, also on the hosts of the search endpoints', async () => {
  const region = createRegion()
  notesIn(region).put({ id: 'n1', text: 'cats', tenant: 't1', embedding: [0, 2, 0] })
  const search = (body: string, host = 'search-dynamodb.us-east-1.api.aws'): Promise<Response> =>
    region.fetch(`https://${host}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'DynamoDB_20120810.SearchVectors',
        'x-amz-date': '20260101T000000Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=b',
      },
      body,
    })
  const request = {
    TableName: 'notes',
    IndexName: 'byMeaning',
    SearchVector: [{ N: '1' }, { N: '0' }, { N: '0' }],
    TopK: 1,
    SearchConditionExpression: 'tenant = :t',
    ExpressionAttributeValues: { ':t': { S: 't1' } },
    ReturnConsumedCapacity: 'INDEXES',
  }
  for (const host of [
    'search-dynamodb.us-east-1.api.aws',
    '123456789012.search-ddb.us-east-1.amazonaws.com',
  ]) {
    const response = await search(JSON.stringify(request), host)
    expect(await response.json()).toEqual({
      SearchResults: [
        { Item: { id: { S: 'n1' }, text: { S: 'cats' }, tenant: { S: 't1' } }, Score: 1 },
      ],
      ConsumedCapacity: { VectorSearchRequestBytes: 1024 },
    })
  }
  const refused = await search('{"TableName": null}')
  expect(refused.status).toBe(400)
  expect(await refused.json()).toEqual({
    __type: 'com.amazon.coral.service#SerializationException',
    Message: 'invalid type: null, expected a string at line 1 column 18',
  })
})

it('keeps the indexes of forks apart, and restores them with the table', () => {
  const region = createRegion()
  const notes = notesIn(region)
  const note = { text: 'cats', tenant: 't1', embedding: [1, 0, 0] }
  notes.seed([{ id: 'n1', ...note }])
  const ids = (table: Table<Note>): string[] =>
    table.search([1, 0, 0], { filter: { tenant: 't1' } }).map(({ item }) => item.id)
  const before = notes.snapshot()
  notes.put({ id: 'n2', ...note })
  expect(ids(notes).sort()).toEqual(['n1', 'n2'])
  notes.restore(before)
  expect(ids(notes)).toEqual(['n1'])
  notes.delete({ id: 'n1' })
  region.reset()
  expect(ids(notes)).toEqual(['n1'])
})
