/** Operations that a test answers, simulated or not, through the real client. */
const { DynamoDB } = require('@aws-sdk/client-dynamodb')
const {
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  LambdaClient,
  ListLayersCommand,
  TooManyRequestsException,
} = require('@aws-sdk/client-lambda')
const {
  DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  QueryCommand,
} = require('@aws-sdk/lib-dynamodb')
const { StartExecutionCommand } = require('@aws-sdk/client-sfn')
const { QueueDoesNotExist, SendMessageCommand, SQSClient } = require('@aws-sdk/client-sqs')

const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs'

module.exports = ({ scenario, miniregion, asymmetric }) => {
  const { awsError, createRegion, defineRegion } = miniregion
  const setUp = () => {
    const region = createRegion({ unhandled: 'warn' })
    const sqs = new SQSClient(region.sdk)
    const send = (MessageBody = 'hi') => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))
    return { region, send }
  }

  scenario('answer with a value, a function, an asynchronous function', async (t) => {
    const { region, send } = setUp()
    region.stub(SendMessageCommand, { MessageId: 'fixed' })
    t.equal((await send()).MessageId, 'fixed')
    region.stub(SendMessageCommand, ({ MessageBody }) => ({ MessageId: MessageBody }))
    t.equal((await send('a')).MessageId, 'a')
    region.stub(SendMessageCommand, async ({ MessageBody }) => ({ MessageId: `${MessageBody}!` }))
    t.equal((await send('b')).MessageId, 'b!')
  })

  scenario('answer with errors of the client’s classes, below its retries', async (t) => {
    const { region, send } = setUp()
    region.stub(SendMessageCommand, { MessageId: 'later' })
    region.stub(SendMessageCommand, awsError('RequestThrottled', 'Slow down'), { times: 2 })
    const { MessageId, $metadata } = await send()
    t.equal([MessageId, $metadata.attempts], ['later', 3])
    region.stub(SendMessageCommand, awsError('QueueDoesNotExist', 'none', { status: 404 }))
    const missing = await t.rejects(send(), { name: 'QueueDoesNotExist', message: 'none' })
    t.ok(missing instanceof QueueDoesNotExist)
    t.equal(missing.$metadata.httpStatusCode, 404)
    const busy = { retryable: false, Reason: 'ConcurrentInvocationLimitExceeded' }
    region.stub(InvokeCommand, awsError('TooManyRequestsException', 'busy', busy))
    const lambda = new LambdaClient(region.sdk)
    const refused = await t.rejects(lambda.send(new InvokeCommand({ FunctionName: 'f' })), {})
    t.ok(refused instanceof TooManyRequestsException)
    t.equal([refused.Reason, refused.$metadata.attempts], [busy.Reason, 1])
  })

  scenario('answer in order of age, a number of times, until restored', async (t) => {
    const { region, send } = setUp()
    const ids = async (...bodies) => {
      const found = []
      for (const body of bodies) found.push((await send(body)).MessageId)
      return found
    }
    region.stub(SendMessageCommand, { MessageId: 'any' })
    const part = region.stub(
      SendMessageCommand,
      { MessageId: 'part' },
      { when: { MessageBody: asymmetric.containing('a') } },
    )
    region.stub(
      SendMessageCommand,
      { MessageId: 'once' },
      { times: 1, when: (input) => input.MessageBody === 'a' },
    )
    t.equal(await ids('a', 'a', 'b'), ['once', 'part', 'any'])
    part.restore()
    t.equal(await ids('a'), ['any'])
  })

  scenario('have calls, which are records and subjects of matchers', async (t) => {
    const { region, send } = setUp()
    const stub = region.stub(SendMessageCommand, { MessageId: 'm' })
    const place = region.registerFunction('place', () => send('placed').then(() => 'done'))
    const run = await place.invoke({})
    t.has(stub.calls[0], { operation: 'SendMessage', source: 'sdk', stubbed: true, status: 200 })
    t.equal(stub.calls[0].input, { QueueUrl, MessageBody: 'placed' })
    t.ok(stub.calls[0].causedBy === run)
    t.equal(stub.operation, 'SendMessage')
    t.expect.toHaveReceived(stub, 'SendMessage', { MessageBody: 'placed' })
    t.expect.toHaveReceivedTimes(stub, 'SendMessage', 1)
    t.not.toHaveReceived(stub, 'SendMessage', { MessageBody: 'other' })
    t.throws(() => t.expect.toHaveReceived(stub, 'SendMesage'), { name: 'MisuseError' })
    t.match(String(region.trace(run)), /SendMessage jobs \(stub\)/)
    region.faults.fail('sqs', 'RequestThrottled')
    t.equal((await send()).$metadata.attempts, 2)
  })

  scenario('answer before the simulation, in plain values for a document client', async (t) => {
    const { region } = setUp()
    region.createTable('orders', { partitionKey: 'id' }).seed([{ id: 'o1', amount: 9 }])
    const client = new DynamoDB(region.sdk)
    const docs = DynamoDBDocumentClient.from(client)
    const get = async (id) =>
      (await docs.send(new GetCommand({ TableName: 'orders', Key: { id } }))).Item
    const item = { id: 'o2', tags: new Set(['a']), deep: { n: [1.5] } }
    const stub = region.stub(GetCommand, { Item: item }, { when: { Key: { id: 'o2' } } })
    t.equal([await get('o1'), await get('o2')], [{ id: 'o1', amount: 9 }, item])
    t.equal(stub.calls[0].input, { TableName: 'orders', Key: { id: 'o2' } })
    const raw = await client.getItem({ TableName: 'orders', Key: { id: { S: 'o2' } } })
    t.equal(raw.Item.tags, { SS: ['a'] })

    region.stub(QueryCommand, ({ ExclusiveStartKey }) =>
      ExclusiveStartKey
        ? { Items: [{ id: 'b' }], Count: 1 }
        : { Items: [{ id: 'a' }], Count: 1, LastEvaluatedKey: { id: 'a' } },
    )
    const found = []
    const query = { TableName: 'orders', KeyConditionExpression: 'id = :id' }
    for await (const { Items } of paginateQuery({ client: docs }, query)) found.push(...Items)
    t.equal(found, [{ id: 'a' }, { id: 'b' }])
  })

  scenario('answer with bytes and event streams', async (t) => {
    const { region } = setUp()
    const lambda = new LambdaClient(region.sdk)
    region.stub(InvokeCommand, ({ Payload }) => ({ StatusCode: 200, Payload }))
    const echo = new InvokeCommand({ FunctionName: 'f', Payload: '{"a":1}' })
    t.equal((await lambda.send(echo)).Payload.transformToString(), '{"a":1}')
    region.stub(InvokeWithResponseStreamCommand, {
      EventStream: [{ PayloadChunk: { Payload: 'hel' } }, { PayloadChunk: { Payload: 'lo' } }],
    })
    const stream = new InvokeWithResponseStreamCommand({ FunctionName: 'f' })
    let heard = ''
    for await (const event of (await lambda.send(stream)).EventStream) {
      heard += new TextDecoder().decode(event.PayloadChunk.Payload)
    }
    t.equal(heard, 'hello')
  })

  scenario('belong to their world', async (t) => {
    const app = defineRegion(
      (region) => ({ stub: region.stub(SendMessageCommand, { MessageId: 'defined' }) }),
      { unhandled: 'warn' },
    )
    const sendIn = async (region) => {
      const sent = new SQSClient(region.sdk).send(
        new SendMessageCommand({ QueueUrl, MessageBody: 'x' }),
      )
      return (await sent).MessageId
    }
    for (let test = 0; test < 2; test++) {
      await app(async ({ region, stub }) => {
        t.equal([await sendIn(region), stub.calls.length], ['defined', 1])
        region.stub(SendMessageCommand, { MessageId: 'own' })
        t.equal(await sendIn(region), 'own')
        region.reset()
        t.equal(await sendIn(region), 'defined')
      })()
    }
    const { region, send } = setUp()
    region.stub(SendMessageCommand, { MessageId: 'kept' })
    const snapshot = region.snapshot()
    region.reset()
    await t.rejects(send(), { name: 'QueueDoesNotExist' })
    region.restore(snapshot)
    t.equal((await send()).MessageId, 'kept')
  })

  scenario('are suggested in errors, and refuse mistakes', async (t) => {
    const { region, send } = setUp()
    await t.rejects(new LambdaClient(region.sdk).send(new ListLayersCommand({})), {
      name: 'UnsupportedError',
      message: /To answer it yourself: region\.stub\(ListLayersCommand, \.\.\.\)/,
    })
    const slip = (message, ...args) =>
      t.throws(() => region.stub(...args), { name: 'MisuseError', message })
    slip(/Did you mean 'MessageId'\?/, SendMessageCommand, { MesageId: '1' })
    slip(/Did you mean the class itself/, new SendMessageCommand({}), {})
    slip(/condition on 'Body'/, SendMessageCommand, {}, { when: { Body: 'x' } })
    region.stub(SendMessageCommand, () => ({ MesageId: '1' }))
    await t.rejects(send(), { name: 'MisuseError', message: /Did you mean 'MessageId'\?/ })
  })

  scenario('owns() says which requests the region answers', (t) => {
    const { region } = setUp()
    t.ok(region.owns('https://sqs.us-east-1.amazonaws.com/'))
    t.ok(!region.owns('https://api.stripe.com/v1/charges'))
    const bypass = createRegion({ unhandled: 'bypass' })
    const host = 'https://states.us-east-1.amazonaws.com/'
    const headers = { 'x-amz-target': 'AWSStepFunctions.StartExecution' }
    const request = new Request(host, { method: 'POST', headers })
    t.ok(!bypass.owns(request))
    bypass.stub(StartExecutionCommand, { executionArn: 'arn', startDate: new Date(0) })
    t.ok(bypass.owns(request))
  })
}
