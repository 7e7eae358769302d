import {
  ApiGatewayV2Client,
  CreateStageCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  ImportApiCommand,
  ReimportApiCommand,
} from '@aws-sdk/client-apigatewayv2'
import { beforeEach, expect, it } from 'vitest'
import { createRegion, type Region } from '../../../region/index.ts'
import { errorOf } from '../error-of.fixture.ts'
import { uriOf } from '../rest/rest.fixture.ts'

let region: Region
let client: ApiGatewayV2Client
beforeEach(() => {
  region = createRegion()
  region.registerFunction('one', async ({ routeKey }: { routeKey: string }) => routeKey)
  region.registerFunction('guard', async () => ({ isAuthorized: true }))
  client = new ApiGatewayV2Client({ ...region.sdk, maxAttempts: 1 })
})

const one = (): object => ({
  'x-amazon-apigateway-integration': {
    ...{ type: 'aws_proxy', httpMethod: 'POST', payloadFormatVersion: '2.0' },
    uri: uriOf('one'),
  },
})

const document = (paths: object, more: object = {}): string =>
  JSON.stringify({
    openapi: '3.0.1',
    info: { title: 'orders', version: '1.2', description: 'Orders.' },
    paths,
    ...more,
  })

it('imports routes, integrations, authorizers, CORS and tags', async () => {
  const made = await client.send(
    new ImportApiCommand({
      Body: document(
        {
          '/orders/{id}': { get: { ...one(), operationId: 'get', security: [{ guard: [] }] } },
          '/$default': { 'x-amazon-apigateway-any-method': { ...one(), isDefaultRoute: true } },
        },
        {
          components: {
            securitySchemes: {
              guard: {
                ...{ type: 'apiKey', name: 'Unused', in: 'header' },
                'x-amazon-apigateway-authorizer': {
                  ...{ type: 'request', authorizerUri: uriOf('guard') },
                  ...{ authorizerPayloadFormatVersion: '2.0', enableSimpleResponses: true },
                  identitySource: '$request.header.Authorization, $request.header.X-Tenant',
                },
              },
            },
          },
          'x-amazon-apigateway-cors': { allowOrigins: ['https://shop.test'], maxAge: 60 },
          tags: [{ name: 'team', 'x-amazon-apigateway-tag-value': 'orders' }],
        },
      ),
    }),
  )
  expect(made).toMatchObject({
    ...{ Name: 'orders', Version: '1.2', Description: 'Orders.', ProtocolType: 'HTTP' },
    CorsConfiguration: { AllowOrigins: ['https://shop.test'], MaxAge: 60 },
    Tags: { team: 'orders' },
  })
  expect(made.Warnings).toBeUndefined()
  const { ApiId } = made
  const { Items: routes = [] } = await client.send(new GetRoutesCommand({ ApiId }))
  expect(routes.map(({ RouteKey }) => RouteKey)).toEqual(['GET /orders/{id}', '$default'])
  expect(routes[0]).toMatchObject({ AuthorizationType: 'CUSTOM', OperationName: 'get' })
  const { Items: [authorizer] = [] } = await client.send(new GetAuthorizersCommand({ ApiId }))
  expect(authorizer?.IdentitySource).toEqual([
    '$request.header.Authorization',
    '$request.header.X-Tenant',
  ])

  await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }))
  const fetched = (path: string, headers = {}): Promise<Response> =>
    region.fetch(`${made.ApiEndpoint}${path}`, { headers })
  const headers = { authorization: 'a', 'x-tenant': 't', origin: 'https://shop.test' }
  const response = await fetched('/orders/7', headers)
  expect([response.status, await response.text()]).toEqual([200, 'GET /orders/{id}'])
  expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.test')
  expect((await fetched('/orders/7')).status).toBe(401)
  expect(await (await fetched('/elsewhere')).text()).toBe('$default')
})

it('replaces what a document defines, and warns of what it cannot import', async () => {
  const { ApiId } = await client.send(
    new ImportApiCommand({ Body: document({ '/a': { get: one() }, '/b': { get: one() } }) }),
  )
  const again = await client.send(
    new ReimportApiCommand({ ApiId, Body: document({ '/c': { post: one(), get: {} } }) }),
  )
  expect(again.Warnings).toEqual([
    'paths./c.get.x-amazon-apigateway-integration: There is no integration that HTTP APIs have: requests are answered with 404.',
  ])
  const { Items: routes = [] } = await client.send(new GetRoutesCommand({ ApiId }))
  expect(routes.map(({ RouteKey }) => RouteKey)).toEqual(['POST /c', 'GET /c'])
  const { Items: integrations = [] } = await client.send(new GetIntegrationsCommand({ ApiId }))
  expect(integrations).toHaveLength(1)
})

it('refuses other documents, and warnings on demand', async () => {
  const refused = async (input: { Body: string; FailOnWarnings?: boolean }): Promise<string> =>
    (await errorOf(client.send(new ImportApiCommand(input)))).message
  expect(await refused({ Body: '[]' })).toBe('Invalid OpenAPI input.')
  expect(await refused({ Body: '{"swagger":"2.0","info":{}}' })).toBe('Invalid OpenAPI input.')
  expect(await refused({ Body: document({ '/c': { get: {} } }), FailOnWarnings: true })).toMatch(
    /^Warnings found during import:/,
  )
})
