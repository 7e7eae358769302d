import {
  APIGatewayClient,
  CreateBasePathMappingCommand,
  CreateDeploymentCommand,
  CreateDomainNameCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  TestInvokeMethodCommand,
} from '@aws-sdk/client-api-gateway'
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

const setUp = () => {
  const region = createRegion()
  const answer = (name: string) =>
    region.registerFunction(name, async () => ({ statusCode: 200, body: name }))
  return { region, old: answer('old'), next: answer('next') }
}

it('serves what was deployed last', async () => {
  const { region, old, next } = setUp()

  const api = region.createGateway({ 'GET /price': old }, { type: 'rest', autoDeploy: false })
  expect((await api.get('/price')).status).toBe(403)

  api.deploy()
  api.route('GET /price', next, { replace: true })
  expect(await (await api.get('/price')).text()).toBe('old')

  api.deploy()
  expect(await (await api.get('/price')).text()).toBe('next')
})

it('has stages with variables of their own', async () => {
  const { region } = setUp()

  const api = region.createGateway(
    { 'GET /price': '${stageVariables.price}' },
    {
      stage: 'live',
      stageVariables: { price: 'old' },
    },
  )
  api.deploy({ stage: 'beta', variables: { price: 'next' } })

  const beta = api.at('beta')
  expect(await (await beta.get('/price')).text()).toBe('next')
  expect(await (await region.fetch(`${beta.url}/price`)).text()).toBe('next')
  expect(await (await api.get('/price')).text()).toBe('old')
})

it('releases a canary', async () => {
  const { region, old, next } = setUp()
  const api = region.createGateway({ 'GET /price': old }, { type: 'rest', autoDeploy: false })
  api.deploy()

  api.route('GET /price', next, { replace: true })
  api.deploy({ canary: { percentTraffic: 20, stageVariableOverrides: { currency: 'EUR' } } })

  for (let n = 0; n < 50; n++) await api.get('/price')
  expect(next.invocations.length).toBeGreaterThan(0)
  expect(next.invocations.length).toBeLessThan(old.invocations.length)
})

it('is made by SDK calls', async () => {
  const { region, next } = setUp()

  const client = new APIGatewayClient(region.sdk)
  const { id: restApiId, rootResourceId } = await client.send(
    new CreateRestApiCommand({ name: 'prices' }),
  )
  const method = { restApiId, resourceId: rootResourceId, httpMethod: 'GET' }
  await client.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }))
  await client.send(
    new PutIntegrationCommand({
      ...method,
      type: 'AWS_PROXY',
      integrationHttpMethod: 'POST',
      uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${next.arn}/invocations`,
    }),
  )
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'live' }))

  expect(await (await region.gateway('prices').get('/')).text()).toBe('next')

  const test = await client.send(
    new TestInvokeMethodCommand({ ...method, pathWithQueryString: '/?currency=eur' }),
  )
  expect(test.status).toBe(200)
  expect(test.log).toContain('Method request query string: {currency=eur}')
  expect(test.log).toContain('Successfully completed execution')
})

it('is made by SDK calls as an HTTP API', async () => {
  const { region, next } = setUp()

  const client = new ApiGatewayV2Client(region.sdk)
  const { ApiId } = await client.send(
    new CreateApiCommand({ Name: 'prices', ProtocolType: 'HTTP' }),
  )
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: next.arn,
      PayloadFormatVersion: '2.0',
    }),
  )
  const Target = `integrations/${IntegrationId}`
  await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /price', Target }))
  await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }))

  expect(await (await region.gateway('prices').get('/price')).text()).toBe('next')
})

it('serves custom domain names', async () => {
  const region = createRegion()
  const echo = region.registerFunction('echo', async ({ path }: { path: string }) => ({
    statusCode: 200,
    body: path,
  }))
  const api = region.createGateway({ 'GET /price': echo }, { type: 'rest' })

  const client = new APIGatewayClient(region.sdk)
  const domainName = 'api.example.com'
  await client.send(new CreateDomainNameCommand({ domainName }))
  await client.send(
    new CreateBasePathMappingCommand({
      domainName,
      basePath: 'shop',
      restApiId: api.id,
      stage: 'prod',
    }),
  )

  const response = await region.fetch('https://api.example.com/shop/price')
  expect(await response.text()).toBe('/shop/price')
})
