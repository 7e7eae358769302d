import {
  ApiGatewayV2Client,
  CreateStageCommand,
  ExportApiCommand,
  GetAuthorizersCommand,
  ImportApiCommand,
} from '@aws-sdk/client-apigatewayv2'
import { beforeEach, describe, expect, it } from 'vitest'
import { jwtAuthorizer, lambdaAuthorizer } from '../../index.ts'
import { createRegion, type Region } from '../../region/index.ts'
import { fromOpenApi } from '../../templates.ts'

let region: Region
beforeEach(() => {
  region = createRegion()
})

const document = (paths: object): object => ({
  openapi: '3.0.1',
  info: { title: 'orders', version: '1' },
  paths,
})

describe("fromOpenApi with type 'http'", () => {
  it('makes an HTTP API, with functions by operation id, route and name', async () => {
    const tell = async ({ routeKey, version }: { routeKey: string; version: string }) => ({
      routeKey,
      version,
    })
    const integration = (name: string, more: object = {}): object => ({
      'x-amazon-apigateway-integration': {
        ...{ type: 'aws_proxy', payloadFormatVersion: '2.0', ...more },
        uri: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
      },
    })
    region.registerFunction('known', tell)
    const build = fromOpenApi(
      document({
        '/orders/{id}': { get: { operationId: 'readOrder' } },
        '/items': { post: {} },
        '/named': { get: integration('named', { payloadFormatVersion: '1.0' }) },
        '/known': { get: integration('known') },
        '/missing': { get: integration('missing') },
      }),
      { type: 'http', handlers: { readOrder: tell, 'POST /items': tell, named: tell } },
    )
    const { stack } = build(region)
    expect(stack.api.type).toBe('http')
    expect(stack.api.url).toBe(`https://${stack.api.id}.execute-api.us-east-1.amazonaws.com`)
    expect(await (await stack.api.get('/orders/1')).json()).toEqual({
      routeKey: 'GET /orders/{id}',
      version: '2.0',
    })
    expect((await stack.api.post('/items')).status).toBe(200)
    expect((await stack.api.get('/named')).status).toBe(500)
    expect((await stack.api.get('/known')).status).toBe(200)
    expect(stack.skipped).toEqual([
      {
        where: 'paths./missing.get',
        reason: "The region has no function 'missing': requests are answered with 500.",
      },
    ])
  })

  it('takes a stage, and names what it left out', async () => {
    const { stack } = fromOpenApi(
      document({ '/a': { get: { 'x-amazon-apigateway-integration': { type: 'mock' } } } }),
      { type: 'http', stage: 'v1' },
    )(region)
    expect(stack.api.url).toMatch(/\/v1$/)
    expect(stack.skipped).toMatchObject([
      { reason: expect.stringContaining('MOCK is no integration') },
    ])
    expect((await stack.api.get('/a')).status).toBe(404)
  })

  it('refuses Swagger 2.0 and unknown types', () => {
    const swagger = { swagger: '2.0', info: { title: 'a', version: '1' }, paths: {} }
    expect(() => fromOpenApi(swagger, { type: 'http' })(region)).toThrow('of OpenAPI 3')
    // @ts-expect-error an unknown type
    expect(() => fromOpenApi(document({}), { type: 'htp' })(region)).toThrow("Did you mean 'http'")
  })
})

it('an exported HTTP API is the same when it is imported again', async () => {
  const read = region.registerFunction('read', async ({ routeKey, requestContext }) => ({
    statusCode: 200,
    body: JSON.stringify([routeKey, requestContext.authorizer?.lambda ?? null]),
  }))
  const check = region.registerFunction('check', async ({ headers }) => ({
    isAuthorized: headers.authorization === 'good',
    context: { who: 'ann' },
  }))
  const { issuer } = region.testIssuer()
  region.backend('https://rates.example', () => new Response('rates'))
  const api = region.createGateway(
    {
      'GET /orders/{id}': {
        handler: read,
        authorizer: lambdaAuthorizer(check, { identitySource: '$request.header.Authorization' }),
      },
      'POST /orders': {
        handler: read,
        authorizer: jwtAuthorizer({ issuer, audience: 'shop' }),
        scopes: ['orders.write'],
      },
      'GET /rates': { integration: { type: 'HTTP_PROXY', uri: 'https://rates.example/all' } },
      $default: { handler: read, payloadFormatVersion: '1.0' },
    },
    {
      name: 'shop',
      cors: { allowOrigins: ['https://app.example'], allowMethods: ['GET'], maxAge: '1m' },
    },
  )
  const client = new ApiGatewayV2Client({ ...region.sdk, maxAttempts: 1 })
  const exportOf = async (ApiId: string): Promise<Record<string, unknown>> => {
    const { body } = await client.send(
      new ExportApiCommand({ ApiId, OutputType: 'JSON', Specification: 'OAS30' }),
    )
    return JSON.parse(Buffer.from(body!).toString('utf8'))
  }
  const exported = await exportOf(api.id)
  const { ApiId, Warnings } = await client.send(
    new ImportApiCommand({ Body: JSON.stringify(exported), FailOnWarnings: true }),
  )
  expect(Warnings ?? []).toEqual([])
  await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }))

  const again = await exportOf(ApiId!)
  const own = ({ servers: _, ...rest }: Record<string, unknown>) => rest
  expect(own(again)).toEqual(own(exported))
  const copy = region.gateway(ApiId!)
  for (const one of [api, copy]) {
    const headers = { Authorization: 'good' }
    expect(await (await one.get('/orders/1', { headers })).json()).toEqual([
      'GET /orders/{id}',
      { who: 'ann' },
    ])
    expect((await one.get('/orders/1')).status).toBe(401)
    expect((await one.post('/orders')).status).toBe(401)
    expect(await (await one.get('/rates')).text()).toBe('rates')
    expect((await one.delete('/any')).status).toBe(200)
    const preflight = await one.options('/orders', {
      headers: { Origin: 'https://app.example', 'Access-Control-Request-Method': 'GET' },
    })
    expect(preflight.headers.get('access-control-max-age')).toBe('60')
  }
})

// AWS: api-gateway-swagger-extensions-authorizer.html
it('authorizers of documents keep their members', async () => {
  const client = new ApiGatewayV2Client(region.sdk)
  region.registerFunction('check', async () => ({ isAuthorized: true }))
  const authorizerUri =
    'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:check/invocations'
  const authorizer = {
    ...{ type: 'request', authorizerUri, identitySource: '$request.header.X-Token' },
    ...{ authorizerPayloadFormatVersion: '2.0', enableSimpleResponses: true },
    authorizerCredentials: 'arn:aws:iam::123456789012:role/caller',
    authorizerResultTtlInSeconds: 60,
  }
  const scheme = { type: 'apiKey', name: 'X-Token', in: 'header' }
  const securitySchemes = { check: { ...scheme, 'x-amazon-apigateway-authorizer': authorizer } }
  const paths = {
    '/a': { get: { security: [{ check: [] }], 'x-amazon-apigateway-integration': backend } },
  }
  const Body = JSON.stringify({ ...document(paths), components: { securitySchemes } })
  const { ApiId } = await client.send(new ImportApiCommand({ Body }))
  const { Items } = await client.send(new GetAuthorizersCommand({ ApiId }))
  expect(Items).toMatchObject([
    {
      ...{ Name: 'check', AuthorizerType: 'REQUEST', AuthorizerUri: authorizerUri },
      AuthorizerCredentialsArn: 'arn:aws:iam::123456789012:role/caller',
      AuthorizerPayloadFormatVersion: '2.0',
      AuthorizerResultTtlInSeconds: 60,
      EnableSimpleResponses: true,
      IdentitySource: ['$request.header.X-Token'],
    },
  ])
})

const backend = {
  ...{ type: 'http_proxy', httpMethod: 'GET', uri: 'https://backend.example/a' },
  payloadFormatVersion: '1.0',
}
