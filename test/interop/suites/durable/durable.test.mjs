import 'miniregion/auto'
import 'miniregion/node-test'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  InvokeCommand,
  LambdaClient,
  SendDurableExecutionCallbackSuccessCommand,
} from '@aws-sdk/client-lambda'
import { createRetryStrategy, withDurableExecution } from '@aws/durable-execution-sdk-js'
import { createRegion, defaultRegion, registerFunction } from 'miniregion'

const durable = { executionTimeout: '7d' }

test('an order waits for three days and for an approval', async () => {
  const order = registerFunction('order', () => import('./order.mjs'), { durable })
  const region = defaultRegion
  await order.invoke({ total: 9 }, { type: 'Event' })
  await region.idle()

  const [execution] = order.executions
  assert.equal(execution.status, 'RUNNING')
  assert.deepEqual(execution.steps.map(({ name, status }) => [name, status]).slice(0, 1), [
    ['charge', 'SUCCEEDED'],
  ])
  assert.equal(execution.waits[0].seconds, 259_200)

  await new LambdaClient({ region: 'us-east-1' }).send(
    new SendDurableExecutionCallbackSuccessCommand({
      CallbackId: execution.callbacks[0].id,
      Result: JSON.stringify('yes'),
    }),
  )
  await region.idle()
  assert.deepEqual(order.executions[0].result, { paid: 9, approved: '"yes"' })
})

const started = async (handler, options = {}) => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const client = new LambdaClient(region.sdk)
  const fn = region.registerFunction('fn', withDurableExecution(handler(region), { client }), {
    durable: { executionTimeout: '10m', ...options },
  })
  const answering = client.send(
    new InvokeCommand({ FunctionName: 'fn:$LATEST', Payload: JSON.stringify({ n: 3 }) }),
  )
  await region.idle()
  const { Payload, FunctionError } = await answering
  return { region, fn, FunctionError, result: JSON.parse(Buffer.from(Payload).toString()) }
}

test('steps are retried by their strategy', async () => {
  let calls = 0
  const { fn, result } = await started(
    () => async (event, context) =>
      context.step(
        'flaky',
        async () => {
          if (++calls < 3) throw new Error('busy')
          return event.n
        },
        { retryStrategy: createRetryStrategy({ maxAttempts: 5, initialDelay: { seconds: 10 } }) },
      ),
  )
  assert.equal(result, 3)
  assert.equal(calls, 3)
  assert.equal(fn.executions[0].steps[0].attempts, 3)
})

test('a failure is the answer of the function', async () => {
  const { fn, FunctionError, result } = await started(() => async () => {
    throw new TypeError('no such order')
  })
  assert.equal(FunctionError, 'Unhandled')
  assert.equal(result.errorMessage, 'no such order')
  assert.equal(fn.executions[0].status, 'FAILED')
})

test('branches, maps, child contexts and conditions', async () => {
  const { result } = await started(() => async (event, context) => {
    const branches = await context.parallel('both', [
      async (child) => child.step('left', async () => 'l'),
      async (child) => {
        await child.wait('pause', { seconds: 30 })
        return child.step('right', async () => 'r')
      },
    ])
    const squares = await context.map('squares', [1, 2, event.n], async (child, n) =>
      child.step('square', async () => n * n),
    )
    const child = await context.runInChildContext('child', async (inner) =>
      inner.step(async () => 1),
    )
    const polled = await context.waitForCondition('poll', async (state) => state + 1, {
      initialState: 0,
      waitStrategy: (state) =>
        state >= 3 ? { shouldContinue: false } : { shouldContinue: true, delay: { seconds: 5 } },
    })
    return [branches.getResults(), squares.getResults(), child, polled]
  })
  assert.deepEqual(result, [['l', 'r'], [1, 4, 9], 1, 3])
})

test('other functions are invoked', async () => {
  const { fn, result } = await started((region) => {
    region.registerFunction('double', async ({ n }) => n * 2)
    return async (event, context) => context.invoke('double', 'double', event)
  })
  assert.equal(result, 6)
  assert.equal(fn.executions[0].invokes[0].functionName, 'double')
})

test('an interrupted execution goes on from its checkpoints', async () => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const client = new LambdaClient(region.sdk)
  let charged = 0
  let runs = 0
  const wrapped = withDurableExecution(
    async (_event, context) => {
      await context.step('charge', async () => void charged++)
      if (++runs === 1) process.exit(1)
      return 'done'
    },
    { client },
  )
  const fn = region.registerFunction('fn', wrapped, { durable: { executionTimeout: '1h' } })
  await fn.invoke({}, { type: 'Event' })
  await region.idle()
  assert.equal(fn.invocations[0].status, 'failed')
  assert.equal(fn.executions[0].result, 'done')
  assert.deepEqual([charged, runs], [1, 2])
})
