/** The default region between tests, whichever way the package was loaded. */
module.exports = function door({ defaultRegion, Table }) {
  const orders = new Table('orders', { partitionKey: 'id' })
  beforeAll(() => {
    orders.put({ id: 'before-all' })
  })
  beforeEach(() => {
    orders.put({ id: 'before-each' })
  })
  afterEach(() => {
    expect(orders).toHaveItem({ id: 'before-each' })
  })

  it('changes the default region', () => {
    orders.put({ id: 'mine' })
    new Table('made-in-a-test', { partitionKey: 'id' })
    expect(orders).toHaveItemCount(3)
    expect({ orders }).toEqual({ orders: expect.toHaveItemCount(3) })
  })

  it('finds it as it was', () => {
    expect(orders.items.map(({ id }) => id).sort()).toEqual(['before-all', 'before-each'])
    expect(() => defaultRegion.table('made-in-a-test')).toThrow(/no table/i)
    expect(orders).not.toHaveItemCount(expect.any(String))
  })
}
