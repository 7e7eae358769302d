/** Streams of records, function URLs and sample events. */
module.exports = ({ scenario, miniregion }) => {
  const { createRegion, createStream, createTopic, events } = miniregion

  scenario('a stream keeps the records that are put into it', async (t) => {
    const region = createRegion()
    const clicks = createStream('clicks', { shards: 2, region })
    t.equal(clicks.put({ id: 1 }, 'ann').shardId, region.stream('clicks').records[0].shardId)
    t.has(region.stream('clicks').records, [{ json: { id: 1 }, partitionKey: 'ann' }])
    t.equal(`${clicks}`, 'arn:aws:kinesis:us-east-1:123456789012:stream/clicks')
  })

  scenario('a table sends its changes to a stream', async (t) => {
    const region = createRegion()
    const changes = region.createStream('changes')
    const orders = region.createTable('orders', { partitionKey: 'id' }).streamTo(changes)
    orders.put({ id: '1' })
    await region.idle()
    t.has(changes.records, [{ json: { eventName: 'INSERT', tableName: 'orders' } }])
  })

  scenario('a topic delivers to functions and queues, and says what it filtered', async (t) => {
    const region = createRegion()
    const placed = createTopic('placed', { region })
    const books = region.createQueue('books')
    const subscription = placed.subscribe(books, {
      filterPolicy: { kind: ['book'] },
      filterPolicyScope: 'MessageAttributes',
      rawMessageDelivery: true,
      deadLetterQueue: region.createQueue('dead'),
    })
    placed.publish({ id: '1' }, { subject: 'New', attributes: { kind: 'book' } })
    region.topic('placed').publish({ id: '2' })
    await region.idle()
    t.equal(
      placed.messages.map(({ deliveries }) => deliveries[0].status),
      ['delivered', 'filtered'],
    )
    t.has(books.messages, [{ json: { id: '1' } }])
    t.expect.toHavePublished(placed, { id: '2' })
    t.expect.toHavePublishedTimes(placed, 2)
    t.expect.toHaveDeliveredTo(placed, books, { id: '1' })
    t.ok(subscription.disable().enabled === false)
    subscription.enable().delete()
    placed.subscribe('ann@example.com')
    placed.publish('hello')
    await region.idle()
    t.has(region.outbox, [{ to: 'ann@example.com', via: 'email', text: 'hello' }])
    const steps = region.createTopic('steps.fifo', { fifo: true, contentBasedDeduplication: true })
    t.equal(steps.publish('a', { groupId: 'g' }), steps.publish('a', { groupId: 'g' }))
  })

  scenario('tables, streams and queues invoke functions', async (t) => {
    const region = createRegion()
    const dead = region.createQueue('dead')
    const jobs = region.createQueue('jobs')
    const clicks = region.createStream('clicks')
    const orders = region.createTable('orders', { partitionKey: 'id', stream: true })
    const fn = region.registerFunction('fn', async ({ Records }) => Records[0].eventSource)
    const mapping = orders.on('stream', fn, { batchSize: 1, onFailure: dead })
    clicks.on('records', fn)
    jobs.on('message', fn, { reportBatchItemFailures: false })
    orders.put({ id: '1' })
    clicks.put('x', 'ann')
    jobs.send('x')
    await region.idle()
    t.equal(fn.invocations.map(({ payload }) => payload).sort(), [
      'aws:dynamodb',
      'aws:kinesis',
      'aws:sqs',
    ])
    t.equal([mapping.disable().enabled, mapping.enable().enabled], [false, true])
    t.equal(
      mapping.arn,
      `arn:aws:lambda:us-east-1:123456789012:event-source-mapping:${mapping.name}`,
    )
    mapping.delete()
    t.equal(dead.size, 0)
  })

  scenario('a function answers at its URL', async (t) => {
    const region = createRegion()
    const fn = region.registerFunction('fn', async ({ rawPath }) => rawPath).createUrl()
    t.equal(await (await fn.fetch('/a')).text(), '/a')
    t.equal(await (await region.fetch(`${fn.url}/b`)).text(), '/b')
  })

  scenario('sample events are complete, and keep double facts in step', async (t) => {
    const event = events.apiGatewayV2({ rawPath: '/orders', body: { amount: 9 } })
    t.has(event, {
      version: '2.0',
      body: '{"amount":9}',
      requestContext: { http: { path: '/orders', method: 'GET' } },
    })
    const orders = createRegion().createTable('orders', { partitionKey: 'id' })
    t.has(events.dynamodb(orders, [{ new: { id: '1' } }]).Records, [{ eventName: 'INSERT' }])
    t.has(events.cognito.preSignUp(), { triggerSource: 'PreSignUp_SignUp' })
  })
}
