/** Measures HTTP request -> function -> PutItem -> response, and the creation of regions. */
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { createRegion } from 'miniregion'
import type { Contestant } from './contestants.js'
import { item, table } from './items.js'
import { summarize, timeAsync, type Measure } from './measure.js'

let whole: ((i: number) => Promise<unknown>) | undefined

/**
 * Returns µs per request for Miniregion; µs per PutItem for the floor, which has no gateway and no
 * functions.
 */
export function timeRequests({ client, real }: Contestant): Promise<number> {
  const alone = (i: number): Promise<unknown> =>
    client.send(new PutItemCommand({ TableName: 'Main', Item: item(i % 50, i) }))
  return timeAsync(200, real ? (whole ??= orders()) : alone)
}

function orders(): (i: number) => Promise<unknown> {
  const region = createRegion()
  region.createTable(table('Main'))
  const client = new DynamoDBClient(region.sdk)
  const handler = async (event: { body?: string }): Promise<unknown> => {
    const { i } = JSON.parse(event.body ?? '{}') as { i: number }
    await client.send(new PutItemCommand({ TableName: 'Main', Item: item(i % 50, i) }))
    return { statusCode: 201, body: '{}' }
  }
  const api = region.createGateway({
    'POST /orders': region.registerFunction('place', handler as never),
  })
  return async (i) => (await api.post('/orders', { i })).text()
}

export async function measureCreateRegion(): Promise<Measure> {
  const samples: number[] = []
  for (let n = 0; n < 40; n++) samples.push(await timeAsync(50, async () => createRegion()))
  return summarize(samples.slice(10))
}
