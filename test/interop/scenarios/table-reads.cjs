/** Key conditions as data and as DynamoDB's expressions, pages, and the meaning of `limit`. */
const two = (n) => String(n).padStart(2, '0')

module.exports = ({ scenario, miniregion }) => {
  const { createRegion } = miniregion

  /** Twenty orders of a customer; every second one is open. */
  const orders20 = () =>
    createRegion()
      .createTable('orders', {
        partitionKey: 'customerId',
        sortKey: 'orderId',
        globalSecondaryIndexes: { byStatus: { partitionKey: 'status', sortKey: 'placedAt' } },
        localSecondaryIndexes: { byAmount: { sortKey: { name: 'amount', type: 'N' } } },
      })
      .seed(
        Array.from({ length: 20 }, (_, n) => ({
          customerId: 'c1',
          orderId: `2026-${two(n)}`,
          status: n % 2 ? 'OPEN' : 'PAID',
          placedAt: two(n),
          amount: n,
        })),
      )
  const amounts = (items) => items.map(({ amount }) => amount)

  scenario('query takes conditions as data', (t) => {
    const orders = orders20()
    t.equal(orders.query({ customerId: 'c1' }).length, 20)
    t.equal(orders.query({ customerId: 'c2' }), [])
    const newest = orders.query(
      { customerId: 'c1', orderId: { beginsWith: '2026-1' } },
      { descending: true, limit: 3 },
    )
    t.equal(amounts(newest), [19, 18, 17])
    const open = { status: 'OPEN', placedAt: { between: ['03', '09'] } }
    const found = orders.query(open, {
      index: 'byStatus',
      filter: 'amount > :t',
      values: { ':t': 5 },
    })
    t.equal(amounts(found), [7, 9])
  })

  scenario('the operators on a sort key', (t) => {
    const orders = orders20()
    const by = (amount) =>
      amounts(orders.query({ customerId: 'c1', amount }, { index: 'byAmount' }))
    t.equal(by(7), [7])
    t.equal(by({ eq: 7 }), [7])
    t.equal(by({ lt: 2 }), [0, 1])
    t.equal(by({ lte: 2 }), [0, 1, 2])
    t.equal(by({ gt: 17 }), [18, 19])
    t.equal(by({ gte: 17 }), [17, 18, 19])
    t.equal(by({ between: [3, 5] }), [3, 4, 5])
    t.throws(() => by({ above: 3 }), { name: 'MisuseError', message: /above/ })
  })

  scenario('conditions as data may use reserved words', (t) => {
    const table = createRegion().createTable('things', { partitionKey: 'name', sortKey: 'date' })
    table.seed([
      { name: 'a', date: '1' },
      { name: 'a', date: '2' },
    ])
    t.equal(table.query({ name: 'a', date: { gt: '1' } }), [{ name: 'a', date: '2' }])
    t.equal(table.query({ name: 'a' }, { projection: ['date'] }), [{ date: '1' }, { date: '2' }])
    t.throws(() => table.query('name = :n', { values: { ':n': 'a' } }), {
      message: /reserved keyword/,
    })
  })

  scenario('query takes conditions as expressions', (t) => {
    const orders = orders20()
    const values = { ':c': 'c1', ':o': '2026-18' }
    t.equal(amounts(orders.query('customerId = :c AND orderId >= :o', { values })), [18, 19])
    const named = orders.query('#c = :c', {
      filter: '#s = :s',
      names: { '#c': 'customerId', '#s': 'status' },
      values: { ':c': 'c1', ':s': 'PAID' },
    })
    t.equal(named.length, 10)
  })

  scenario('scan, items and size cover every item', (t) => {
    const orders = orders20()
    t.equal(amounts(orders.scan({ filter: 'amount > :t', values: { ':t': 17 } })), [18, 19])
    t.equal([orders.items.length, orders.size], [20, 20])
    t.equal(orders.items, orders.scan())
    const parts = [0, 1, 2].map((segment) => orders.scan({ segment, totalSegments: 3 }).length)
    t.equal(
      parts.reduce((sum, part) => sum + part),
      20,
    )
  })

  scenario('limit counts results, after the filter; of a page, before it', (t) => {
    const orders = orders20()
    const filter = { filter: 'amount > :t', values: { ':t': 9 } }
    t.equal(amounts(orders.query({ customerId: 'c1' }, { ...filter, limit: 3 })), [10, 11, 12])
    t.equal(orders.scan({ ...filter, limit: 4 }).length, 4)
    t.has(orders.queryPage({ customerId: 'c1' }, { ...filter, limit: 12 }), {
      count: 2,
      scannedCount: 12,
      lastKey: { orderId: '2026-11' },
    })
    t.has(orders.scanPage({ ...filter, limit: 5 }), { count: 0, scannedCount: 5 })
  })

  scenario('a page continues after the last one', (t) => {
    const orders = orders20()
    const first = orders.queryPage({ customerId: 'c1' }, { limit: 15 })
    const second = orders.queryPage({ customerId: 'c1' }, { limit: 15, startKey: first.lastKey })
    t.equal(
      amounts([...first.items, ...second.items]),
      Array.from({ length: 20 }, (_, n) => n),
    )
    t.equal(second.lastKey, undefined)
    t.equal(typeof first.consumedCapacity, 'number')
    const scanned = orders.scanPage({ limit: 15 })
    t.equal(orders.scanPage({ startKey: scanned.lastKey }).count, 5)
  })

  scenario('mistakes in a read are named', (t) => {
    const orders = orders20()
    t.throws(() => orders.query({ customerId: 'c1' }, { index: 'byStatu' }), {
      message: /'byStatus'/,
    })
    t.throws(() => orders.query({ customerId: 'c1' }, { filtre: 'x' }), { message: /'filter'/ })
    t.throws(() => orders.get({ customerId: 'c1' }), { message: /lacks orderId/ })
    t.throws(() => orders.query({}), { name: 'MisuseError', message: /scan\(\)/ })
  })
}
