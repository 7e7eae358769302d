import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

const rootOf = (header: string): string => /Root=([^;]+)/.exec(header)![1]!

it('follows a request through the gateway into its functions', async () => {
  const region = createRegion()
  const inner = region.registerFunction('inner', async () => process.env['_X_AMZN_TRACE_ID'])
  const outer = region.registerFunction('outer', async (event) => {
    const client = new LambdaClient(region.sdk)
    const answer = await client.send(new InvokeCommand({ FunctionName: 'inner' }))
    const header = event.headers['x-amzn-trace-id'] ?? event.headers['X-Amzn-Trace-Id']
    const traces = [header, process.env['_X_AMZN_TRACE_ID'], answer.Payload!.transformToString()]
    return { statusCode: 200, body: JSON.stringify(traces) }
  })
  const http = region.createGateway({ $default: outer })
  const rest = region.createGateway({ 'GET /': outer }, { type: 'rest' })
  for (const api of [http, rest]) {
    for (const headers of [{}, { 'X-Amzn-Trace-Id': 'Root=1-5e66d96f-7491f09xmpl79d18acf3d050' }]) {
      const traces = (await (await api.get('/', { headers })).json()) as string[]
      expect(new Set(traces.map(rootOf)).size).toBe(1)
      expect(traces[1]).toMatch(/^Root=1-[^;]+;Parent=[0-9a-f]{16};Sampled=0$/)
      expect(traces[1]).not.toBe(traces[2])
    }
  }
  const sampled = { 'X-Amzn-Trace-Id': 'Root=1-5e66d96f-7491f09xmpl79d18acf3d050;Sampled=1' }
  await http.get('/', { headers: sampled })
  expect(JSON.stringify(inner.lastInvocation!.payload)).toContain('Sampled=1')
  await inner.invoke({})
  await inner.invoke({})
  const roots = inner.invocations.slice(-3).map(({ payload }) => rootOf(payload as string))
  expect(new Set(roots).size).toBe(3)
})
