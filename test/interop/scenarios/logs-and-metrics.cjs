/** Logs of functions, and log groups. */
const call = (operation, input) => ({
  method: 'POST',
  headers: {
    authorization:
      'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/logs/aws4_request, SignedHeaders=host, Signature=0',
    'x-amz-date': '20260101T000000Z',
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `Logs_20140328.${operation}`,
  },
  body: JSON.stringify(input),
})

module.exports = ({ scenario, miniregion }) => {
  const { createLogGroup, createRegion } = miniregion

  scenario('a function has the log that Lambda writes', async (t) => {
    const region = createRegion()
    const place = region.registerFunction('place', async ({ id }) => {
      console.error(JSON.stringify({ level: 'ERROR', id }))
    })
    await place.invoke({ id: '7' })
    t.has(place.logGroup.filter('{ $.level = "ERROR" }'), [{ json: { id: '7' } }])
    t.expect.toHaveLogged(place, { level: 'ERROR', id: '7' })
    t.not.toHaveLogged(place.logGroup, 'no such line')
    t.equal(place.logs.length, 1)
    const { name, arn, streams, events } = region.logGroup('/aws/lambda/place')
    t.equal([name, streams.length], ['/aws/lambda/place', 1])
    t.ok(arn.endsWith(':log-group:/aws/lambda/place'))
    t.has(events.at(-1).message, /^REPORT RequestId: /)
  })

  scenario('a function writes its log in JSON, from a level on', async (t) => {
    const region = createRegion()
    const loggingConfig = { logFormat: 'JSON', applicationLogLevel: 'WARN' }
    const handler = async () => {
      console.info('packed')
      console.warn('low stock')
    }
    const pack = region.registerFunction('pack', handler, { loggingConfig })
    await pack.invoke({})
    const lines = pack.logGroup.events.map(({ json }) => json)
    t.equal(
      lines.filter(({ message }) => message).map(({ level, message }) => [level, message]),
      [['WARN', 'low stock']],
    )
  })

  scenario('the metrics of a namespace', async (t) => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const place = region.registerFunction('place', async () => 1)
    await place.invoke()
    const lambda = region.metrics('AWS/Lambda')
    const FunctionName = 'place'
    t.equal(lambda.sum('Invocations', { FunctionName }), 1)
    t.equal(lambda.sum('Errors', { FunctionName }), 0)
    t.ok(lambda.names.includes('Duration'))
    const shop = region.metrics('Shop')
    t.equal(shop.namespace, 'Shop')
    shop.put('Orders', [1, 2, 6], { dimensions: { shop: 'a' }, unit: 'Count' })
    const orders = ['Orders', { shop: 'a' }]
    t.equal(shop.list, [{ name: 'Orders', dimensions: { shop: 'a' } }])
    t.equal([shop.count(...orders), shop.average(...orders), shop.minimum(...orders)], [3, 3, 1])
    t.equal([shop.maximum(...orders), shop.statistic('p50', ...orders)], [6, 2])
    t.equal(shop.datapoints(...orders, { period: '1m', statistic: 'Sum' }), [
      { at: region.clock.now(), value: 9 },
    ])
    t.expect.toHaveMetric(shop, 'Orders', { dimensions: { shop: 'a' }, sum: 9, value: 6 })
    t.not.toHaveMetric(region, 'Refunds')
    t.throws(() => shop.sum('Orders'), { name: 'MisuseError' })
  })

  // Alone: decoding raw requests loads the client's schemas, which Jest refuses between two of its
  // concurrent tests.
  scenario.alone('a log group takes events and carries them on', async (t) => {
    const region = createRegion()
    const audit = createLogGroup('/shop/audit', { region, retention: '7d' })
    const shipper = region.registerFunction('shipper', async () => undefined)
    audit.subscribe(shipper, { filterPattern: 'ERROR' })
    audit.addMetricFilter('errors', {
      filterPattern: 'ERROR',
      metricNamespace: 'Shop',
      metricName: 'Errors',
    })
    audit.put(['ERROR disk full', 'fine'])
    await region.idle()
    t.equal(shipper.invocations.length, 1)
    audit.delay('FilterLogEvents', 1)
    audit.fail('FilterLogEvents', 'ThrottlingException')
    const answer = region.fetch(
      'https://logs.us-east-1.amazonaws.com/',
      call('FilterLogEvents', { logGroupName: '/shop/audit' }),
    )
    await region.idle()
    t.equal((await answer).status, 400)
    t.equal(audit.calls.at(-1).operation, 'FilterLogEvents')
    t.equal(region.createLogGroup('/shop/web').events, [])
  })
}
