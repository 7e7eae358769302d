import {
  APIGatewayClient,
  GetAuthorizersCommand,
  GetMethodCommand,
  GetModelsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
  type ImportRestApiCommandInput,
  type Resource,
} from '@aws-sdk/client-api-gateway'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Region } from '../../region/index.ts'
import { errorOf } from '../operations/error-of.fixture.ts'
import { uriOf } from '../operations/rest/rest.fixture.ts'
import { openApi, operation, proxy, regionWithFunctions } from './open-api.fixture.ts'

let region: Region
let client: APIGatewayClient
beforeEach(() => {
  region = regionWithFunctions()
  client = new APIGatewayClient({ ...region.sdk, maxAttempts: 1 })
})

const mock = {
  type: 'mock',
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  passthroughBehavior: 'when_no_match',
  responses: { default: { statusCode: 200 } },
}
const send = (document: object, options: Partial<ImportRestApiCommandInput> = {}) =>
  client.send(new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(document)), ...options }))

const resourcesOf = async (restApiId: string): Promise<readonly Resource[]> =>
  (await client.send(new GetResourcesCommand({ restApiId, embed: ['methods'] }))).items!

const pathsOf = async (restApiId: string): Promise<unknown> =>
  (await resourcesOf(restApiId)).map(({ path }) => path)

describe('ImportRestApi', () => {
  it('makes resources, methods, models and settings', async () => {
    const document = openApi(
      {
        '/orders/{id}': {
          parameters: [{ name: 'trace', in: 'header' }],
          get: operation(proxy('one'), {
            operationId: 'readOrder',
            parameters: [{ name: 'page', in: 'query', required: true }],
            responses: {
              200: {
                description: 'ok',
                headers: { 'X-Rate': { schema: { type: 'string' } } },
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
              },
            },
          }),
          'x-amazon-apigateway-any-method': operation(mock),
        },
      },
      {
        components: {
          schemas: {
            Order: { type: 'object', properties: { next: { $ref: '#/components/schemas/Order' } } },
          },
        },
        'x-amazon-apigateway-binary-media-types': ['image/png'],
        'x-amazon-apigateway-api-key-source': 'AUTHORIZER',
      },
    )
    const { id, ...api } = await send(document)
    expect(api).toMatchObject({
      ...{ name: 'orders', version: '1.0', binaryMediaTypes: ['image/png'] },
      apiKeySource: 'AUTHORIZER',
    })
    expect(api.warnings).toBeUndefined()
    const [, , item] = await resourcesOf(id!)
    expect(item).toMatchObject({ path: '/orders/{id}', pathPart: '{id}' })
    expect(Object.keys(item!.resourceMethods!)).toEqual(['GET', 'ANY'])
    expect(item!.resourceMethods!['GET']).toEqual({
      httpMethod: 'GET',
      authorizationType: 'NONE',
      apiKeyRequired: false,
      operationName: 'readOrder',
      requestParameters: {
        'method.request.header.trace': false,
        'method.request.querystring.page': true,
        'method.request.path.id': true,
      },
      methodResponses: {
        200: {
          statusCode: '200',
          responseParameters: { 'method.response.header.X-Rate': false },
          responseModels: { 'application/json': 'Order' },
        },
      },
      methodIntegration: {
        type: 'AWS_PROXY',
        httpMethod: 'POST',
        uri: uriOf('one'),
        passthroughBehavior: 'WHEN_NO_MATCH',
        timeoutInMillis: 29_000,
        cacheNamespace: item!.id,
        cacheKeyParameters: [],
      },
    })
    const { items: models } = await client.send(new GetModelsCommand({ restApiId: id! }))
    expect(models!.map(({ name, schema }) => [name, JSON.parse(schema!)])).toEqual([
      [
        'Order',
        {
          type: 'object',
          properties: {
            next: { $ref: `https://apigateway.amazonaws.com/restapis/${id}/models/Order` },
          },
        },
      ],
    ])
  })

  it('makes authorizers, and needs of methods', async () => {
    const document = openApi(
      {
        '/a': { get: operation(), post: operation(mock, { security: [{ pool: ['read'] }] }) },
        '/b': {
          get: operation(mock, { security: [{ key: [] }] }),
          post: operation(mock, { security: [{ sigv4: [] }] }),
          put: operation(mock, { security: [] }),
        },
      },
      {
        security: [{ check: [] }],
        components: {
          securitySchemes: {
            check: {
              ...{ type: 'apiKey', name: 'X-Token', in: 'header' },
              'x-amazon-apigateway-authtype': 'custom',
              'x-amazon-apigateway-authorizer': {
                ...{
                  type: 'token',
                  authorizerUri: uriOf('two'),
                  identityValidationExpression: '.',
                },
              },
            },
            pool: {
              ...{ type: 'apiKey', name: 'Authorization', in: 'header' },
              'x-amazon-apigateway-authtype': 'cognito_user_pools',
              'x-amazon-apigateway-authorizer': { type: 'COGNITO_USER_POOLS', providerARNs: ['x'] },
            },
            key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
            sigv4: {
              ...{ type: 'apiKey', name: 'Authorization', in: 'header' },
              'x-amazon-apigateway-authtype': 'awsSigv4',
            },
          },
        },
      },
    )
    const { id, warnings } = await send(document)
    expect(warnings).toBeUndefined()
    const { items: authorizers } = await client.send(new GetAuthorizersCommand({ restApiId: id! }))
    expect(authorizers).toEqual([
      {
        ...{ id: authorizers![0]!.id, name: 'check', type: 'TOKEN', authType: 'custom' },
        ...{ authorizerUri: uriOf('two'), authorizerResultTtlInSeconds: 300 },
        identitySource: 'method.request.header.X-Token',
        identityValidationExpression: '.',
      },
      expect.objectContaining({ name: 'pool', providerARNs: ['x'] }),
    ])
    const [, a, b] = await resourcesOf(id!)
    const needs = [a, b].flatMap((one) =>
      Object.values(one!.resourceMethods!).map((method) => [
        method.authorizationType,
        method.authorizerId,
        method.apiKeyRequired,
        method.authorizationScopes,
      ]),
    )
    const [check, pool] = authorizers!.map((one) => one.id)
    expect(needs).toEqual([
      ['CUSTOM', check, false, undefined],
      ['COGNITO_USER_POOLS', pool, false, ['read']],
      ['NONE', undefined, true, undefined],
      ['AWS_IAM', undefined, false, undefined],
      ['NONE', undefined, false, undefined],
    ])
  })

  it.each([
    ['ignore', 'https://x.test/base/part', undefined, '/test'],
    ['prepend', 'https://x.test/base/part/', undefined, '/base/part/test'],
    ['split', 'https://x.test/base/part', undefined, '/part/test'],
    ['split', 'https://x.test/base', undefined, '/test'],
    ['prepend', 'https://x.test/{basePath}', '/from-variable', '/from-variable/test'],
    ['prepend', '/relative', undefined, '/relative/test'],
    ['prepend', 'https://x.test', undefined, '/test'],
  ])('with basepath=%s of %s has the path %s', async (basepath, url, variable, path) => {
    const server = { url, ...(variable && { variables: { basePath: { default: variable } } }) }
    const document = openApi({ '/test': { get: operation(mock) } }, { servers: [server] })
    const { id } = await send(document, { parameters: { basepath } })
    expect(await pathsOf(id!)).toContain(path)
  })

  it('reads Swagger 2.0, YAML and references', async () => {
    const body = `
swagger: "2.0"
info: { title: yaml, version: 1.0 }
basePath: /v1
consumes: [application/xml]
parameters:
  page: { name: page, in: query, type: string }
paths:
  /a:
    post:
      parameters:
        - $ref: '#/parameters/page'
        - { name: body, in: body, schema: { $ref: '#/definitions/A' } }
      responses: { 200: { description: ok, schema: { $ref: '#/definitions/A' } } }
      x-amazon-apigateway-integration:
        $ref: '#/x-integrations/mock'
definitions: { A: { type: object } }
x-integrations:
  mock: { type: mock, requestTemplates: { application/json: '{"statusCode": 200}' } }
`
    const parameters = { basepath: 'prepend' }
    const made = await client.send(
      new ImportRestApiCommand({ body: Buffer.from(body), parameters }),
    )
    expect(made).toMatchObject({ name: 'yaml', version: '1' })
    const items = await resourcesOf(made.id!)
    expect(items.at(-1)!.path).toBe('/v1/a')
    expect(items.at(-1)!.resourceMethods!['POST']).toMatchObject({
      requestModels: { 'application/xml': 'A' },
      requestParameters: { 'method.request.querystring.page': false },
      methodResponses: { 200: { responseModels: { 'application/json': 'A' } } },
      methodIntegration: { type: 'MOCK' },
    })
  })

  it('lists what it does not understand, and fails on that if asked', async () => {
    const document = openApi(
      {
        '/a': {
          get: operation(mock, {
            callbacks: {},
            parameters: [{ name: 'c', in: 'cookie' }, { $ref: '#/components/parameters/none' }],
            responses: { default: { description: 'any', headers: {} } },
          }),
          trace: {},
        },
        '/b': { get: {} },
      },
      { webhooks: {}, 'x-amazon-apigateway-magic': true },
    )
    const { warnings } = await send(document)
    expect(warnings).toEqual([
      'x-amazon-apigateway-magic: REST APIs import no such extension.',
      'webhooks: API Gateway has no webhooks.',
      'paths./a.get.callbacks: callbacks are left out.',
      expect.stringContaining('The reference #/components/parameters/none leads nowhere'),
      'paths./a.get.parameters.c: API Gateway has no parameters in cookie.',
      expect.stringContaining('no parameters in no place'),
      expect.stringContaining('paths./a.get.responses.default'),
      'paths./a.trace: A path has no trace on API Gateway.',
      'paths./b.get: The operation has no x-amazon-apigateway-integration.',
    ])
    expect(await errorOf(send(document, { failOnWarnings: true }))).toMatchObject({
      name: 'BadRequestException',
      message: expect.stringMatching(/^Warnings found during import:\n\tx-amazon/),
    })
  })

  it.each([
    '[]',
    '{}',
    '{"openapi":"4.0"}',
    'a: [',
    '{"swagger":"2.0"}',
    '{"openapi":"3.0.0","info":{},"paths":[]}',
  ])('refuses %j', async (body) => {
    const error = errorOf(client.send(new ImportRestApiCommand({ body: Buffer.from(body) })))
    expect(await error).toMatchObject({
      name: 'BadRequestException',
      message: 'Invalid OpenAPI input.',
    })
  })

  it('survives hostile documents', async () => {
    const deep = JSON.parse('['.repeat(500) + ']'.repeat(500)) as unknown
    const circular = { $ref: '#/components/parameters/a' }
    const document = openApi(
      { '/__proto__': { get: operation(mock, { parameters: [circular] }) } },
      {
        components: { parameters: { a: circular } },
        'x-amazon-apigateway-gateway-responses': JSON.parse(
          '{"__proto__": {"statusCode": 1}}',
        ) as object,
      },
    )
    const { warnings, id } = await send(document)
    expect(warnings).toHaveLength(3)
    expect(await pathsOf(id!)).toEqual(['/', '/__proto__'])
    expect(await errorOf(send(openApi({}, { deep })))).toMatchObject({
      message: 'Invalid OpenAPI input.',
    })
    expect(({} as Record<string, unknown>)['statusCode']).toBeUndefined()
  })
})

describe('PutRestApi', () => {
  const put = (restApiId: string, mode: 'merge' | 'overwrite', document: object) =>
    client.send(
      new PutRestApiCommand({ restApiId, mode, body: Buffer.from(JSON.stringify(document)) }),
    )

  it('merges or overwrites', async () => {
    const first = openApi(
      { '/a': { get: operation(mock) }, '/b': { get: operation(mock) } },
      { 'x-amazon-apigateway-binary-media-types': ['a/a'] },
    )
    const second = openApi(
      { '/b': { get: operation(proxy('two')), post: operation(mock) }, '/c': {} },
      { 'x-amazon-apigateway-binary-media-types': ['b/b'] },
    )
    const { id, rootResourceId } = await send(first)
    const key = { restApiId: id!, httpMethod: 'GET' }
    const before = await resourcesOf(id!)
    expect(await put(id!, 'merge', second)).toMatchObject({ binaryMediaTypes: ['a/a', 'b/b'] })
    const after = await resourcesOf(id!)
    expect(after.map(({ path }) => path)).toEqual(['/', '/a', '/b'])
    expect(after.map((one) => one.id)).toEqual(before.map((one) => one.id))
    expect(
      (await client.send(new GetMethodCommand({ ...key, resourceId: after[2]!.id })))
        .methodIntegration,
    ).toMatchObject({ type: 'AWS_PROXY' })
    expect(await put(id!, 'overwrite', second)).toMatchObject({ binaryMediaTypes: ['b/b'] })
    expect(await pathsOf(id!)).toEqual(['/', '/b'])
    expect(await client.send(new GetRestApiCommand({ restApiId: id! }))).toMatchObject({
      rootResourceId,
    })
  })
})
