/** HTTP request -> function -> PutItem -> response, and making regions. */
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { createRegion } from 'miniregion'
import { item, table } from './items.js'
import { interleave, timeAsync, type Measure } from './measure.js'
import type { Contestant } from './contestants.js'

export async function measureRequest(
  floor: Contestant,
  rounds: number,
): Promise<Map<string, Measure>> {
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
  const through = async (i: number): Promise<unknown> => (await api.post('/orders', { i })).text()
  const alone = (i: number): Promise<unknown> =>
    floor.client.send(new PutItemCommand({ TableName: 'Main', Item: item(i % 50, i) }))
  const named = [
    { name: 'HTTP request to PutItem to response', run: through },
    { name: 'SDK floor, PutItem', run: alone },
  ]
  const measured = await interleave(named, rounds, ({ run }) => timeAsync(200, run))
  return new Map([...measured].map(([{ name }, measure]) => [name, measure]))
}

export const measureCreateRegion = (): Promise<Map<string, Measure>> =>
  interleave(['createRegion()'], 30, async () => timeAsync(50, async () => createRegion()))
