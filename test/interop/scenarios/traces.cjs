/** `region.trace` and `region.coverage`. */
const { inspect } = require('node:util')
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb')
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb')

module.exports = ({ scenario, miniregion }) => {
  const { createRegion } = miniregion
  const setUp = () => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const orders = region.createTable('orders', {
      partitionKey: 'id',
      globalSecondaryIndexes: { byStatus: { partitionKey: 'status' } },
    })
    const docs = DynamoDBDocumentClient.from(new DynamoDBClient(region.sdk))
    const put = (Item) =>
      docs.send(
        new PutCommand({
          TableName: 'orders',
          Item,
          ConditionExpression: 'attribute_not_exists(id)',
        }),
      )
    const place = region.registerFunction('place', async (event) => {
      await put(JSON.parse(event.body))
      return { statusCode: 201 }
    })
    const idle = region.registerFunction('idle', async () => 1)
    const api = region.createGateway({ 'POST /orders': place, 'GET /idle': idle })
    return { region, orders, place, api, put }
  }

  scenario('a request, its function, its calls, its writes, as a tree', async (t) => {
    const { region, api } = setUp()
    const res = await api.post('/orders', { id: 'o1' })
    t.equal(
      String(region.trace(res)),
      [
        'POST /orders                 201     0 ms',
        '└─ place (cold start)  succeeded     0 ms',
        '   └─ PutItem orders         200     0 ms',
        "      └─ INSERT orders { id: 'o1' }",
      ].join('\n'),
    )
    t.equal(inspect(region.trace(res)), String(region.trace(res)))
    t.equal(region.trace(res).roots.length, 1)
  })

  scenario('the reason of a failure is in the tree', async (t) => {
    const { region, api, place } = setUp()
    await api.post('/orders', { id: 'o1' })
    const res = await api.post('/orders', { id: 'o1' })
    t.equal(res.status, 500)
    t.match(
      String(region.trace(res)),
      /place +failed[^]*PutItem orders +400[^]*ConditionalCheckFailedException/,
    )
    t.expect.toHaveFailedWith(place, 'ConditionalCheckFailedException')
  })

  scenario(
    'it takes responses, records, SDK answers and errors, handles, or nothing',
    async (t) => {
      const { region, api, place, orders, put } = setUp()
      const res = await api.post('/orders', { id: 'o1' })
      const answer = await put({ id: 'o2' })
      const error = await t.rejects(put({ id: 'o2' }), { name: 'ConditionalCheckFailedException' })
      const text = (subject) => String(region.trace(subject))
      t.equal(text(api.lastRequest), text(res))
      t.match(text(place.lastInvocation), /place \(cold start\) {2}◄/)
      t.match(text(place), /place \(cold start\)/)
      t.match(text(answer), /^PutItem orders +200/)
      t.match(text(error), /^PutItem orders +400/)
      t.match(text(orders), /POST \/orders[^]*INSERT orders { id: 'o2' }/)
      t.match(text(orders.writes[0].causedBy), /PutItem orders {2}◄/)
      t.match(text(), /POST \/orders[^]*PutItem orders +400/)
      t.equal(text(region), text())
      t.throws(() => region.trace(new Response()), {
        name: 'MisuseError',
        message: /no record of this region/,
      })
    },
  )

  scenario('the trace prints as a sequence diagram too', async (t) => {
    const { region, api } = setUp()
    const diagram = region.trace(await api.post('/orders', { id: 'o1' })).toMermaid()
    t.match(diagram, /^sequenceDiagram\n/)
    t.match(diagram, /a0->>a1: POST \/orders[^]*a2->>a3: PutItem orders[^]*a1-->>a0: 201/)
  })

  scenario('coverage lists unused definitions', async (t) => {
    const { region, api, orders } = setUp()
    await api.post('/orders', { id: 'o1' })
    const coverage = region.coverage()
    t.equal(coverage.unused, ['route GET /idle', 'index orders.byStatus', 'function idle'])
    t.equal(coverage.routes, [
      { name: 'POST /orders', uses: 1 },
      { name: 'GET /idle', uses: 0 },
    ])
    t.has(
      [coverage.functions[0], coverage.tables[0]],
      [
        { name: 'place', uses: 1 },
        { name: 'orders', uses: 1 },
      ],
    )
    t.match(inspect(coverage), /indexes +0 of 1, never: orders\.byStatus/)
    orders.query({ status: 'x' }, { index: 'byStatus' })
    t.equal(region.coverage().indexes, [{ name: 'orders.byStatus', uses: 1 }])
  })

  scenario('what happened as a page', async (t) => {
    const { region, api } = setUp()
    await api.post('/orders', { id: '</script>' })
    const page = region.report({ title: 'places', error: new Error('no order'), maxSize: 500_000 })
    t.match(page, /<title>places<\/title>[^]*no order[^]*POST \/orders[^]*PutItem orders/)
    t.equal(page.split('<script').length, 2)
    t.equal(
      region.coverage().kinds.some(({ plural }) => plural === 'routes'),
      true,
    )
  })
}
