import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteApiCommand,
  DeleteAuthorizerCommand,
  DeleteCorsConfigurationCommand,
  DeleteDeploymentCommand,
  DeleteIntegrationCommand,
  DeleteRouteCommand,
  DeleteStageCommand,
  GetApiCommand,
  GetApisCommand,
  GetAuthorizersCommand,
  GetDeploymentsCommand,
  GetIntegrationCommand,
  GetIntegrationsCommand,
  GetRouteCommand,
  GetRoutesCommand,
  GetStageCommand,
  GetStagesCommand,
  ResetAuthorizersCacheCommand,
  UpdateApiCommand,
  UpdateAuthorizerCommand,
  UpdateDeploymentCommand,
  UpdateIntegrationCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
  type CreateIntegrationCommandInput,
  type CreateRouteCommandInput,
} from '@aws-sdk/client-apigatewayv2'
import { beforeEach, describe, expect, it } from 'vitest'
import { jwtAuthorizer, lambdaAuthorizer } from '../../../index.ts'
import { createRegion, type Region } from '../../../region/index.ts'
import { errorOf } from '../error-of.fixture.ts'
import { uriOf } from '../rest/rest.fixture.ts'

const arnOf = (name: string): string => `arn:aws:lambda:us-east-1:123456789012:function:${name}`

let region: Region
let client: ApiGatewayV2Client
let ApiId: string
beforeEach(async () => {
  region = createRegion()
  for (const name of ['one', 'two'])
    region.registerFunction(name, async () => ({ statusCode: 200, body: name }))
  client = new ApiGatewayV2Client({ ...region.sdk, maxAttempts: 1 })
  const made = await client.send(new CreateApiCommand({ Name: 'orders', ProtocolType: 'HTTP' }))
  ApiId = made.ApiId!
})

const integrate = async (
  fn: string,
  options: Partial<CreateIntegrationCommandInput> = {},
): Promise<string> =>
  (
    await client.send(
      new CreateIntegrationCommand({
        ...{ ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri: arnOf(fn) },
        ...{ PayloadFormatVersion: '2.0', ...options },
      }),
    )
  ).IntegrationId!

const route = async (
  RouteKey: string,
  integrationId: string,
  options: Partial<CreateRouteCommandInput> = {},
): Promise<string> =>
  (
    await client.send(
      new CreateRouteCommand({
        ...{ ApiId, RouteKey, Target: `integrations/${integrationId}`, ...options },
      }),
    )
  ).RouteId!

const stage = (StageName = '$default', options: object = { AutoDeploy: true }) =>
  client.send(new CreateStageCommand({ ApiId, StageName, ...options }))

const text = async (path: string): Promise<string> => (await region.gateway(ApiId).get(path)).text()

describe('an HTTP API that SDK calls make', () => {
  it('serves its routes, and each change at once with AutoDeploy', async () => {
    await route('GET /orders/{id}', await integrate('one'))
    await stage()
    expect(await text('/orders/1')).toBe('one')
    const integrationId = await integrate('two', { PayloadFormatVersion: '1.0' })
    await route('$default', integrationId)
    expect(await text('/other')).toBe('two')
    expect(region.function('two').lastInvocation!.event).toMatchObject({ version: '1.0' })
    await client.send(
      new UpdateIntegrationCommand({
        ...{ ApiId, IntegrationId: integrationId, IntegrationUri: uriOf('one') },
      }),
    )
    expect(await text('/other')).toBe('one')
    const { Items } = await client.send(new GetDeploymentsCommand({ ApiId }))
    expect(Items).toMatchObject([{ AutoDeployed: true, DeploymentStatus: 'DEPLOYED' }])
  })

  it('serves deployments in named stages', async () => {
    const integrationId = await integrate('one')
    const routeId = await route('GET /', integrationId)
    await stage('dev', { StageVariables: { a: '1' } })
    const dev = region.gateway('orders')
    expect(dev).toMatchObject({ stage: 'dev', type: 'http' })
    expect((await dev.get('/')).status).toBe(404)
    const first = await client.send(new CreateDeploymentCommand({ ApiId, StageName: 'dev' }))
    expect(await (await dev.get('/')).text()).toBe('one')
    expect(region.function('one').lastInvocation!.event.stageVariables).toEqual({ a: '1' })
    await client.send(new DeleteRouteCommand({ ApiId, RouteId: routeId }))
    expect(await (await region.fetch(`${dev.url}/`)).text()).toBe('one')
    const key = { ApiId, DeploymentId: first.DeploymentId }
    expect(
      await client.send(new UpdateDeploymentCommand({ ...key, Description: 'd' })),
    ).toMatchObject({ Description: 'd' })
    expect(await errorOf(client.send(new DeleteDeploymentCommand(key)))).toMatchObject({
      name: 'BadRequestException',
    })
    expect(await errorOf(client.send(new CreateDeploymentCommand({ ApiId })))).toMatchObject({
      message: 'At least one route is required before deploying the Api.',
    })
    const updated = await client.send(
      new UpdateStageCommand({
        ...{ ApiId, StageName: 'dev', StageVariables: {}, Description: 'x' },
        DefaultRouteSettings: { ThrottlingBurstLimit: 1, ThrottlingRateLimit: 1 },
      }),
    )
    expect(updated).toMatchObject({ Description: 'x', StageVariables: {} })
    const statuses: number[] = []
    for (let n = 0; n < 2; n++) statuses.push((await region.fetch(`${dev.url}/`)).status)
    expect(statuses).toEqual([200, 429])
    await client.send(new DeleteStageCommand({ ApiId, StageName: 'dev' }))
    expect((await client.send(new GetStagesCommand({ ApiId }))).Items).toEqual([])
  })

  it('is created quickly', async () => {
    const made = await client.send(
      new CreateApiCommand({ Name: 'quick', ProtocolType: 'HTTP', Target: arnOf('one') }),
    )
    expect(await (await region.gateway('quick').get('/any')).text()).toBe('one')
    expect(await (await region.fetch(`${made.ApiEndpoint}/any`)).text()).toBe('one')
    const { Items } = await client.send(new GetRoutesCommand({ ApiId: made.ApiId }))
    expect(Items).toMatchObject([{ RouteKey: '$default', AuthorizationType: 'NONE' }])
  })

  it('has AWS’s defaults, is updated and deleted', async () => {
    const { $metadata: _, CreatedDate, ...api } = await client.send(new GetApiCommand({ ApiId }))
    expect(CreatedDate).toBeInstanceOf(Date)
    expect(api).toEqual({
      ApiId,
      ApiEndpoint: `https://${ApiId}.execute-api.us-east-1.amazonaws.com`,
      ApiKeySelectionExpression: '$request.header.x-api-key',
      DisableExecuteApiEndpoint: false,
      IpAddressType: 'ipv4',
      Name: 'orders',
      ProtocolType: 'HTTP',
      RouteSelectionExpression: '$request.method $request.path',
      Tags: {},
    })
    await route('GET /', await integrate('one'))
    await stage()
    await client.send(
      new UpdateApiCommand({
        ...{ ApiId, Name: 'carts', CorsConfiguration: { AllowOrigins: ['https://a.example'] } },
      }),
    )
    const headers = { origin: 'https://a.example' }
    const cors = async () =>
      (await region.gateway('carts').get('/', { headers })).headers.get(
        'access-control-allow-origin',
      )
    expect(await cors()).toBe('https://a.example')
    await client.send(new DeleteCorsConfigurationCommand({ ApiId }))
    expect(await cors()).toBeNull()
    await client.send(new DeleteApiCommand({ ApiId }))
    expect(await errorOf(client.send(new GetApiCommand({ ApiId })))).toMatchObject({
      name: 'NotFoundException',
      message: `Invalid API identifier specified ${ApiId}`,
    })
  })

  it('is listed page by page', async () => {
    for (const Name of ['a', 'b'])
      await client.send(new CreateApiCommand({ Name, ProtocolType: 'HTTP' }))
    const first = await client.send(new GetApisCommand({ MaxResults: '2' }))
    const second = await client.send(
      new GetApisCommand({ MaxResults: '2', NextToken: first.NextToken }),
    )
    expect([first, second].map(({ Items }) => Items!.map(({ Name }) => Name))).toEqual([
      ['orders', 'a'],
      ['b'],
    ])
    expect(second.NextToken).toBeUndefined()
  })

  it('refuses what is not simulated by name', async () => {
    const key = new CreateRouteCommand({ ApiId, RouteKey: 'GET /', ApiKeyRequired: true })
    expect(await errorOf(client.send(key))).toMatchObject({
      feature: { operation: 'route of an HTTP API', parameter: 'ApiKeyRequired' },
    })
    expect(await errorOf(integrate('one', { ConnectionType: 'VPC_LINK' }))).toMatchObject({
      feature: { parameter: 'ConnectionType VPC_LINK' },
    })
  })
})

describe('routes and integrations', () => {
  it.each([
    ['GET orders', 'BadRequestException', /^The provided route key is not formatted properly/],
    ['FETCH /', 'BadRequestException', /^The provided route key is not formatted properly/],
    ['GET /', 'ConflictException', /^Route with key GET \/ already exists for this API$/],
  ])('CreateRoute refuses the key %s', async (key, name, message) => {
    const integrationId = await integrate('one')
    await route('GET /', integrationId)
    const error = await errorOf(route(key, integrationId))
    expect(error).toMatchObject({ name })
    expect(error.message).toMatch(message)
  })

  it.each([
    [{ PayloadFormatVersion: undefined }, /^PayloadFormatVersion is a required parameter/],
    [{ IntegrationUri: undefined }, /^IntegrationUri is a required parameter/],
    [{ IntegrationType: 'MOCK' as const }, /Invalid integration type/],
    [{ TimeoutInMillis: 10 }, /timeoutInMillis.*greater than or equal to 50/],
    [{ IntegrationType: 'HTTP_PROXY' as const, IntegrationUri: 'x' }, /Invalid HTTP endpoint/],
  ])('CreateIntegration refuses %j', async (options, message) => {
    const error = await errorOf(integrate('one', options as never))
    expect(error.message).toMatch(message)
  })

  it('are found, updated and deleted', async () => {
    const integrationId = await integrate('one', { TimeoutInMillis: 5000 })
    const key = { ApiId, IntegrationId: integrationId }
    const { $metadata: _, ...integration } = await client.send(new GetIntegrationCommand(key))
    expect(integration).toEqual({
      ...{ IntegrationId: integrationId, IntegrationType: 'AWS_PROXY', ConnectionType: 'INTERNET' },
      ...{ IntegrationUri: arnOf('one'), PayloadFormatVersion: '2.0', TimeoutInMillis: 5000 },
    })
    const RouteId = await route('GET /', integrationId)
    const { $metadata: _1, ...found } = await client.send(new GetRouteCommand({ ApiId, RouteId }))
    expect(found).toEqual({
      ...{ ApiKeyRequired: false, AuthorizationType: 'NONE', RouteId, RouteKey: 'GET /' },
      Target: `integrations/${integrationId}`,
    })
    await client.send(new UpdateRouteCommand({ ApiId, RouteId, RouteKey: 'POST  /a' }))
    expect((await client.send(new GetRoutesCommand({ ApiId }))).Items).toMatchObject([
      { RouteKey: 'POST /a' },
    ])
    expect(await errorOf(client.send(new DeleteIntegrationCommand(key)))).toMatchObject({
      name: 'ConflictException',
    })
    await client.send(new DeleteRouteCommand({ ApiId, RouteId }))
    await client.send(new DeleteIntegrationCommand(key))
    expect((await client.send(new GetIntegrationsCommand({ ApiId }))).Items).toEqual([])
    expect(await errorOf(client.send(new GetRouteCommand({ ApiId, RouteId })))).toMatchObject({
      name: 'NotFoundException',
      message: `Invalid Route identifier specified ${RouteId}`,
    })
  })
})

describe('authorizers', () => {
  it('are asked, and their answers are reset', async () => {
    region.registerFunction('check', async () => ({ isAuthorized: true }))
    const { AuthorizerId } = await client.send(
      new CreateAuthorizerCommand({
        ...{ ApiId, Name: 'check', AuthorizerType: 'REQUEST', AuthorizerUri: uriOf('check') },
        ...{ AuthorizerPayloadFormatVersion: '2.0', EnableSimpleResponses: true },
        ...{ IdentitySource: ['$request.header.A'], AuthorizerResultTtlInSeconds: 60 },
      }),
    )
    await route('GET /', await integrate('one'), { AuthorizationType: 'CUSTOM', AuthorizerId })
    await stage()
    const get = async (): Promise<number> =>
      (await region.gateway(ApiId).get('/', { headers: { a: '1' } })).status
    expect([await get(), await get()]).toEqual([200, 200])
    expect(region.function('check').invocations).toHaveLength(1)
    await client.send(new ResetAuthorizersCacheCommand({ ApiId, StageName: '$default' }))
    await get()
    expect(region.function('check').invocations).toHaveLength(2)
    expect(
      await errorOf(client.send(new DeleteAuthorizerCommand({ ApiId, AuthorizerId }))),
    ).toMatchObject({ name: 'ConflictException' })
    const ttl = { ApiId, AuthorizerId, AuthorizerResultTtlInSeconds: 0 }
    expect(await client.send(new UpdateAuthorizerCommand(ttl))).toMatchObject({
      Name: 'check',
      AuthorizerResultTtlInSeconds: 0,
    })
    await get()
    await get()
    expect(region.function('check').invocations).toHaveLength(4)
  })

  it('of tokens find the keys of their issuer', async () => {
    const issuer = region.testIssuer()
    const { AuthorizerId } = await client.send(
      new CreateAuthorizerCommand({
        ...{ ApiId, Name: 'jwt', AuthorizerType: 'JWT' },
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Issuer: issuer.issuer, Audience: ['orders'] },
      }),
    )
    await route('GET /', await integrate('one'), { AuthorizationType: 'JWT', AuthorizerId })
    await stage()
    const api = region.gateway(ApiId)
    expect((await api.get('/')).status).toBe(401)
    const headers = { authorization: `Bearer ${issuer.token({ aud: 'orders' })}` }
    expect((await api.get('/', { headers })).status).toBe(200)
  })
})

describe('a gateway that createGateway made', () => {
  it('shows in the control plane, and is changed by it', async () => {
    const check = region.registerFunction('check', async () => ({}))
    const jwks = { keys: [] }
    const api = region.createGateway(
      {
        'GET /a': { handler: 'one', authorizer: lambdaAuthorizer(check, { resultTtl: 60 }) },
        'POST /a': {
          handler: 'two',
          authorizer: jwtAuthorizer({ issuer: 'https://i.example', audience: 'x', jwks }),
          scopes: ['write'],
        },
        $default: 'one',
      },
      { name: 'made', cors: { allowOrigins: ['https://a.example'], maxAge: '1h' } },
    )
    const id = { ApiId: api.id }
    expect((await client.send(new GetApisCommand({}))).Items![1]).toMatchObject({
      ...{ ...id, Name: 'made' },
      CorsConfiguration: { AllowOrigins: ['https://a.example'], MaxAge: 3600 },
    })
    const { Items: routes } = await client.send(new GetRoutesCommand(id))
    const { Items: authorizers } = await client.send(new GetAuthorizersCommand(id))
    expect(authorizers).toMatchObject([
      {
        ...{ Name: 'check', AuthorizerType: 'REQUEST', AuthorizerUri: uriOf('check') },
        IdentitySource: ['$request.header.Authorization'],
        AuthorizerResultTtlInSeconds: 60,
      },
      {
        ...{ Name: 'jwt', AuthorizerType: 'JWT' },
        JwtConfiguration: { Issuer: 'https://i.example', Audience: ['x'] },
      },
    ])
    const [lambda, jwt] = authorizers!.map(({ AuthorizerId }) => AuthorizerId)
    expect(routes).toMatchObject([
      { RouteKey: 'GET /a', AuthorizationType: 'CUSTOM', AuthorizerId: lambda },
      { RouteKey: 'POST /a', AuthorizationType: 'JWT', AuthorizerId: jwt },
      { RouteKey: '$default', AuthorizationType: 'NONE' },
    ])
    expect(routes![1]!.AuthorizationScopes).toEqual(['write'])
    const stages = await client.send(new GetStagesCommand(id))
    expect(stages.Items).toMatchObject([{ StageName: '$default', AutoDeploy: true }])
    await client.send(new DeleteRouteCommand({ ...id, RouteId: routes![2]!.RouteId }))
    expect((await api.get('/other')).status).toBe(404)
    api.route('GET /more', 'two')
    expect(await (await api.get('/more')).text()).toBe('two')
    expect((await api.post('/a')).status).toBe(401)
    const after = await client.send(new GetRoutesCommand(id))
    expect(after.Items!.map(({ RouteKey }) => RouteKey)).toEqual(['GET /a', 'POST /a', 'GET /more'])
    const found = await client.send(new GetStageCommand({ ...id, StageName: '$default' }))
    expect(found.LastDeploymentStatusMessage).toMatch(/^Successfully deployed stage/)
  })
})
