// The README's pattern, in two files.

const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb')
const { createGateway, defaultRegion, registerFunction, Table } = require('miniregion')

const client = new DynamoDBClient(defaultRegion.sdk)
const orders = new Table('orders', { partitionKey: 'id' })
const place = registerFunction('place-order', async (event) => {
  const { id } = JSON.parse(event.body)
  await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: id } } }))
  return { statusCode: 201, body: JSON.stringify({ id }) }
})
const api = createGateway({ 'POST /orders': place })

for (const id of ['o1', 'o2']) {
  it(`stores the order ${id}`, async () => {
    const response = await api.post('/orders', { id })
    expect(response.status).toBe(201)
    expect(orders.get({ id })).toEqual({ id })
    if (process.env.ENTRY) expect(orders.size).toBe(1)
    expect(place.lastInvocation).toMatchObject({ status: 'succeeded' })
  })
}

it('refuses a second declaration', () => {
  expect(() => new Table('orders', { partitionKey: 'id' })).toThrow("already a table 'orders'")
})
