import {
  APIGatewayClient,
  CreateAuthorizerCommand,
  GetAuthorizersCommand,
  GetResourcesCommand,
  PutMethodCommand,
  TestInvokeAuthorizerCommand,
  TestInvokeMethodCommand,
  type TestInvokeMethodCommandInput,
} from '@aws-sdk/client-api-gateway'
import { beforeEach, describe, expect, it } from 'vitest'
import { jwtAuthorizer, lambdaAuthorizer, testIssuer, type Routes } from '../../../index.ts'
import { createRegion, type Region } from '../../../region/index.ts'
import { errorOf } from '../error-of.fixture.ts'

let region: Region
let client: APIGatewayClient
beforeEach(() => {
  region = createRegion()
  region.clock.freeze('2026-03-01T10:00:00Z')
  client = new APIGatewayClient({ ...region.sdk, maxAttempts: 1 })
})

const create = (routes: Routes) =>
  region.createGateway(routes, {
    type: 'rest',
    models: { Order: { type: 'object', required: ['id'] } },
  })

async function invoke(
  restApiId: string,
  path: string,
  options: Partial<TestInvokeMethodCommandInput> = {},
) {
  const { items = [] } = await client.send(new GetResourcesCommand({ restApiId }))
  const resourceId = items.find((resource) => resource.path === path)?.id
  return client.send(
    new TestInvokeMethodCommand({ restApiId, resourceId, httpMethod: 'GET', ...options }),
  )
}

describe('TestInvokeMethod', () => {
  it('calls a proxy function, and returns the execution log', async () => {
    const fn = region.registerFunction('read', async ({ pathParameters }) => ({
      statusCode: 201,
      headers: { 'X-Own': 'a' },
      body: `order ${pathParameters.id}`,
    }))
    const api = create({ 'GET /orders/{id}': fn })
    const result = await invoke(api.id, '/orders/{id}', {
      pathWithQueryString: '/orders/1?a=b',
      headers: { 'X-Given': 'c' },
      stageVariables: { stage: 'variable' },
    })
    expect(result).toMatchObject({
      status: 201,
      body: 'order 1',
      headers: { 'X-Own': 'a', 'Content-Type': 'application/json' },
      multiValueHeaders: { 'X-Own': ['a'] },
      latency: 0,
    })
    const { requestContext, ...event } = fn.lastInvocation!.event
    expect(event).toMatchObject({
      resource: '/orders/{id}',
      path: '/orders/1',
      headers: { 'X-Given': 'c' },
      queryStringParameters: { a: 'b' },
      pathParameters: { id: '1' },
      stageVariables: { stage: 'variable' },
    })
    expect(requestContext).toMatchObject({
      stage: 'test-invoke-stage',
      path: '/orders/1',
      domainName: 'testPrefix.testDomainName',
      domainPrefix: 'testPrefix',
      identity: {
        apiKey: 'test-invoke-api-key',
        apiKeyId: 'test-invoke-api-key-id',
        sourceIp: 'test-invoke-source-ip',
      },
    })
    expect(requestContext).not.toHaveProperty('deploymentId')
    const lines = result.log!.split('\n')
    expect(lines[0]).toMatch(/^Execution log for request [0-9a-f-]{36}$/)
    expect(lines.slice(1).map((line) => line.slice(0, 31))).toSatisfy((dates: string[]) =>
      dates.every((date) => date === '' || date === 'Sun Mar 01 10:00:00 UTC 2026 : '),
    )
    expect(lines.slice(1).map((line) => line.slice(31).replace(/: .*/, ''))).toEqual([
      'Starting execution for request',
      'HTTP Method',
      'Method request path',
      'Method request query string',
      'Method request headers',
      'Method request body before transformations',
      'Endpoint request URI',
      'Endpoint request headers',
      'Endpoint request body after transformations',
      expect.stringMatching(/^Sending request to https/),
      'Received response. Status',
      'Endpoint response headers',
      'Endpoint response body before transformations',
      'Method response body after transformations',
      'Method response headers',
      'Successfully completed execution',
      'Method completed with status',
      '',
    ])
    expect(result.log).toContain('HTTP Method: GET, Resource Path: /orders/1')
    expect(result.log).toContain('Method request path: {id=1}')
    expect(result.log).toContain('Method request query string: {a=b}')
  })

  it('has no headers without any, and records the request of its own stage', async () => {
    const fn = region.registerFunction('read', async () => ({}))
    const api = create({ 'ANY /': fn })
    await invoke(api.id, '/', { httpMethod: 'POST', body: 'text' })
    expect(fn.lastInvocation!.event).toMatchObject({
      httpMethod: 'POST',
      path: '/',
      headers: null,
      multiValueHeaders: null,
      body: 'text',
    })
    expect(api.lastRequest).toMatchObject({
      route: 'ANY /',
      status: 200,
      gateway: { stage: 'test-invoke-stage' },
    })
  })

  it.each([
    ['throws', 502, /due to customer function error: boom\. Lambda request id/],
    ['malformed', 502, /configuration error: Malformed Lambda proxy response/],
  ])('logs why a function failed: %s', async (way, status, message) => {
    const fn = region.registerFunction('fail', async () => {
      if (way === 'throws') throw new Error('boom')
      return 'text'
    })
    const api = create({ 'GET /': fn })
    const result = await invoke(api.id, '/')
    expect(result.status).toBe(status)
    expect(result.log).toMatch(message)
    expect(result.log).toMatch(/Method completed with status: 502\n$/)
    void fn.lastInvocation?.error
  })

  it('passes authorizers and keys, and validates', async () => {
    const deny = region.registerFunction('deny', async () => {
      throw new Error('Unauthorized')
    })
    const mock = {
      type: 'MOCK' as const,
      requestTemplates: { 'application/json': '{ "statusCode": 200 }' },
      responses: [{ statusCode: 200, responseTemplates: { 'application/json': 'fine' } }],
    }
    const api = create({
      'POST /': {
        integration: mock,
        authorizer: lambdaAuthorizer(deny),
        apiKeyRequired: true,
        models: { 'application/json': 'Order' },
        requestValidator: { body: true },
      },
    })
    const fine = await invoke(api.id, '/', { httpMethod: 'POST', body: '{"id": 1}' })
    expect(fine).toMatchObject({ status: 200, body: 'fine' })
    expect(fine.log).toContain('Request validation succeeded for content type application/json')
    expect(fine.log).not.toContain('Endpoint request')
    const wrong = await invoke(api.id, '/', { httpMethod: 'POST', body: '{}' })
    expect(wrong).toMatchObject({ status: 400, body: '{"message":"Invalid request body"}' })
    expect(wrong.log).toContain('Request body does not match model schema')
    expect(deny.invocations).toHaveLength(0)
  })

  it('shows what an HTTP integration sent', async () => {
    region.backend('https://rates.example', () => new Response('backend', { status: 202 }))
    const api = create({
      'GET /': {
        integration: { type: 'HTTP_PROXY', uri: 'https://rates.example/eur' },
      },
    })
    const result = await invoke(api.id, '/')
    expect(result).toMatchObject({ status: 202, body: 'backend' })
    expect(result.log).toContain('Endpoint request URI: https://rates.example/eur')
    expect(result.log).toContain('Endpoint response body before transformations: backend')
  })

  it('needs a method and an integration', async () => {
    const fn = region.registerFunction('read', async () => ({}))
    const api = create({ 'GET /': fn })
    const method = await errorOf(invoke(api.id, '/', { httpMethod: 'PUT' }))
    expect(method).toMatchObject({ name: 'NotFoundException' })
    const { items = [] } = await client.send(new GetResourcesCommand({ restApiId: api.id }))
    const given = { restApiId: api.id, resourceId: items[0]?.id, httpMethod: 'PUT' }
    await client.send(new PutMethodCommand({ ...given, authorizationType: 'NONE' }))
    const integration = await errorOf(invoke(api.id, '/', { httpMethod: 'PUT' }))
    expect(integration).toMatchObject({ message: 'No integration defined for method' })
  })
})

describe('TestInvokeAuthorizer', () => {
  const policyDocument = {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }],
  }

  it('asks the function, and returns its policy', async () => {
    const check = region.registerFunction('check', async () => ({
      principalId: 'user-123456',
      policyDocument,
    }))
    const api = create({ 'GET /': { handler: check, authorizer: lambdaAuthorizer(check) } })
    const { items = [] } = await client.send(new GetAuthorizersCommand({ restApiId: api.id }))
    const given = { restApiId: api.id, authorizerId: items[0]?.id }
    const headers = { Authorization: 'token' }
    const result = await client.send(new TestInvokeAuthorizerCommand({ ...given, headers }))
    expect(result).toMatchObject({
      clientStatus: 0,
      principalId: 'user-123456',
      policy: JSON.stringify(policyDocument),
      latency: 0,
    })
    expect(check.lastInvocation!.event).toEqual({
      type: 'TOKEN',
      authorizationToken: 'token',
      methodArn: `arn:aws:execute-api:us-east-1:123456789012:${api.id}/ESTestInvoke-stage/GET/`,
    })
    expect(result.log).toContain('Incoming identity: token')
    expect(result.log).toContain('Using valid authorizer policy for principal: *****123456')
    expect(result.log).toMatch(/Successfully completed authorizer execution\n$/)

    const without = await client.send(new TestInvokeAuthorizerCommand(given))
    expect(without.clientStatus).toBe(401)
  })

  it('checks tokens, and returns their claims', async () => {
    const issuer = testIssuer({ region })
    const fn = region.registerFunction('read', async () => ({}))
    const authorizer = jwtAuthorizer({ issuer, audience: ['app'] })
    const api = create({ 'GET /': { handler: fn, authorizer } })
    const { items = [] } = await client.send(new GetAuthorizersCommand({ restApiId: api.id }))
    const ask = (Authorization: string) =>
      client.send(
        new TestInvokeAuthorizerCommand({
          ...{ restApiId: api.id, authorizerId: items[0]?.id, headers: { Authorization } },
        }),
      )
    const token = issuer.token({ aud: 'app', sub: 'ann', level: 2 })
    expect(await ask(`Bearer ${token}`)).toMatchObject({
      clientStatus: 0,
      claims: { sub: 'ann', level: '2' },
    })
    expect((await ask('Bearer x')).clientStatus).toBe(401)
  })

  it('takes the context that identity sources name', async () => {
    const check = region.registerFunction('check', async () => ({
      principalId: 'user',
      policyDocument,
    }))
    const authorizer = lambdaAuthorizer(check, {
      type: 'REQUEST',
      identitySource: ['context.identity.sourceIp'],
    })
    const api = create({ 'GET /': { handler: check, authorizer } })
    const { items = [] } = await client.send(new GetAuthorizersCommand({ restApiId: api.id }))
    const given = { restApiId: api.id, authorizerId: items[0]?.id }
    const additionalContext = { 'identity.sourceIp': '203.0.113.7' }
    const result = await client.send(
      new TestInvokeAuthorizerCommand({ ...given, additionalContext }),
    )
    expect(result).toMatchObject({ clientStatus: 0, principalId: 'user' })
    expect((await client.send(new TestInvokeAuthorizerCommand(given))).clientStatus).toBe(401)
  })

  it('needs an authorizer', async () => {
    const fn = region.registerFunction('read', async () => ({}))
    const { id: restApiId } = create({ 'GET /': fn })
    const command = new TestInvokeAuthorizerCommand({ restApiId, authorizerId: 'none' })
    expect(await errorOf(client.send(command))).toMatchObject({ name: 'NotFoundException' })
    const uri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${fn.arn}/invocations`
    const made = await client.send(
      new CreateAuthorizerCommand({
        ...{ restApiId, name: 'check', type: 'REQUEST', authorizerUri: uri },
        identitySource: 'method.request.header.X-Auth',
      }),
    )
    const result = await client.send(
      new TestInvokeAuthorizerCommand({
        ...{ restApiId, authorizerId: made.id, headers: { 'X-Auth': 'a' } },
      }),
    )
    expect(result.clientStatus).toBe(500)
    expect(fn.lastInvocation!.event).toMatchObject({
      type: 'REQUEST',
      resource: '/',
      headers: { 'X-Auth': 'a' },
    })
  })
})
