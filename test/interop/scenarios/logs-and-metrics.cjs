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
    const { name, arn, streams, events } = region.logGroup('/aws/lambda/place')
    t.equal([name, streams.length], ['/aws/lambda/place', 1])
    t.ok(arn.endsWith(':log-group:/aws/lambda/place'))
    t.has(events.at(-1).message, /^REPORT RequestId: /)
  })

  scenario('a log group takes events and carries them on', async (t) => {
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
