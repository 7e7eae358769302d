import { APIGatewayClient, GetExportCommand } from '@aws-sdk/client-api-gateway'
import { ApiGatewayV2Client, ExportApiCommand } from '@aws-sdk/client-apigatewayv2'
import { parse } from 'yaml'
import { beforeEach, describe, expect, it } from 'vitest'
import { jwtAuthorizer } from '../../../index.ts'
import { createRegion, type Region } from '../../../region/index.ts'
import { errorOf } from '../../operations/error-of.fixture.ts'

let region: Region
let restApiId: string
beforeEach(() => {
  region = createRegion()
  region.clock.freeze('2026-05-01T10:00:00Z')
  const place = region.registerFunction('place', async () => ({ statusCode: 201 }))
  const model = { type: 'object', properties: { id: { type: 'string' } } }
  restApiId = region.createGateway(
    {
      'POST /orders': {
        handler: place,
        requestParameters: { 'method.request.querystring.page': false },
        models: { 'application/json': 'Order' },
      },
      'ANY /{proxy+}': {
        apiKeyRequired: true,
        integration: {
          type: 'HTTP',
          uri: 'https://backend.test/',
          responses: [
            {
              statusCode: 200,
              responseParameters: { 'method.response.header.X-A': "'a'" },
            },
            { statusCode: 500, selectionPattern: '5\\d\\d' },
          ],
        },
      },
    },
    { type: 'rest', name: 'orders', stage: 'live', models: { Order: model } },
  ).id
})

const textOf = (body: Uint8Array | undefined): string => Buffer.from(body ?? []).toString('utf8')

describe('GetExport', () => {
  const get = (exportType: string, input: object = {}) =>
    new APIGatewayClient({ ...region.sdk, maxAttempts: 1 }).send(
      new GetExportCommand({ restApiId, stageName: 'live', exportType, ...input }),
    )

  it('writes Swagger', async () => {
    const { body, contentType, contentDisposition } = await get('swagger')
    expect([contentType, contentDisposition]).toEqual([
      'application/octet-stream',
      'attachment; filename="swagger_2026-05-01T10:00:00Z.json"',
    ])
    expect(JSON.parse(textOf(body))).toEqual({
      swagger: '2.0',
      info: { version: '2026-05-01T10:00:00Z', title: 'orders' },
      host: `${restApiId}.execute-api.us-east-1.amazonaws.com`,
      basePath: '/live',
      schemes: ['https'],
      paths: {
        '/orders': {
          post: {
            consumes: ['application/json'],
            parameters: [
              { name: 'page', in: 'query', required: false, type: 'string' },
              {
                in: 'body',
                name: 'Order',
                required: true,
                schema: { $ref: '#/definitions/Order' },
              },
            ],
            responses: {},
          },
        },
        '/{proxy+}': {
          'x-amazon-apigateway-any-method': {
            responses: {
              '200': { description: '200 response', headers: { 'X-A': { type: 'string' } } },
              '500': { description: '500 response' },
            },
            security: [{ api_key: [] }],
          },
        },
      },
      securityDefinitions: { api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' } },
      definitions: { Order: { type: 'object', properties: { id: { type: 'string' } } } },
    })
  })

  it('writes OpenAPI 3.0 with extensions, as YAML', async () => {
    const parameters = { extensions: 'integrations,authorizers' }
    const { body, contentDisposition } = await get('oas30', {
      ...{ parameters, accepts: 'application/yaml' },
    })
    expect(contentDisposition).toBe('attachment; filename="oas30_2026-05-01T10:00:00Z.yaml"')
    expect(parse(textOf(body))).toMatchObject({
      openapi: '3.0.1',
      servers: [
        {
          url: `https://${restApiId}.execute-api.us-east-1.amazonaws.com/{basePath}`,
          variables: { basePath: { default: 'live' } },
        },
      ],
      paths: {
        '/{proxy+}': {
          'x-amazon-apigateway-any-method': {
            'x-amazon-apigateway-integration': {
              ...{ type: 'http', httpMethod: 'POST', uri: 'https://backend.test/' },
              passthroughBehavior: 'when_no_match',
              responses: {
                default: {
                  statusCode: '200',
                  responseParameters: { 'method.response.header.X-A': "'a'" },
                },
                '5\\d\\d': { statusCode: '500' },
              },
            },
          },
        },
      },
    })
  })

  it('is refused for an unknown stage, type or format', async () => {
    expect((await errorOf(get('swagger', { stageName: 'nope' }))).name).toBe('NotFoundException')
    expect((await errorOf(get('raml'))).name).toBe('BadRequestException')
    expect((await errorOf(get('oas30', { accepts: 'text/html' }))).name).toBe('BadRequestException')
    const postman = await errorOf(get('oas30', { parameters: { extensions: 'postman' } }))
    expect(postman.message).toMatch(/postman/)
  })
})

describe('ExportApi', () => {
  it('writes the stage or the working copy of an HTTP API', async () => {
    const jwks = { keys: [] }
    const authorizer = jwtAuthorizer({ issuer: 'https://issuer.example', audience: 'a', jwks })
    const { id: ApiId } = region.createGateway(
      { 'GET /orders/{id}': { handler: 'place', authorizer, scopes: ['read'] }, $default: 'place' },
      { name: 'http', cors: { allowOrigins: ['*'], maxAge: '5m' } },
    )
    const client = new ApiGatewayV2Client({ ...region.sdk, maxAttempts: 1 })
    const input = { ApiId, Specification: 'OAS30', OutputType: 'JSON' }
    const exported = await client.send(new ExportApiCommand(input))
    expect(JSON.parse(textOf(exported.body))).toMatchObject({
      info: { title: 'http', version: '2026-05-01 10:00:00UTC' },
      servers: [{ variables: { basePath: { default: '' } } }],
      paths: {
        '/orders/{id}': {
          get: {
            responses: { default: { description: 'Default response for GET /orders/{id}' } },
            security: [{ jwt: ['read'] }],
            'x-amazon-apigateway-integration': {
              ...{ payloadFormatVersion: '2.0', type: 'aws_proxy', httpMethod: 'POST' },
              ...{ uri: region.function('place').arn, connectionType: 'INTERNET' },
            },
          },
          parameters: [
            {
              ...{ name: 'id', in: 'path', required: true, schema: { type: 'string' } },
              description: 'Generated path parameter for id',
            },
          ],
        },
        '/$default': { 'x-amazon-apigateway-any-method': { isDefaultRoute: true } },
      },
      components: {
        securitySchemes: {
          jwt: {
            'x-amazon-apigateway-authorizer': {
              ...{ type: 'jwt', identitySource: '$request.header.Authorization' },
              jwtConfiguration: { audience: ['a'], issuer: 'https://issuer.example' },
            },
          },
        },
      },
      'x-amazon-apigateway-cors': { allowOrigins: ['*'], maxAge: 300 },
      'x-amazon-apigateway-importexport-version': '1.0',
    })
    const plain = await client.send(
      new ExportApiCommand({ ...input, StageName: '$default', IncludeExtensions: false }),
    )
    expect(textOf(plain.body)).not.toContain('x-amazon-apigateway-integration')
    for (const wrong of [
      { Specification: 'OAS20' },
      { OutputType: 'XML' },
      { ExportVersion: '2.0' },
    ])
      expect((await errorOf(client.send(new ExportApiCommand({ ...input, ...wrong })))).name).toBe(
        'BadRequestException',
      )
  })
})
