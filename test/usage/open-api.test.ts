import {
  APIGatewayClient,
  CreateDeploymentCommand,
  ImportRestApiCommand,
} from '@aws-sdk/client-api-gateway'
import type { APIGatewayProxyEvent } from 'aws-lambda'
import { createRegion, defineRegion } from 'miniregion'
import { fromOpenApi } from 'miniregion/templates'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const document = new URL('templates/orders.openapi.yaml', import.meta.url)

const placeOrder = async (event: APIGatewayProxyEvent) => ({ statusCode: 201, body: event.body })

const app = defineRegion(fromOpenApi(document, { handlers: { placeOrder } }))

it(
  'places orders',
  app(async ({ stack }) => {
    const res = await stack.api.post('/orders', { amount: 9 })
    expect(res.status).toBe(201)

    const bad = await stack.api.post('/orders', { amount: 'nine' })
    expect([bad.status, await bad.json()]).toEqual([400, { message: 'Invalid request body' }])
    expect(stack.skipped).toEqual([])
  }),
)

it('imports a document through the SDK', async () => {
  const region = createRegion()

  const client = new APIGatewayClient(region.sdk)
  const { id, warnings } = await client.send(
    new ImportRestApiCommand({ body: readFileSync(document) }),
  )
  expect(warnings).toEqual([
    'paths./orders.post: The operation has no x-amazon-apigateway-integration.',
  ])

  const deployment = new CreateDeploymentCommand({ restApiId: id, stageName: 'live' })
  await expect(client.send(deployment)).rejects.toThrow('No integration defined for method')
})

it(
  'describes the gateway',
  app(async ({ stack: { api } }) => {
    const { paths } = api.openapi()
    expect(paths['/orders']?.['post']).toMatchObject({ requestBody: { required: true } })

    await api.post('/orders', { amount: 9 })
    expect(api.markdown()).toContain('Example, 201:')
  }),
)

it(
  'counts what requests used',
  app(async ({ stack: { api } }) => {
    await api.post('/orders', { amount: 9 })
    expect(api.coverage().unused).toEqual(['route OPTIONS /orders', 'response OPTIONS /orders 204'])
  }),
)

it('makes an HTTP API', () => {
  const region = createRegion()
  const { stack } = fromOpenApi(document, { type: 'http', handlers: { placeOrder } })(region)
  expect(stack.api.type).toBe('http')
})
