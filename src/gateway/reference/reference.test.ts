import { compileErrors, validate } from '@readme/openapi-parser'
import { describe, expect, it } from 'vitest'
import {
  createRegion,
  iamAuthorizer,
  jwtAuthorizer,
  lambdaAuthorizer,
  type Gateway,
  type Region,
} from '../../index.ts'
import { fromOpenApi } from '../../templates/index.ts'

const MODELS = {
  Order: {
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    required: ['amount'],
    properties: {
      amount: { type: ['number', 'null'], minimum: 0, exclusiveMinimum: true },
      items: { type: 'array', items: { $ref: '#/definitions/item' } },
      parent: { $ref: '#' },
      any: { type: ['string', 'integer'] },
      pair: { type: 'array', items: [{ type: 'string' }] },
      list: { type: 'array' },
      none: { type: 'null' },
      open: { patternProperties: { '^x': {} }, additionalProperties: false },
    },
    definitions: { item: { type: 'string' } },
  },
}

const setUp = (): { region: Region; rest: Gateway; http: Gateway } => {
  const region = createRegion()
  const place = region.registerFunction('place', async () => ({
    statusCode: 201,
    headers: { 'set-cookie': 'a=b', 'x-version': '2' },
    body: '{"id":"o1"}',
  }))
  const auth = region.registerFunction('auth', async (event) =>
    (event as { type?: string }).type === 'TOKEN'
      ? {
          principalId: 'me',
          policyDocument: {
            Version: '2012-10-17',
            Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }],
          },
        }
      : { isAuthorized: false },
  )
  const rest = region.createGateway(
    {
      'POST /orders': {
        handler: place,
        requestValidator: { body: true, parameters: true },
        requestParameters: {
          'method.request.querystring.page': true,
          'method.request.header.X-Tenant': false,
        },
        models: { 'application/json': 'Order', 'text/plain': { type: 'string' } },
      },
      'ANY /orders/{id}': { handler: place, authorizer: lambdaAuthorizer(auth, { type: 'TOKEN' }) },
      'GET /files/{path+}': { handler: place, authorizer: iamAuthorizer(), apiKeyRequired: true },
      'GET /mock': {
        integration: {
          type: 'MOCK',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: [
            {
              statusCode: 200,
              responseParameters: { 'method.response.header.X-Mock': "'yes'" },
              responseTemplates: { 'application/json': '{"mocked":true}' },
            },
            { statusCode: 404, selectionPattern: '404' },
          ],
        },
      },
    },
    { type: 'rest', name: 'shop', models: MODELS, apiKeys: ['k'.repeat(20)] },
  )
  const http = region.createGateway(
    {
      'GET /orders/{id}': { handler: place, authorizer: lambdaAuthorizer(auth) },
      'ANY /{proxy+}': place,
      'POST /orders': {
        handler: place,
        authorizer: jwtAuthorizer({
          ...{ issuer: 'https://issuer.example', audience: 'shop', jwks: { keys: [] } },
        }),
        scopes: ['write'],
      },
      $default: place,
    },
    { name: 'shop | `two`', cors: { allowOrigins: ['https://shop.example'] } },
  )
  return { region, rest, http }
}

/** Undefined for a valid document. */
async function flawOf(document: object): Promise<string | undefined> {
  const result = await validate(structuredClone(document) as Parameters<typeof validate>[0])
  return result.valid ? undefined : compileErrors(result)
}

describe('api.openapi()', () => {
  it('is valid for both kinds of API, with and without extensions', async () => {
    const { rest, http } = setUp()
    for (const api of [rest, http])
      for (const extensions of [false, true])
        expect(await flawOf(api.openapi({ extensions }))).toBeUndefined()
  })

  it('has the parameters, bodies, models and authorizers of a REST API', () => {
    const { rest } = setUp()
    const { paths, components, servers, info } = rest.openapi()
    expect(info.title).toBe('shop')
    expect(servers).toEqual([
      {
        url: `https://${rest.id}.execute-api.us-east-1.amazonaws.com/{basePath}`,
        variables: { basePath: { default: 'prod' } },
      },
    ])
    expect(paths['/orders']?.['post']).toMatchObject({
      parameters: [
        { name: 'page', in: 'query', required: true },
        { name: 'X-Tenant', in: 'header' },
      ],
      requestBody: {
        content: {
          'application/json': { schema: { $ref: '#/components/schemas/Order' } },
          'text/plain': { schema: { $ref: '#/components/schemas/PostOrdersTextPlain' } },
        },
        required: true,
      },
    })
    expect(Object.keys(paths['/orders/{id}'] ?? {})).toEqual([
      ...['get', 'put', 'post', 'delete', 'options', 'head', 'patch'],
    ])
    expect(paths['/orders/{id}']?.['get']).toMatchObject({ security: [{ auth: [] }] })
    expect(paths['/files/{path+}']?.['get']).toMatchObject({
      parameters: [{ name: 'path+', in: 'path', required: true }],
      security: [{ sigv4: [], api_key: [] }],
    })
    expect(paths['/mock']?.['get']).toMatchObject({
      responses: { '200': { headers: { 'X-Mock': {} } }, '404': {} },
    })
    expect(components['schemas']).toEqual({
      Order: {
        type: 'object',
        required: ['amount'],
        properties: {
          amount: { type: 'number', nullable: true, minimum: 0, exclusiveMinimum: true },
          items: { type: 'array', items: { $ref: '#/components/schemas/Order.item' } },
          parent: { $ref: '#/components/schemas/Order' },
          any: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
          pair: { type: 'array', items: {} },
          list: { type: 'array', items: {} },
          none: { enum: [null], nullable: true },
          open: {},
        },
      },
      'Order.item': { type: 'string' },
      PostOrdersTextPlain: { type: 'string' },
    })
    expect(JSON.stringify(components)).not.toContain('authorizerUri')
  })

  it('has the routes and authorizers of an HTTP API', () => {
    const { http } = setUp()
    const { paths, components } = http.openapi()
    expect(paths['/orders']?.['post']).toMatchObject({ security: [{ jwt: ['write'] }] })
    expect(components['securitySchemes']).toMatchObject({
      jwt: {
        type: 'openIdConnect',
        openIdConnectUrl: 'https://issuer.example/.well-known/openid-configuration',
      },
      auth: { type: 'apiKey', in: 'header', name: 'Authorization' },
    })
    expect(paths['/$default']).toMatchObject({
      'x-amazon-apigateway-any-method': { isDefaultRoute: true },
    })
  })

  it('makes the same API again when it is imported', async () => {
    const { region, rest } = setUp()
    const document = rest.openapi({ extensions: true })
    const { stack } = fromOpenApi(document, { id: 'again' })(region)
    expect(stack.skipped).toEqual([])
    const again = stack.api.openapi({ extensions: true })
    expect({ ...again, servers: document.servers }).toEqual({
      ...document,
      components: { ...document.components, schemas: expect.any(Object) },
    })
    expect((await stack.api.get('/orders/1', { headers: { authorization: 'a' } })).status).toBe(201)
    expect(await (await stack.api.get('/mock')).json()).toEqual({ mocked: true })
    expect((await stack.api.post('/orders?page=1', { amount: 'x' })).status).toBe(400)
    expect((await stack.api.post('/orders?page=1', { amount: 1 })).status).toBe(201)
  })

  it('describes what the stage of the handle serves', () => {
    const { region } = setUp()
    const api = region.createGateway({ 'GET /old': 'place' }, { type: 'rest', autoDeploy: false })
    expect(Object.keys(api.openapi().paths)).toEqual(['/old'])
    api.deploy()
    api.route('GET /new', 'place')
    expect(Object.keys(api.openapi().paths)).toEqual(['/old'])
    api.deploy({ stage: 'beta' })
    expect(Object.keys(api.at('beta').openapi().paths)).toEqual(['/old', '/new'])
    expect(() => api.openapi({ extension: true } as object)).toThrow(/unknown option 'extension'/)
  })
})

describe('api.markdown()', () => {
  it('describes routes, with examples without credentials', async () => {
    const { rest } = setUp()
    const headers = { authorization: 'secret', 'x-tenant': 'a' }
    await rest.post('/orders?page=1', { amount: 9 }, { headers })
    await rest.post('/orders?page=2', { amount: 'x' }, { headers })
    const text = rest.markdown()
    expect(text).toContain(`# shop\n\nREST API at \`${rest.url}\``)
    expect(text).toContain('| `GET /files/{path+}` | `sigv4` and `api_key` |')
    expect(text).toContain('| `path` | path, the rest of it | yes |')
    expect(text).toContain('| `page` | query | yes |\n| `X-Tenant` | header | no |')
    expect(text).toContain('Body: `application/json`: [Order](#order)')
    expect(text).toContain('| 200 | `X-Mock` |  |\n| 404 |  |  |')
    expect(text).toContain(
      [
        ...['Example, 201:', '', '```http', 'POST /orders?page=1', 'authorization: ***'],
        ...['x-tenant: a', 'content-type: application/json', '', '{', '  "amount": 9', '}', ''],
        ...['HTTP 201', 'set-cookie: ***', 'x-version: 2', 'content-type: application/json'],
        ...['', '{', '  "id": "o1"', '}', '```'],
      ].join('\n'),
    )
    expect(text).toMatch(/Example, 400:[^]*"message": "Invalid request body"/)
    expect(text).toContain(
      '- `auth`: what the function auth allows, which reads the header Authorization',
    )
    expect(text).toContain('### Order\n\n```json\n{')
    expect(text).not.toContain('secret')
    expect(text).not.toContain('### Error')
  })

  it('of an HTTP API escapes its texts', async () => {
    const { http } = setUp()
    await http.fetch('/files/a', { method: 'PUT', body: new Uint8Array([255, 0]) })
    await http.post('/files/a', 'x'.repeat(3000))
    const text = http.markdown()
    expect(text).toContain('# shop \\| \\`two\\`')
    expect(text).toContain('- `jwt`: tokens of https://issuer.example for shop, in the header')
    expect(text).toContain('Access: `jwt` with one of the scopes `write`')
    expect(text).toContain('(1000 characters more)')
  })
})

describe('api.coverage()', () => {
  it('counts routes, authorizers and responses', async () => {
    const { rest } = setUp()
    await rest.get('/orders/1', { headers: { authorization: 'a' } })
    await rest.get('/mock')
    await rest.get('/nowhere')
    const coverage = rest.coverage()
    expect(coverage.routes).toContainEqual({ name: 'ANY /orders/{id}', uses: 1 })
    expect(coverage.authorizers).toEqual([
      { name: 'auth', uses: 1, allowed: 1, refused: 0 },
      { name: 'AWS_IAM', uses: 0, allowed: 0, refused: 0 },
    ])
    expect(coverage.responses).toEqual([
      {
        ...{ name: 'ANY /orders/{id} 201', uses: 1, declared: false },
        ...{ route: 'ANY /orders/{id}', status: 201 },
      },
      {
        ...{ name: 'GET /mock 200', uses: 1, declared: true, route: 'GET /mock', status: 200 },
      },
      {
        ...{ name: 'GET /mock 404', uses: 0, declared: true, route: 'GET /mock', status: 404 },
      },
    ])
    expect(coverage.unused).toEqual([
      ...['route POST /orders', 'route GET /files/{path+}', 'authorizer AWS_IAM'],
      'response GET /mock 404',
    ])
    expect(String(coverage)).toBe(
      [
        'routes        2 of 4, never: POST /orders, GET /files/{path+}',
        'authorizers   1 of 2, never: AWS_IAM',
        'responses     2 of 3, never: GET /mock 404',
      ].join('\n'),
    )
  })

  it('counts the refusals of an authorizer', async () => {
    const { http } = setUp()
    await http.get('/orders/1', { headers: { authorization: 'a' } })
    await http.get('/orders/1')
    expect(http.coverage().authorizers[0]).toEqual({
      ...{ name: 'auth', uses: 2, allowed: 0, refused: 2 },
    })
  })
})
