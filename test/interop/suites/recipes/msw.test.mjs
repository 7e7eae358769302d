// Beside MSW: docs/guide/migrating.md.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import 'miniregion/auto'
import { defaultRegion, Table } from 'miniregion'

const server = setupServer(
  http.get('https://rates.example.com/eur', () => HttpResponse.json({ rate: 1.1 })),
)
before(() => {
  server.listen({
    onUnhandledRequest: ({ url }, print) => {
      if (!defaultRegion.owns(url)) print.error()
    },
  })
})
after(() => server.close())

test('MSW answers what is not AWS, the region what is', async () => {
  const orders = new Table('orders', { partitionKey: 'id' })
  const { rate } = await (await fetch('https://rates.example.com/eur')).json()
  const Item = { id: { S: 'o1' }, rate: { N: String(rate) } }
  await new DynamoDBClient({ region: 'us-east-1' }).send(
    new PutItemCommand({ TableName: 'orders', Item }),
  )
  assert.deepEqual(orders.get({ id: 'o1' }), { id: 'o1', rate: 1.1 })
})
