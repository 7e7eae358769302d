/** A test that fails and one that passes, in a definition and in the default region. */
module.exports = ({ it, miniregion, hasItem }) => {
  const { createGateway, defineRegion, registerFunction, Table } = miniregion
  const orders = new Table('orders', { partitionKey: 'id' })
  const place = registerFunction('place', async ({ body }) => {
    orders.put(JSON.parse(body))
    return { statusCode: 201 }
  })
  const api = createGateway({ 'POST /orders': place, 'GET /never': place })
  const app = defineRegion((region) => ({
    users: region.createTable('users', { partitionKey: 'id' }),
  }))

  it('fails: places an order', async () => {
    await api.post('/orders', { id: 'o1', amount: 10 })
    hasItem(orders, { id: 'o1' }, { amount: 9 })
  })
  it(
    'fails: adds a user',
    app(({ users }) => {
      users.put({ id: 'u1', name: '</script>' })
      hasItem(users, { id: 'u2' })
    }),
  )
  it('passes', async () => {
    await api.post('/orders', { id: 'o2' })
    hasItem(orders, { id: 'o2' })
  })
}
