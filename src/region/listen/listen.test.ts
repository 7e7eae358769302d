import {
  CreateGlobalTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { afterEach, describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../region.ts'
import type { RegionServer } from './listen.ts'

const servers: RegionServer[] = []
const clients: DynamoDBClient[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy()
  for (const server of servers.splice(0)) await server.close()
})

async function listening(region: Region): Promise<RegionServer> {
  const server = await region.listen()
  servers.push(server)
  return server
}

/** A client that knows nothing of the region, like one in another process. */
function clientOf({ url: endpoint }: RegionServer): DynamoDBClient {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
  const client = new DynamoDBClient({ endpoint, region: 'local', credentials, maxAttempts: 1 })
  clients.push(client)
  return client
}

const globalTable = { GlobalTableName: 'orders', ReplicationGroup: [{ RegionName: 'eu-west-1' }] }

describe('listen', () => {
  it('answers AWS clients and gateways over HTTP', async () => {
    const region = createRegion()
    region.createTable('orders', { partitionKey: 'id' }).seed([{ id: 'o1' }])
    const echo = region.registerFunction('echo', async (event) => ({
      statusCode: 200,
      cookies: ['a=1', 'b=2'],
      body: JSON.stringify([event.rawPath, event.rawQueryString, event.body ?? null]),
    }))
    const api = region.createGateway({ $default: echo })
    const server = await listening(region)
    const found = await clientOf(server).send(
      new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'o1' } } }),
    )
    expect(found.Item).toEqual({ id: { S: 'o1' } })

    const url = `${server.url}/_gateway/${api.id}/$default/a%20b?x=1`
    const response = await fetch(url, { method: 'POST', body: 'text' })
    expect(response.status).toBe(200)
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await response.json()).toMatchObject(['/a b', 'x=1', 'text'])

    expect((await fetch(server.url)).status).toBe(200)
  })

  it('drops the connection for a planned reset', async () => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const client = clientOf(await listening(region))
    const put = new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'o1' } } })
    orders.fail('PutItem', 'ECONNRESET')
    await expect(client.send(put)).rejects.toMatchObject({ code: 'ECONNRESET' })
    region.faults.reset('dynamodb')
    await expect(client.send(put)).rejects.toMatchObject({ code: 'ECONNRESET' })
    await client.send(put)
    expect(orders.size).toBe(1)
  })

  it('reports gaps and mistakes in a form that SDKs understand', async () => {
    const region = createRegion()
    const server = await listening(region)
    const client = clientOf(server)
    await expect(client.send(new CreateGlobalTableCommand(globalTable))).rejects.toMatchObject({
      name: 'UnsupportedError',
      message: expect.stringContaining('DynamoDB CreateGlobalTable is not simulated'),
      $metadata: { httpStatusCode: 501 },
    })
    const nowhere = await fetch(`${server.url}/_gateway/nope/prod/`)
    expect(nowhere.status).toBe(404)
    expect(await nowhere.text()).toContain("The region us-east-1 has no gateway 'nope'")
  })

  it('closes with its region, and can be closed twice', async () => {
    let url: string
    {
      await using region = createRegion()
      url = (await region.listen()).url
      expect((await fetch(url)).status).toBe(200)
    }
    await expect(fetch(url)).rejects.toThrow()
    const server = await createRegion().listen()
    await server.close()
    await server.close()
  })

  it('names a wrong port', async () => {
    await expect(createRegion().listen({ port: -1 })).rejects.toThrow('port: -1')
    await expect(createRegion().listen({ prot: 1 } as never)).rejects.toThrow(/'prot'.*'port'/)
  })
})

describe('fetch', () => {
  it('answers the execute-api URLs of its gateways', async () => {
    const region = createRegion()
    const hello = region.registerFunction('hello', async () => 'hello')
    const api = region.createGateway({ 'GET /hello': hello }, { stage: 'prod' })
    expect(await (await region.fetch(`${api.url}/hello`)).text()).toBe('hello')
    expect((await region.fetch(`${api.url}/nowhere`)).status).toBe(404)
  })
})
