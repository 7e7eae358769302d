/** The record of an invocation. */
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb')
const { InvokeCommand, LambdaClient } = require('@aws-sdk/client-lambda')
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb')

const turn = () => new Promise((resolve) => setImmediate(resolve))

module.exports = ({ scenario, miniregion }) => {
  const { createRegion } = miniregion

  scenario('a complete record', async (t) => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const fn = region.registerFunction('fn', async ({ n }) => {
      console.warn('careful', n)
      await new Promise((resolve) => setTimeout(resolve, 1500))
      return n
    })
    const running = fn.invoke({ n: 1 })
    await region.clock.advance('2s')
    const run = await running
    t.has(run, {
      kind: 'invocation',
      functionName: 'fn',
      version: '$LATEST',
      type: 'RequestResponse',
      attempt: 1,
      coldStart: true,
      event: { n: 1 },
      status: 'succeeded',
      payload: 1,
      error: undefined,
      startedAt: Date.UTC(2026, 0),
      duration: 1500,
      billedDuration: 1500,
      logs: [{ at: Date.UTC(2026, 0), level: 'WARN', message: 'careful 1' }],
      calls: [],
      leftBehind: 0,
    })
    t.equal(run.context.awsRequestId, run.requestId)
    t.match(run.report, new RegExp(`^REPORT RequestId: ${run.requestId}.*Duration: 1500.* ms`))
    t.ok(fn.lastInvocation === run && fn.invocations[0] === run)
  })

  scenario('invoke never rejects for a failure of the function', async (t) => {
    const region = createRegion()
    const fail = region.registerFunction('fail', async () => {
      throw Object.assign(new RangeError('too many'), { code: 'X' })
    })
    const run = await fail.invoke({})
    t.has(run, { status: 'failed', payload: undefined })
    t.has(run.error, { errorType: 'RangeError', errorMessage: 'too many' })
    t.match(run.error.trace[0], /RangeError: too many/)
    t.match(run.error.trace.join('\n'), /invocation-records\.cjs/)
    const none = region.function('fail')
    t.equal(none.lastInvocation.status, 'failed')
  })

  scenario('a record exists while its function runs', async (t) => {
    const region = createRegion()
    region.clock.freeze()
    const fn = region.registerFunction('fn', () => new Promise(() => {}), { timeout: 1 })
    t.equal(fn.lastInvocation, undefined)
    const running = fn.invoke({})
    await turn()
    t.has(fn.lastInvocation, { status: 'running', payload: undefined, error: undefined })
    await region.clock.advance('1s')
    const run = await running
    t.has(run, { status: 'timedOut', duration: 1000 })
    t.match(run.error.errorMessage, /timed out after 1\.00 seconds/i)
    t.equal((await region.registerFunction('after', async () => 1).invoke({})).status, 'succeeded')
  })

  scenario('causedBy is the cause, calls are the effects', async (t) => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const docs = DynamoDBDocumentClient.from(new DynamoDBClient(region.sdk))
    const lambda = new LambdaClient(region.sdk)
    const inner = region.registerFunction('inner', async (Item) => {
      await docs.send(new PutCommand({ TableName: 'orders', Item }))
    })
    const outer = region.registerFunction('outer', async () => {
      const Payload = JSON.stringify({ id: '1' })
      await lambda.send(new InvokeCommand({ FunctionName: 'inner', Payload }))
      return { statusCode: 204 }
    })
    const api = region.createGateway({ 'POST /': outer })
    await api.post('/')

    t.ok(outer.lastInvocation.causedBy === api.lastRequest)
    t.ok(api.lastRequest.invocation === outer.lastInvocation)
    const [invoke] = outer.lastInvocation.calls
    t.has(invoke, { service: 'lambda', operation: 'Invoke', resource: 'inner', source: 'sdk' })
    t.ok(inner.lastInvocation.causedBy === invoke)
    const [put] = inner.lastInvocation.calls
    t.has(put, { service: 'dynamodb', operation: 'PutItem', resource: 'orders', status: 200 })
    t.ok(orders.writes[0].causedBy === put)
    await inner.invoke({ id: '2' })
    t.equal(inner.lastInvocation.causedBy.kind, 'test')
  })

  scenario('the real client invokes the function too', async (t) => {
    const region = createRegion()
    region.registerFunction('double', async ({ n }) => n * 2)
    const lambda = new LambdaClient(region.sdk)
    const invoke = (input) => lambda.send(new InvokeCommand({ FunctionName: 'double', ...input }))
    const answer = await invoke({ Payload: JSON.stringify({ n: 21 }), LogType: 'Tail' })
    t.has(answer, { StatusCode: 200, ExecutedVersion: '$LATEST' })
    t.equal(answer.Payload.transformToString(), '42')
    t.match(Buffer.from(answer.LogResult, 'base64').toString(), /REPORT RequestId/)
    t.equal((await invoke({ InvocationType: 'Event', Payload: '{"n":1}' })).StatusCode, 202)
    await region.idle()
    t.has(region.function('double').lastInvocation, { type: 'Event', payload: 2 })
    await t.rejects(invoke({ FunctionName: 'none' }), { name: 'ResourceNotFoundException' })
  })

  scenario('unfinished work of a handler waits for the next invocation', async (t) => {
    const region = createRegion()
    const seen = []
    const fn = region.registerFunction('fn', async ({ n }) => {
      setTimeout(() => seen.push(n), 100)
    })
    const first = await fn.invoke({ n: 1 })
    await region.clock.advance('1h')
    t.equal([seen, first.leftBehind], [[], 1])
    await fn.invoke({ n: 2 })
    t.equal(seen, [1])
  })

  scenario('a world keeps the newest records', async (t) => {
    const region = createRegion({ journalLimit: 4 })
    const fn = region.registerFunction('fn', async ({ n }) => n)
    for (let n = 0; n < 10; n++) await fn.invoke({ n })
    t.equal(
      fn.invocations.map(({ payload }) => payload),
      [6, 7, 8, 9],
    )
    t.throws(() => createRegion({ journalLimit: 0 }), { name: 'MisuseError' })
  })
}
