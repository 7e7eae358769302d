import {
  CreateModelCommand,
  CreateRestApiCommand,
  DeleteResourceCommand,
  DeleteRestApiCommand,
  GetAuthorizersCommand,
  GetDeploymentsCommand,
  GetModelsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStageCommand,
  paginateGetResources,
  UpdateResourceCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway'
import { beforeEach, describe, expect, it } from 'vitest'
import { lambdaAuthorizer } from '../../../index.ts'
import { errorOf } from '../error-of.fixture.ts'
import {
  addMethod,
  addResource,
  deploy,
  restSetting,
  uriOf,
  type RestSetting,
} from './rest.fixture.ts'

let setting: RestSetting
beforeEach(async () => {
  setting = await restSetting()
})

describe('an API that SDK calls make', () => {
  it('serves its resources once it is deployed', async () => {
    const { region } = setting
    await addMethod(setting, await addResource(setting, '/orders'), 'GET', 'one')
    const item = await addResource(setting, '/carts/{id}')
    await addMethod(setting, item, 'ANY', 'two')
    const api = region.gateway('orders')
    expect((await api.get('/orders')).status).toBe(403)
    await deploy(setting, 'live')
    const live = region.gateway('orders')
    expect(live).toMatchObject({ type: 'rest', stage: 'live', name: 'orders' })
    expect(await (await live.get('/orders')).text()).toBe('one')
    expect(await (await region.fetch(`${live.url}/carts/7`)).text()).toBe('two')
    expect(region.function('two').lastInvocation!.event).toMatchObject({
      resource: '/carts/{id}',
      pathParameters: { id: '7' },
      requestContext: { stage: 'live', resourceId: item, apiId: setting.restApiId },
    })
  })

  it('answers 500 for a function that does not exist, as AWS does', async () => {
    await addMethod(setting, setting.rootId, 'GET', 'three')
    await deploy(setting, 'live')
    const response = await setting.region.gateway('orders').get('/')
    expect([response.status, await response.json()]).toEqual([
      500,
      { message: 'Internal server error' },
    ])
  })

  it('has AWS’s defaults', async () => {
    const { client, restApiId, rootId } = setting
    const {
      $metadata: _,
      createdDate,
      ...api
    } = await client.send(new GetRestApiCommand({ restApiId }))
    expect(createdDate).toBeInstanceOf(Date)
    expect(api).toEqual({
      id: restApiId,
      name: 'orders',
      apiKeySource: 'HEADER',
      endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
      disableExecuteApiEndpoint: false,
      rootResourceId: rootId,
    })
    const models = await client.send(new GetModelsCommand({ restApiId }))
    expect(models.items!.map(({ name }) => name)).toEqual(['Empty', 'Error'])
    expect(await addMethod(setting, rootId, 'GET', 'one')).toMatchObject({
      type: 'AWS_PROXY',
      httpMethod: 'POST',
      uri: uriOf('one'),
      passthroughBehavior: 'WHEN_NO_MATCH',
      timeoutInMillis: 29_000,
      cacheNamespace: rootId,
      cacheKeyParameters: [],
    })
  })

  it('is updated by patches and deleted', async () => {
    const { client, restApiId, region } = setting
    const updated = await client.send(
      new UpdateRestApiCommand({
        restApiId,
        patchOperations: [
          { op: 'replace', path: '/name', value: 'carts' },
          { op: 'add', path: '/binaryMediaTypes/image~1png' },
          { op: 'add', path: '/binaryMediaTypes/image~1gif' },
          { op: 'replace', path: '/binaryMediaTypes/image~1png', value: 'image/jpeg' },
          { op: 'remove', path: '/binaryMediaTypes/image~1gif' },
        ],
      }),
    )
    expect(updated).toMatchObject({ name: 'carts', binaryMediaTypes: ['image/jpeg'] })
    expect(region.gateway('carts').id).toBe(restApiId)
    const unknown = { op: 'replace' as const, path: '/createdDate', value: '1' }
    expect(
      await errorOf(
        client.send(new UpdateRestApiCommand({ restApiId, patchOperations: [unknown] })),
      ),
    ).toMatchObject({ name: 'BadRequestException', message: 'Invalid patch path /createdDate' })
    await client.send(new DeleteRestApiCommand({ restApiId }))
    expect(await errorOf(client.send(new GetRestApiCommand({ restApiId })))).toMatchObject({
      name: 'NotFoundException',
      message: `Invalid API identifier specified 123456789012:${restApiId}`,
    })
    expect(() => region.gateway('carts')).toThrow(/does not exist/)
  })

  it('is listed page by page', async () => {
    const { client } = setting
    for (const name of ['a', 'b']) await client.send(new CreateRestApiCommand({ name }))
    const first = await client.send(new GetRestApisCommand({ limit: 2 }))
    const second = await client.send(new GetRestApisCommand({ limit: 2, position: first.position }))
    expect([first, second].map(({ items }) => items!.map(({ name }) => name))).toEqual([
      ['orders', 'a'],
      ['b'],
    ])
    expect(second.position).toBeUndefined()
    expect(await errorOf(client.send(new GetRestApisCommand({ position: 'x' })))).toMatchObject({
      name: 'BadRequestException',
    })
  })
})

describe('resources', () => {
  it('are refused as AWS refuses them', async () => {
    const { client, restApiId, rootId } = setting
    const proxy = await addResource(setting, '/{proxy+}')
    const make = (path: string): Promise<unknown> => errorOf(addResource(setting, path))
    expect(await make('/{id}')).toMatchObject({
      message:
        'A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed',
    })
    expect(await make('/a b')).toMatchObject({ message: /path part only allow/ as never })
    await addResource(setting, '/a')
    expect(await make('/a')).toMatchObject({
      name: 'ConflictException',
      message: 'Another resource with the same parent already has this name: a',
    })
    const nested = { ...setting, rootId: proxy }
    expect(await errorOf(addResource(nested, '/b'))).toMatchObject({
      message: 'Cannot create a child of a resource with a greedy path variable: /{proxy+}',
    })
    expect(
      await errorOf(client.send(new DeleteResourceCommand({ restApiId, resourceId: rootId }))),
    ).toMatchObject({ name: 'BadRequestException' })
    const missing = new DeleteResourceCommand({ restApiId, resourceId: 'zzz' })
    expect(await errorOf(client.send(missing))).toMatchObject({
      name: 'NotFoundException',
      message: 'Invalid Resource identifier specified',
    })
  })

  it('move with everything below them, and are deleted with it', async () => {
    const { client, restApiId } = setting
    const leaf = await addResource(setting, '/a/b')
    const other = await addResource(setting, '/c')
    const { items } = await client.send(new GetResourcesCommand({ restApiId }))
    const branch = items!.find(({ path }) => path === '/a')!.id!
    const move = (resourceId: string, path: string, value: string) =>
      client.send(
        new UpdateResourceCommand({
          ...{ restApiId, resourceId },
          patchOperations: [{ op: 'replace', path, value }],
        }),
      )
    await move(branch, '/parentId', other)
    expect(await move(leaf, '/pathPart', 'd')).toMatchObject({ path: '/c/a/d' })
    expect(await errorOf(move(other, '/parentId', leaf))).toMatchObject({
      message: 'Resources cannot be cyclical.',
    })
    expect(await errorOf(move(leaf, '/path', 'x'))).toMatchObject({
      message:
        "Invalid patch path  '/path' specified for op 'replace'. Must be one of: [/parentId, /pathPart]",
    })
    await client.send(new DeleteResourceCommand({ restApiId, resourceId: other }))
    const left = await client.send(new GetResourcesCommand({ restApiId }))
    expect(left.items!.map(({ path }) => path)).toEqual(['/'])
  })

  it('are listed with or without their methods', async () => {
    const { client, restApiId, rootId } = setting
    await addMethod(setting, rootId, 'GET', 'one')
    for (let n = 0; n < 30; n++) await addResource(setting, `/r${n}`)
    const plain = await client.send(new GetResourcesCommand({ restApiId, limit: 1 }))
    expect(plain.items![0]!.resourceMethods).toEqual({ GET: {} })
    const full = await client.send(
      new GetResourcesCommand({ restApiId, limit: 1, embed: ['methods'] }),
    )
    expect(full.items![0]!.resourceMethods!['GET']).toMatchObject({
      authorizationType: 'NONE',
      methodIntegration: { type: 'AWS_PROXY' },
    })
    const sizes: number[] = []
    for await (const page of paginateGetResources({ client }, { restApiId }))
      sizes.push(page.items!.length)
    expect(sizes).toEqual([25, 6])
  })
})

describe('a gateway that createGateway made', () => {
  it('shows in the control plane, with the ids of its events', async () => {
    const { region, client } = setting
    const check = region.registerFunction('check', async () => ({}))
    const api = region.createGateway(
      {
        'GET /a/{id}': { handler: 'one', authorizer: lambdaAuthorizer(check) },
        'POST /a/{id}': { handler: 'two', timeout: '5s' },
        'OPTIONS /a': {
          integration: {
            type: 'MOCK',
            requestTemplates: { 'application/json': '{"statusCode": 204}' },
            responses: [{ statusCode: 204 }],
          },
        },
      },
      { type: 'rest', name: 'made', stage: 'dev', binaryMediaTypes: ['image/png'] },
    )
    const restApiId = api.id
    const { items } = await client.send(new GetRestApisCommand({}))
    expect(items!.map(({ name }) => name)).toEqual(['orders', 'made'])
    expect(items![1]).toMatchObject({ id: restApiId, binaryMediaTypes: ['image/png'] })
    const resources = await client.send(new GetResourcesCommand({ restApiId, embed: ['methods'] }))
    expect(resources.items!.map(({ path }) => path)).toEqual(['/', '/a', '/a/{id}'])
    const [, mock, item] = resources.items!
    expect(item!.resourceMethods!['POST']).toMatchObject({
      methodIntegration: { type: 'AWS_PROXY', uri: uriOf('two'), timeoutInMillis: 5000 },
    })
    expect(mock!.resourceMethods!['OPTIONS']!.methodIntegration).toMatchObject({
      type: 'MOCK',
      integrationResponses: { 204: { statusCode: '204' } },
    })
    const { items: authorizers } = await client.send(new GetAuthorizersCommand({ restApiId }))
    expect(authorizers).toMatchObject([
      { name: 'check', type: 'TOKEN', authorizerUri: uriOf('check') },
    ])
    expect(item!.resourceMethods!['GET']).toMatchObject({
      authorizationType: 'CUSTOM',
      authorizerId: authorizers![0]!.id,
    })
    await api.post('/a/1')
    const { resourceId, deploymentId } = region.function('two').lastInvocation!.event.requestContext
    expect(resourceId).toBe(item!.id)
    const stage = await client.send(new GetStageCommand({ restApiId, stageName: 'dev' }))
    expect(stage).toMatchObject({ stageName: 'dev', deploymentId })
    const deployments = await client.send(new GetDeploymentsCommand({ restApiId }))
    expect(deployments.items!.map(({ id }) => id)).toEqual([deploymentId])
  })

  it('is changed by SDK calls and by its handle', async () => {
    const { region, client } = setting
    const api = region.createGateway({ 'GET /': 'one' }, { type: 'rest', stage: 'dev' })
    const made = { ...setting, restApiId: api.id }
    const { items } = await client.send(new GetResourcesCommand({ restApiId: api.id }))
    const rootId = items![0]!.id!
    const added = await addResource({ ...made, rootId }, '/sdk')
    await addMethod(made, added, 'GET', 'two')
    expect((await api.get('/sdk')).status).toBe(403)
    await deploy(made, 'dev')
    expect(await (await api.get('/sdk')).text()).toBe('two')
    expect(await (await api.get('/')).text()).toBe('one')
    api.route('GET /handle', 'two')
    expect(await (await api.get('/handle')).text()).toBe('two')
    expect(await (await api.get('/sdk')).text()).toBe('two')
    const after = await client.send(new GetResourcesCommand({ restApiId: api.id }))
    expect(after.items!.map(({ path }) => path)).toEqual(['/', '/sdk', '/handle'])
  })
})

it('models are checked', async () => {
  const { client, restApiId } = setting
  const make = (input: object): Promise<Error> =>
    errorOf(
      client.send(
        new CreateModelCommand({
          ...{ restApiId, name: 'M', contentType: 'application/json', schema: '{}' },
          ...input,
        }),
      ),
    )
  expect(await make({ name: 'Empty' })).toMatchObject({
    name: 'ConflictException',
    message: 'Model name already exists for this REST API',
  })
  expect(await make({ schema: '' })).toMatchObject({
    message: 'Model schema must have at least 1 property or array items defined',
  })
  expect(await make({ schema: '{"type":"nothing"}' })).toMatchObject({
    name: 'BadRequestException',
    message: expect.stringMatching(/^Invalid model specified: Validation Result: /),
  })
  expect(await make({ schema: '{' })).toMatchObject({ message: 'Invalid model schema specified' })
})
