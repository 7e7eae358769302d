/** The rules of a REST API, as the control plane shows and changes them. */
import {
  APIGateway,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  DeleteMethodCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway'
import { beforeEach, describe, expect, it } from 'vitest'
import { createRegion } from '../../../region/index.ts'
import { addMethod, restSetting, type RestSetting } from './rest.fixture.ts'

let setting: RestSetting
beforeEach(async () => {
  setting = await restSetting()
})

describe('the OPTIONS methods of the option cors', () => {
  it('are methods like all others', async () => {
    const { region, client } = setting
    const api = region.createGateway(
      { 'GET /a': 'one' },
      { type: 'rest', stage: 'dev', cors: { allowOrigins: ['*'] } },
    )
    const restApiId = api.id
    const { items } = await client.send(new GetResourcesCommand({ restApiId, embed: ['methods'] }))
    expect(
      items!.map(({ path, resourceMethods }) => [path, Object.keys(resourceMethods!)]),
    ).toEqual([
      ['/', ['OPTIONS']],
      ['/a', ['GET', 'OPTIONS']],
    ])
    const root = { restApiId, resourceId: items![0]!.id!, httpMethod: 'OPTIONS' }
    await client.send(new DeleteMethodCommand(root))
    await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }))
    const statuses = async (...paths: string[]) =>
      (await Promise.all(paths.map((path) => api.options(path)))).map(({ status }) => status)
    expect(await statuses('/', '/a')).toEqual([403, 204])
    expect(region.coverage().routes.map(({ name }) => name)).toEqual([`${api.id} GET /a`])
  })

  it('come with the resources of later routes', async () => {
    const { region, client } = setting
    const api = region.createGateway(
      { 'GET /a': 'one' },
      { type: 'rest', stage: 'dev', cors: { allowOrigins: ['*'] } },
    )
    await client.send(new GetResourcesCommand({ restApiId: api.id }))
    await client.send(new CreateDeploymentCommand({ restApiId: api.id, stageName: 'dev' }))
    api.route('GET /b', 'two')
    expect((await api.options('/b')).status).toBe(204)
    api.route('OPTIONS /b', 'two')
    expect(await (await api.options('/b')).text()).toBe('two')
  })
})

describe('a resource policy', () => {
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
      {
        ...{ Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke' },
        Resource: 'execute-api:/*',
        Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      },
    ],
  })

  it('holds with the next deployment', async () => {
    const { region, client, restApiId, rootId } = setting
    await addMethod(setting, rootId, 'GET', 'one')
    const deploy = () => client.send(new CreateDeploymentCommand({ restApiId, stageName: 'live' }))
    await deploy()
    const api = region.gateway('orders')
    const patchOperations = [{ op: 'replace' as const, path: '/policy', value: policy }]
    await client.send(new UpdateRestApiCommand({ restApiId, patchOperations }))
    expect((await api.get('/')).status).toBe(200)
    await deploy()
    expect((await api.get('/')).status).toBe(403)
    expect((await api.from({ sourceIp: '203.0.113.7' }).get('/')).status).toBe(200)
    expect((await client.send(new GetRestApiCommand({ restApiId }))).policy).toBe(policy)
  })

  it('is checked, and private APIs need one', async () => {
    const { client, restApiId, rootId } = setting
    const create = (input: object) =>
      client.send(new CreateRestApiCommand({ name: 'other', ...input }))
    await expect(create({ policy: '{}' })).rejects.toMatchObject({
      name: 'BadRequestException',
      message:
        'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
    })
    await addMethod(setting, rootId, 'GET', 'one')
    const patchOperations = [
      { op: 'replace' as const, path: '/endpointConfiguration/types/EDGE', value: 'PRIVATE' },
    ]
    await client.send(new UpdateRestApiCommand({ restApiId, patchOperations }))
    await expect(
      client.send(new CreateDeploymentCommand({ restApiId, stageName: 'live' })),
    ).rejects.toMatchObject({
      name: 'BadRequestException',
      message: "Private REST API doesn't have a resource policy attached to it",
    })
  })
})

it('minimumCompressionSize holds with the next deployment', async () => {
  const { region, client, restApiId, rootId } = setting
  await addMethod(setting, rootId, 'GET', 'one')
  const patchOperations = [{ op: 'replace' as const, path: '/minimumCompressionSize', value: '1' }]
  await client.send(new UpdateRestApiCommand({ restApiId, patchOperations }))
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'live' }))
  const api = region.gateway('orders')
  await api.get('/', { headers: { 'Accept-Encoding': 'gzip' } })
  expect(api.lastRequest!.rawResponseHeaders).toContainEqual(['Content-Encoding', 'gzip'])
})

// AWS: API_PutIntegration.html
it('integrations have a host, and 50 ms to five minutes', async () => {
  const { client, restApiId, rootId } = setting
  const key = { restApiId, resourceId: rootId, httpMethod: 'GET' }
  await client.send(new PutMethodCommand({ ...key, authorizationType: 'NONE' }))
  const refusal = (uri: string, timeoutInMillis: number): Promise<unknown> =>
    client
      .send(
        new PutIntegrationCommand({
          ...{ ...key, type: 'HTTP', integrationHttpMethod: 'GET' },
          ...{ uri, timeoutInMillis },
        }),
      )
      .then(
        () => 'none',
        (error: Error) => error.message,
      )
  const timeout = expect.stringMatching(/^Timeout should be between 50 ms/)
  expect(await refusal('https://shop.example/a', 49)).toEqual(timeout)
  expect(await refusal('https://shop.example/a', 300_001)).toEqual(timeout)
  expect(await refusal('https://shop.example/a', 50)).toBe('none')
  expect(await refusal('http://shop.example', 300_000)).toBe('none')
  const endpoint = 'Invalid HTTP endpoint specified for URI'
  expect(await refusal('http:///a', 50)).toBe(endpoint)
  expect(await refusal('shop.example', 50)).toBe(endpoint)
})

describe('changes that AWS accepts and that are not simulated', () => {
  it.each([
    ['UpdateRestApi', '/endpointConfiguration/ipAddressType'],
    ['UpdateRestApi', '/securityPolicy'],
    ['UpdateApiKey', '/labels'],
    ['UpdateDomainName', '/mutualTlsAuthentication/truststoreUri'],
  ])('of %s are refused by name: %s', async (operation, path) => {
    const sdk = new APIGateway(createRegion().sdk)
    const { id: restApiId } = await sdk.createRestApi({ name: 'orders' })
    const { id: apiKey } = await sdk.createApiKey({ name: 'orders' })
    const domainName = 'api.example.com'
    await sdk.createDomainName({ domainName })
    const patchOperations = [{ op: 'replace' as const, path, value: 'x' }]
    const change = {
      UpdateRestApi: () => sdk.updateRestApi({ restApiId, patchOperations }),
      UpdateApiKey: () => sdk.updateApiKey({ apiKey, patchOperations }),
      UpdateDomainName: () => sdk.updateDomainName({ domainName, patchOperations }),
    }[operation]!
    await expect(change()).rejects.toMatchObject({ feature: { operation, parameter: path } })
  })
})
