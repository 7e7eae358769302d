import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { createRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'

const setUp = () => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const docs = DynamoDBDocumentClient.from(new DynamoDBClient(region.sdk))
  const place = region.registerFunction('place-order', async (event: { body: string }) => {
    const order = JSON.parse(event.body) as { id: string }
    try {
      const ConditionExpression = 'attribute_not_exists(id)'
      await docs.send(new PutCommand({ TableName: 'orders', Item: order, ConditionExpression }))
      return { statusCode: 201 }
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return { statusCode: 409 }
      throw error
    }
  })
  const api = region.createGateway({ 'POST /orders': place })
  return { region, orders, place, api }
}

describe('region.trace', () => {
  it('shows everything that a request caused', async () => {
    const { region, api } = setUp()
    const res = await api.post('/orders', { id: 'o1' })
    expect(String(region.trace(res))).toMatchInlineSnapshot(`
      "POST /orders                       201     0 ms
      └─ place-order (cold start)  succeeded     0 ms
         └─ PutItem orders               200     0 ms
            └─ INSERT orders { id: 'o1' }"
    `)
  })

  it('shows why something failed', async () => {
    const { region, api } = setUp()
    await api.post('/orders', { id: 'o1' })
    const res = await api.post('/orders', { id: 'o1' })
    expect(String(region.trace(res))).toMatchInlineSnapshot(`
      "POST /orders          409     0 ms
      └─ place-order  succeeded     0 ms
         └─ PutItem orders  400     0 ms
              ConditionalCheckFailedException: The conditional request failed"
    `)
    await api.post('/orders', undefined)
    expect(String(region.trace(api.lastRequest))).toMatch(/SyntaxError: .*/)
  })

  it('takes records, SDK answers, handles, or no subject', async () => {
    const { region, api, place, orders } = setUp()
    await api.post('/orders', { id: 'o1' })
    const whole = String(region.trace())
    expect(String(region.trace(place.lastInvocation))).toContain('place-order (cold start)  ◄')
    expect(String(region.trace(orders))).toContain('PutItem orders  ◄')
    expect(String(region.trace(orders.writes[0]))).toContain("INSERT orders { id: 'o1' }  ◄")
    expect(String(region.trace(api))).toBe(whole)
    expect(String(region.trace(region.clock))).toBe(whole)
    expect(() => region.trace(new Response())).toThrow(/no record of this region/)
  })

  it('draws a sequence diagram', async () => {
    const { region, api } = setUp()
    const res = await api.post('/orders', { id: 'o1' })
    expect(region.trace(res).toMermaid()).toMatchInlineSnapshot(`
      "sequenceDiagram
        participant a0 as Test
        participant a1 as HTTP API
        participant a2 as place-order
        participant a3 as orders
        a0->>a1: POST /orders
        a1->>a2: place-order (cold start)
        a2->>a3: PutItem orders
        Note over a3: INSERT orders { id: 'o1' }
        a3-->>a2: 200
        a2-->>a1: succeeded
        a1-->>a0: 201"
    `)
  })
})
