// The examples of docs/guide/function-urls.md.
import { createRegion } from 'miniregion'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

it('sends requests to a function', async () => {
  const region = createRegion()
  const hello = region.registerFunction('hello', async (event: { rawPath: string }) => ({
    statusCode: 200,
    body: JSON.stringify({ path: event.rawPath }),
  }))

  hello.createUrl()

  const response = await hello.fetch('/orders', { method: 'POST', body: 'text' })
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ path: '/orders' })
})

it('answers the host of the URL', async () => {
  const region = createRegion()
  const hello = region.registerFunction('hello', async () => 'hi').createUrl()

  const response = await region.fetch(`${hello.url}/orders`)
  expect(await response.text()).toBe('hi')
})

it('asks for a signature', async () => {
  const region = createRegion()
  const hello = region
    .registerFunction('hello', async () => 'hi')
    .createUrl({ authType: 'AWS_IAM' })

  expect((await hello.fetch('/')).status).toBe(403)
  // A signing client of the code under test sends such a header.
  const authorization = 'AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/lambda/aws4_request'
  expect((await hello.fetch('/', { headers: { authorization } })).status).toBe(200)
})

it('answers preflight requests', async () => {
  const region = createRegion()
  const hello = region.registerFunction('hello', async () => 'hi')
  hello.createUrl({ cors: { allowOrigins: ['https://shop.example'], allowMethods: ['POST'] } })

  const preflight = await hello.fetch('/', {
    method: 'OPTIONS',
    headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
  })
  expect(preflight.headers.get('access-control-allow-origin')).toBe('https://shop.example')
  expect(hello.invocations).toHaveLength(0)
})
