import {
  APIGatewayClient,
  CreateBasePathMappingCommand,
  CreateDomainNameCommand,
  DeleteBasePathMappingCommand,
  DeleteDomainNameCommand,
  DeleteRestApiCommand,
  GetBasePathMappingCommand,
  GetBasePathMappingsCommand,
  GetDomainNameCommand,
  GetDomainNamesCommand,
  UpdateBasePathMappingCommand,
  UpdateDomainNameCommand,
} from '@aws-sdk/client-api-gateway'
import {
  ApiGatewayV2Client,
  CreateApiMappingCommand,
  CreateDomainNameCommand as CreateV2DomainNameCommand,
  DeleteApiCommand,
  DeleteApiMappingCommand,
  DeleteDomainNameCommand as DeleteV2DomainNameCommand,
  GetApiMappingCommand,
  GetApiMappingsCommand,
  GetDomainNameCommand as GetV2DomainNameCommand,
  GetDomainNamesCommand as GetV2DomainNamesCommand,
  UpdateApiMappingCommand,
  UpdateDomainNameCommand as UpdateV2DomainNameCommand,
} from '@aws-sdk/client-apigatewayv2'
import { beforeEach, describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../../../region/index.ts'
import { errorOf } from '../error-of.fixture.ts'

const domainName = 'api.example.com'
const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/0'

let region: Region
let rest: APIGatewayClient
let v2: ApiGatewayV2Client
let restApiId: string
let ApiId: string
let event: Record<string, unknown>

const context = (): Record<string, unknown> => event['requestContext'] as Record<string, unknown>

beforeEach(() => {
  region = createRegion()
  rest = new APIGatewayClient({ ...region.sdk, maxAttempts: 1 })
  v2 = new ApiGatewayV2Client({ ...region.sdk, maxAttempts: 1 })
  const keep = region.registerFunction('keep', async (given) => {
    event = given as Record<string, unknown>
    return { statusCode: 200, body: 'kept' }
  })
  const routes = { 'GET /': keep, 'GET /orders/{id}': keep }
  restApiId = region.createGateway(routes, { type: 'rest', stage: 'live' }).id
  ApiId = region.createGateway(routes).id
})

const createDomain = (types: 'EDGE' | 'REGIONAL' = 'REGIONAL') =>
  rest.send(
    new CreateDomainNameCommand({
      ...{ domainName, regionalCertificateArn: certificate },
      endpointConfiguration: { types: [types] },
      tags: { team: 'orders' },
    }),
  )

const map = (basePath?: string, stage?: string) =>
  rest.send(new CreateBasePathMappingCommand({ domainName, basePath, restApiId, stage }))

const mapHttp = (ApiMappingKey?: string, DomainName = domainName) =>
  v2.send(new CreateApiMappingCommand({ DomainName, ApiMappingKey, ApiId, Stage: '$default' }))

describe('a custom domain name', () => {
  it('is made, read, listed, changed and deleted by the first API', async () => {
    const made = await createDomain()
    expect(made).toMatchObject({
      ...{ domainName, regionalCertificateArn: certificate, domainNameStatus: 'AVAILABLE' },
      ...{ securityPolicy: 'TLS_1_2', regionalHostedZoneId: 'Z1UJRXOUMOOFQ8' },
      regionalDomainName: expect.stringMatching(
        /^d-[a-z0-9]{10}\.execute-api\.us-east-1\.amazonaws\.com$/,
      ),
      endpointConfiguration: { types: ['REGIONAL'] },
      tags: { team: 'orders' },
    })
    const { $metadata: _, ...members } = made
    expect(await rest.send(new GetDomainNameCommand({ domainName }))).toMatchObject(members)
    const { items } = await rest.send(new GetDomainNamesCommand({}))
    expect(items).toEqual([members])
    const changed = await rest.send(
      new UpdateDomainNameCommand({
        domainName,
        patchOperations: [{ op: 'replace', path: '/regionalCertificateArn', value: 'arn:new' }],
      }),
    )
    expect(changed.regionalCertificateArn).toBe('arn:new')
    await rest.send(new DeleteDomainNameCommand({ domainName }))
    const gone = await errorOf(rest.send(new GetDomainNameCommand({ domainName })))
    expect(gone.message).toBe('Invalid domain name identifier specified')
  })

  it('is the same for the second API', async () => {
    await createDomain('EDGE')
    const read = await v2.send(new GetV2DomainNameCommand({ DomainName: domainName }))
    expect(read).toMatchObject({
      ...{ DomainName: domainName, ApiMappingSelectionExpression: '$request.basepath' },
      DomainNameConfigurations: [{ EndpointType: 'EDGE', HostedZoneId: 'Z2FDTNDATAQYW2' }],
      Tags: { team: 'orders' },
    })
    const DomainName = 'shop.example.com'
    await v2.send(new CreateV2DomainNameCommand({ DomainName }))
    const changed = await v2.send(
      new UpdateV2DomainNameCommand({
        DomainName,
        DomainNameConfigurations: [{ CertificateArn: certificate, EndpointType: 'EDGE' }],
      }),
    )
    expect(changed.DomainNameConfigurations).toMatchObject([
      {
        CertificateArn: certificate,
        ApiGatewayDomainName: expect.stringMatching(/cloudfront\.net$/),
      },
    ])
    const { Items } = await v2.send(new GetV2DomainNamesCommand({}))
    expect(Items?.map((item) => item.DomainName)).toEqual([domainName, DomainName])
    await v2.send(new DeleteV2DomainNameCommand({ DomainName }))
    expect((await rest.send(new GetDomainNamesCommand({}))).items).toHaveLength(1)
  })

  it('is unique and has the form of a host name', async () => {
    await createDomain()
    const again = await errorOf(createDomain())
    expect([again.name, again.message]).toEqual([
      'BadRequestException',
      'The domain name you provided already exists.',
    ])
    const wrong = await errorOf(
      rest.send(new CreateDomainNameCommand({ domainName: '__proto__', certificateArn: 'a' })),
    )
    expect(wrong.name).toBe('BadRequestException')
    const types = ['PRIVATE'] as const
    const unsupported = await errorOf(
      rest.send(
        new CreateDomainNameCommand({
          ...{ domainName: 'p.example.com', endpointConfiguration: { types: [...types] } },
        }),
      ),
    )
    expect(unsupported.message).toMatch(/endpointType PRIVATE/)
  })
})

describe('a base path mapping', () => {
  it('is made, read, listed, changed and deleted', async () => {
    await createDomain()
    expect(await map('v1', 'live')).toMatchObject({ basePath: 'v1', restApiId, stage: 'live' })
    const key = { domainName, basePath: 'v1' }
    expect(await rest.send(new GetBasePathMappingCommand(key))).toMatchObject({ restApiId })
    const patchOperations = [
      { op: 'replace' as const, path: '/basePath', value: '(none)' },
      { op: 'replace' as const, path: '/stage', value: '' },
    ]
    const changed = await rest.send(new UpdateBasePathMappingCommand({ ...key, patchOperations }))
    expect(changed).toMatchObject({ basePath: '(none)', restApiId })
    expect(changed.stage).toBeUndefined()
    const none = { domainName, basePath: '(none)' }
    await rest.send(new DeleteBasePathMappingCommand(none))
    expect((await rest.send(new GetBasePathMappingsCommand({ domainName }))).items).toEqual([])
    const gone = await errorOf(rest.send(new GetBasePathMappingCommand(none)))
    expect(gone.message).toBe('Invalid base path mapping identifier specified')
  })

  it.each([
    ['a/b', 'live', /^API Gateway V1 doesn't support the slash character/],
    ['a b', 'live', /may contain only letters, numbers and one of/],
    ['v1', 'nope', /^Invalid stage identifier specified$/],
    ['taken', 'live', /^Base path already exists for this domain name$/],
  ])('is refused: %s of stage %s', async (basePath, stage, message) => {
    await createDomain()
    await map('taken')
    expect((await errorOf(map(basePath, stage))).message).toMatch(message)
  })

  it('keeps its API from being deleted', async () => {
    await createDomain()
    await map('v1')
    const kept = await errorOf(rest.send(new DeleteRestApiCommand({ restApiId })))
    expect(kept.message).toBe(
      `Deleting RestApi ${restApiId} failed. Please remove all base path mappings related to the RestApi in your domains: ${domainName}`,
    )
    await mapHttp('v2')
    expect((await errorOf(v2.send(new DeleteApiCommand({ ApiId })))).message).toMatch(
      /^Deleting API .* failed. Please remove all API mappings/,
    )
  })
})

describe('an API mapping', () => {
  it('is made, read, listed, changed and deleted', async () => {
    await createDomain()
    const { ApiMappingId } = await mapHttp('orders/v1')
    const key = { DomainName: domainName, ApiMappingId }
    expect(await v2.send(new GetApiMappingCommand(key))).toMatchObject({
      ...{ ApiId, ApiMappingId, ApiMappingKey: 'orders/v1', Stage: '$default' },
    })
    const given = { ...key, ApiId, ApiMappingKey: 'orders/v2' }
    const changed = await v2.send(new UpdateApiMappingCommand(given))
    expect(changed.ApiMappingKey).toBe('orders/v2')
    const { Items } = await v2.send(new GetApiMappingsCommand({ DomainName: domainName }))
    expect(Items).toHaveLength(1)
    await v2.send(new DeleteApiMappingCommand(key))
    expect((await errorOf(v2.send(new GetApiMappingCommand(key)))).name).toBe('NotFoundException')
  })

  it('is refused for a key or a stage that AWS refuses', async () => {
    await createDomain()
    for (const key of ['/', '/foo', 'foo/', '^foo'])
      expect((await errorOf(mapHttp(key))).message).toBe(
        "An ApiMapping key may contain only letters, numbers and one of $-_.+!*'(),",
      )
    const stage = { DomainName: domainName, ApiId, Stage: 'nope' }
    expect((await errorOf(v2.send(new CreateApiMappingCommand(stage)))).message).toBe(
      'Invalid stage identifier specified',
    )
    await mapHttp()
    expect((await errorOf(mapHttp())).name).toBe('ConflictException')
  })
})

describe('a request to a custom domain name', () => {
  it('of a REST API has the base path in the event', async () => {
    await createDomain()
    await map('shop', 'live')
    const url = `https://${domainName}/shop/orders/7?a=1`
    expect(await (await region.fetch(url)).text()).toBe('kept')
    expect(event).toMatchObject({
      ...{ path: '/shop/orders/7', resource: '/orders/{id}', pathParameters: { id: '7' } },
      queryStringParameters: { a: '1' },
      headers: { Host: domainName },
      requestContext: {
        ...{ path: '/shop/orders/7', resourcePath: '/orders/{id}', stage: 'live' },
        ...{ domainName, domainPrefix: 'api' },
      },
    })
    const { lastRequest } = region.gateway(restApiId)
    expect(lastRequest?.request.url).toBe(url)
    expect(lastRequest?.rawPath).toBe('/orders/7')
    expect((await region.fetch(`https://${domainName}/shop`)).status).toBe(200)
    expect([event['path'], context()['resourcePath']]).toEqual(['/shop', '/'])
  })

  it('of a REST API has the stage in the path if the mapping has none', async () => {
    await createDomain()
    await map('shop')
    const path = '/shop/live/orders/7'
    expect((await region.fetch(`https://${domainName}${path}`)).status).toBe(200)
    expect([event['path'], context()['path'], context()['stage']]).toEqual([path, path, 'live'])
    expect((await region.fetch(`https://${domainName}/shop/nope`)).status).toBe(403)
  })

  it('of an HTTP API has no base path in format 2.0, and has it in format 1.0', async () => {
    await createDomain()
    await mapHttp('orders/v1')
    const url = `https://${domainName}/orders/v1/orders/7`
    expect((await region.fetch(url)).status).toBe(200)
    expect(event).toMatchObject({
      rawPath: '/orders/7',
      requestContext: { domainName, domainPrefix: 'api', http: { path: '/orders/7' } },
    })
    region.gateway(ApiId).route('GET /old', { handler: 'keep', payloadFormatVersion: '1.0' })
    expect((await region.fetch(`https://${domainName}/orders/v1/old`)).status).toBe(200)
    expect(event).toMatchObject({
      path: '/orders/v1/old',
      requestContext: { path: '/orders/v1/old' },
    })
  })

  it('goes to the mapping with the longest base path, in whole segments', async () => {
    await createDomain()
    await map('orders', 'live')
    await mapHttp('orders/v1')
    const kindOf = async (path: string): Promise<string> => {
      const { status } = await region.fetch(`https://${domainName}${path}`)
      if (status === 403) return 'none'
      return event['version'] === '2.0' ? 'http' : 'rest'
    }
    expect(await kindOf('/orders')).toBe('rest')
    expect(await kindOf('/orders/v1')).toBe('http')
    expect(await kindOf('/orders/v1/orders/7')).toBe('http')
    expect(await kindOf('/ordersv1')).toBe('none')
    expect(await kindOf('/')).toBe('none')
    await mapHttp()
    expect(await kindOf('/')).toBe('http')
  })

  it('that no mapping has is forbidden', async () => {
    await createDomain()
    const response = await region.fetch(`https://${domainName}/`)
    expect(response.status).toBe(403)
    expect(response.headers.get('x-amzn-errortype')).toBe('ForbiddenException')
    expect(await response.json()).toEqual({ message: 'Forbidden' })
  })

  it('reaches a wildcard name', async () => {
    await v2.send(new CreateV2DomainNameCommand({ DomainName: '*.example.com' }))
    await mapHttp(undefined, '*.example.com')
    expect((await region.fetch('https://shop.EXAMPLE.com/')).status).toBe(200)
    expect(context()['domainName']).toBe('shop.example.com')
    expect(region.owns('https://shop.example.com/')).toBe(true)
    expect(region.owns('https://a.shop.example.com/')).toBe(false)
  })

  it('is sent by the handle of its gateway', async () => {
    await createDomain()
    await map('shop', 'live')
    const api = region.gateway(restApiId)
    expect((await api.fetch(`https://${domainName}/shop/orders/7`)).status).toBe(200)
    expect(event).toMatchObject({ path: '/shop/orders/7', requestContext: { domainName } })
    const other = await errorOf(region.gateway(ApiId).fetch(`https://${domainName}/shop/`))
    expect(other.message).toMatch(/which the custom domain name maps to the gateway/)
  })

  it('is the only way to a gateway with disableExecuteApiEndpoint', async () => {
    await createDomain()
    const options = { disableExecuteApiEndpoint: true }
    const closed = region.createGateway({ 'GET /': 'keep' }, options)
    const Stage = '$default'
    const mapping = { DomainName: domainName, ApiId: closed.id, Stage }
    await v2.send(new CreateApiMappingCommand(mapping))
    expect((await region.fetch(`https://${domainName}/`)).status).toBe(200)
    expect((await region.fetch(closed.url)).status).toBe(404)
    expect(closed.lastRequest?.reason).toMatch(/disableExecuteApiEndpoint/)
    const old = region.createGateway({ 'GET /': 'keep' }, { type: 'rest', ...options })
    expect((await region.fetch(`${old.url}/`)).status).toBe(403)
  })
})
