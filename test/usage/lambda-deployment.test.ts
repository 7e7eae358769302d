import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

const zip = Buffer.from([0x50, 0x4b, 0x05, 0x06, ...Array.from({ length: 18 }, () => 0)])

it('deploys a registered handler', async () => {
  const region = createRegion()
  const client = new LambdaClient(region.sdk)

  region.registerFunction('orders-code', async (event: { id: number }) => `placed ${event.id}`)
  await client.send(
    new CreateFunctionCommand({
      FunctionName: 'orders',
      Runtime: 'nodejs22.x',
      Role: 'arn:aws:iam::123456789012:role/orders',
      Handler: 'index.handler',
      Code: { S3Bucket: 'artifacts', S3Key: 'build/orders-code.zip' },
      Timeout: 10,
    }),
  )
  await waitUntilFunctionActiveV2({ client, maxWaitTime: 10 }, { FunctionName: 'orders' })
  const run = await region.function('orders').invoke({ id: 1 })
  expect(run.payload).toBe('placed 1')
})

it('gives a handler to a deployed package', async () => {
  const region = createRegion()
  const client = new LambdaClient(region.sdk)
  const input = {
    FunctionName: 'orders',
    Runtime: 'nodejs22.x',
    Role: 'arn:aws:iam::123456789012:role/orders',
    Handler: 'index.handler',
  } as const

  await client.send(new CreateFunctionCommand({ ...input, Code: { ZipFile: zip } }))
  const orders = region.registerFunction('orders', async () => 'placed')
  expect((await orders.invoke({})).payload).toBe('placed')
})

it('publishes versions and shares invocations between them', async () => {
  const region = createRegion({ seed: 1 })
  const client = new LambdaClient(region.sdk)

  const fn = region.registerFunction('fn', async () => process.env['GREETING'], {
    environment: { GREETING: 'Hello' },
  })
  const first = fn.publishVersion()
  await client.send(
    new UpdateFunctionConfigurationCommand({
      FunctionName: fn.name,
      Environment: { Variables: { GREETING: 'Hi' } },
    }),
  )
  const second = fn.publishVersion()
  expect(fn.versions).toEqual(['1', '2'])

  const prod = fn.alias('prod', { version: first, weights: { [second]: 0.5 } })
  const greetings = new Set<unknown>()
  for (let n = 0; n < 20; n++) greetings.add((await prod.invoke({})).payload)
  expect(greetings).toEqual(new Set(['Hello', 'Hi']))
})

it('provisions concurrency', async () => {
  const region = createRegion()
  const orders = region.registerFunction('orders', () => import('./lambda-greeter.js'))

  orders.publishVersion()
  const prod = orders.alias('prod', '1').provision(2)
  await region.idle()
  const run = await prod.invoke({ name: 'Ann' })
  expect(run.coldStart).toBe(false)
})

it('shows states that take time', async () => {
  const region = createRegion({ lambda: { functionState: '2s' } })
  const client = new LambdaClient(region.sdk)
  region.registerFunction('fn', async () => 1)
  const update = () =>
    client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'fn', Timeout: 5 }))
  expect((await update()).LastUpdateStatus).toBe('InProgress')
  await expect(update()).rejects.toThrow('An update is in progress for resource')
  await region.clock.advance('2s')
  await update()
})

it('limits the concurrency of the account', async () => {
  const region = createRegion({ lambda: { concurrentExecutions: 1 } })
  const client = new LambdaClient({ ...region.sdk, maxAttempts: 1 })
  let finish: () => void = () => undefined
  const slow = region.registerFunction('slow', () => new Promise<void>((done) => (finish = done)))

  const running = slow.invoke({})
  await expect(client.send(new InvokeCommand({ FunctionName: 'slow' }))).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    Reason: 'ConcurrentInvocationLimitExceeded',
  })
  finish()
  await running
})
