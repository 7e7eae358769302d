import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { afterEach, describe, expect, it } from 'vitest'
import { createRegion } from './region.ts'
import type { RegionServer } from './listen.ts'

const servers: RegionServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

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
    const server = await region.listen()
    servers.push(server)

    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
    const client = new DynamoDBClient({ endpoint: server.url, region: 'local', credentials })
    const found = await client.send(
      new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'o1' } } }),
    )
    client.destroy()
    expect(found.Item).toEqual({ id: { S: 'o1' } })

    const url = `${server.url}/_gateway/${api.id}/$default/a%20b?x=1`
    const response = await fetch(url, { method: 'POST', body: 'text' })
    expect(response.status).toBe(200)
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await response.json()).toMatchObject(['/a b', 'x=1', 'text'])

    expect((await fetch(server.url)).status).toBe(200)
  })

  it('says which slip a port is', async () => {
    await expect(createRegion().listen({ port: -1 })).rejects.toThrow('port: -1')
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
