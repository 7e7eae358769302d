import { GetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from './region.ts'

const ENDS: Readonly<Record<string, (region: Region) => void>> = {
  'its region ends': (region) => region.end(),
  'its region is reset': (region) => region.reset(),
  'its region is restored': (region) => region.restore(region.snapshot()),
}

const setUp = (region: Region) => ({
  orders: region.createTable('orders', { partitionKey: 'id' }),
  place: region.registerFunction('place', async () => 'done'),
})

describe.each(Object.entries(ENDS))('a delayed call settles when %s', (_title, end) => {
  it('made by an SDK client', async () => {
    const region = createRegion()
    setUp(region)
    region.faults.delay('dynamodb', '1h')
    region.faults.delay('lambda', '1h')
    const calls = [
      new DynamoDBClient(region.sdk).send(
        new GetItemCommand({ TableName: 'orders', Key: { id: { S: '1' } } }),
      ),
      new LambdaClient(region.sdk).send(new InvokeCommand({ FunctionName: 'place' })),
    ]
    const settled = Promise.allSettled(calls)
    await new Promise((resolve) => setImmediate(resolve))
    end(region)
    for (const result of await settled) {
      expect(result).toMatchObject({ reason: { name: 'MisuseError' } })
      expect(String(Reflect.get(result, 'reason'))).toMatch(/delayed by a planned fault/)
    }
  })

  it("made by a function's handle, as a failed invocation", async () => {
    const region = createRegion()
    const { place } = setUp(region)
    region.faults.delay('lambda', '1h')
    const running = place.invoke({})
    end(region)
    expect(await running).toMatchObject({
      status: 'failed',
      error: { errorType: 'Miniregion.Ended' },
    })
  })

  it('made as an event', async () => {
    const region = createRegion()
    const { place } = setUp(region)
    region.faults.delay('lambda', '1h')
    await place.invoke({}, { type: 'Event' })
    end(region)
    await region.idle()
    expect(place.invocations).toEqual([])
  })
})
