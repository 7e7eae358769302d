import { createRegion, UnsupportedError } from 'miniregion'
import { expect, it } from 'vitest'

const headers = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
  'content-type': 'application/x-amz-json-1.0',
}

it('answers raw AWS requests with any signature', async () => {
  const region = createRegion()
  region.createTable('orders', { partitionKey: 'id' })
  const response = await region.fetch('https://dynamodb.us-east-1.amazonaws.com/', {
    method: 'POST',
    headers: { ...headers, 'x-amz-target': 'DynamoDB_20120810.ListTables' },
    body: '{}',
  })
  expect(await response.json()).toEqual({ TableNames: ['orders'] })
})

it('listens on a socket when asked', async () => {
  const region = createRegion()
  const server = await region.listen({ port: 0 }) // AWS_ENDPOINT_URL=<server.url>
  const health = await fetch(server.url)
  expect(await health.text()).toBe('healthy: dynamodb.us-east-1.amazonaws.com ')
  await server.close()
})

it('refuses operations that are not simulated', async () => {
  const region = createRegion()
  const states = region.fetch('https://states.us-east-1.amazonaws.com/', { headers })
  await expect(states).rejects.toThrow(UnsupportedError)
  expect(region.unsupported).toHaveLength(1)
})
