/**
 * The work of a runner's entry between tests: the default region returns to its state before that
 * test's first `beforeEach`.
 *
 * @param {import('./index.cjs').Runner & { beforeAll: Function, beforeEach: Function, afterEach:
 * Function }} runner
 */
module.exports = function door(runner) {
  const { it: own, alone: it = own, beforeAll, beforeEach, afterEach, miniregion } = runner
  const { defaultRegion, Table } = miniregion
  const t = require('./tools.cjs').createTools(runner)
  const orders = new Table('door-orders', { partitionKey: 'id' })
  beforeAll(() => {
    orders.put({ id: 'before-all' })
  })
  beforeEach(() => {
    orders.put({ id: 'before-each' })
  })
  afterEach(() => {
    t.expect.toHaveItem(orders, { id: 'before-each' })
  })

  it('a test changes the default region', () => {
    orders.put({ id: 'mine' })
    new Table('made-in-a-test', { partitionKey: 'id' })
    t.expect.toHaveItemCount(orders, 3)
  })

  it('the next test finds its earlier state', () => {
    t.equal(orders.items.map(({ id }) => id).sort(), ['before-all', 'before-each'])
    t.throws(() => defaultRegion.table('made-in-a-test'), { message: /no table/i })
    // Each test has the records of its hooks.
    t.equal(orders.calls.at(-1).operation, 'PutItem')
  })
}
