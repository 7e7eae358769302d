import * as sdk from '@aws-sdk/client-cloudfront'
import { getSignedCookies, getSignedUrl } from '@aws-sdk/cloudfront-signer'
import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'

const ORIGIN = {
  Id: 'o',
  DomainName: 'origin.example',
  CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' as const },
}
const OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6'

const configOf = (more: Partial<sdk.DistributionConfig> = {}): sdk.DistributionConfig => ({
  CallerReference: 'one',
  Comment: '',
  Enabled: true,
  Origins: { Quantity: 1, Items: [ORIGIN] },
  DefaultCacheBehavior: {
    TargetOriginId: 'o',
    ViewerProtocolPolicy: 'allow-all',
    CachePolicyId: OPTIMIZED,
  },
  ...more,
})

function setUp() {
  const region = createRegion()
  const client = new sdk.CloudFront(region.sdk)
  region.backend('https://origin.example', (request) => new Response(new URL(request.url).pathname))
  return { region, client }
}

const failure = async (call: Promise<unknown>): Promise<[string, string]> => {
  try {
    await call
  } catch (error) {
    return [(error as Error).name, (error as Error).message]
  }
  throw new Error('It did not fail.')
}

describe('distributions', () => {
  it('are created, read, changed and deleted', async () => {
    const { region, client } = setUp()
    const made = await client.createDistribution({ DistributionConfig: configOf() })
    expect(made.Distribution).toMatchObject({
      ARN: `arn:aws:cloudfront::123456789012:distribution/${made.Distribution!.Id!}`,
      Status: 'InProgress',
      DistributionConfig: { PriceClass: 'PriceClass_All', HttpVersion: 'http2' },
    })
    const Id = made.Distribution!.Id!
    const read = await client.getDistribution({ Id })
    expect(read.Distribution?.Status).toBe('Deployed')
    expect(await (await region.distribution(Id).fetch('/a')).text()).toBe('/a')
    const url = `https://${made.Distribution!.DomainName!}/b`
    expect(await (await region.fetch(url)).text()).toBe('/b')

    const { DistributionConfig, ETag } = await client.getDistributionConfig({ Id })
    const update = { Id, DistributionConfig: { ...DistributionConfig!, Enabled: false } }
    expect(await failure(client.updateDistribution(update))).toEqual([
      'InvalidIfMatchVersion',
      'The If-Match version is missing or not valid for the resource.',
    ])
    expect((await failure(client.updateDistribution({ ...update, IfMatch: 'x' })))[0]).toBe(
      'PreconditionFailed',
    )
    expect((await failure(client.deleteDistribution({ Id, IfMatch: ETag! })))[0]).toBe(
      'DistributionNotDisabled',
    )
    const changed = await client.updateDistribution({ ...update, IfMatch: ETag! })
    expect((await region.fetch(url)).status).toBe(403)
    expect((await client.listDistributions({})).DistributionList).toMatchObject({
      Quantity: 1,
      IsTruncated: false,
      Items: [{ Id, Enabled: false, Origins: { Items: [{ Id: 'o' }] } }],
    })
    await client.deleteDistribution({ Id, IfMatch: changed.ETag! })
    expect((await failure(client.getDistribution({ Id })))[0]).toBe('NoSuchDistribution')
  })

  it.each<[string, Partial<sdk.DistributionConfig>]>([
    [
      'NoSuchOrigin',
      { DefaultCacheBehavior: { ...configOf().DefaultCacheBehavior!, TargetOriginId: 'x' } },
    ],
    ['InconsistentQuantities', { Origins: { Quantity: 2, Items: [ORIGIN] } }],
    [
      'InvalidOrigin',
      {
        Origins: {
          Quantity: 1,
          Items: [{ ...ORIGIN, S3OriginConfig: { OriginAccessIdentity: '' } }],
        },
      },
    ],
    [
      'NoSuchCachePolicy',
      { DefaultCacheBehavior: { ...configOf().DefaultCacheBehavior!, CachePolicyId: 'x' } },
    ],
    ['InvalidViewerCertificate', { Aliases: { Quantity: 1, Items: ['a.example'] } }],
    ['InvalidDefaultRootObject', { DefaultRootObject: '/index.html' }],
    [
      'InvalidFunctionAssociation',
      {
        DefaultCacheBehavior: {
          ...configOf().DefaultCacheBehavior!,
          FunctionAssociations: {
            Quantity: 1,
            Items: [
              {
                EventType: 'viewer-request',
                FunctionARN: 'arn:aws:cloudfront::123456789012:function/none',
              },
            ],
          },
        },
      },
    ],
    [
      'InvalidLambdaFunctionAssociation',
      {
        DefaultCacheBehavior: {
          ...configOf().DefaultCacheBehavior!,
          LambdaFunctionAssociations: {
            Quantity: 1,
            Items: [
              {
                EventType: 'viewer-request',
                LambdaFunctionARN: 'arn:aws:lambda:eu-west-1:123456789012:function:f:1',
              },
            ],
          },
        },
      },
    ],
  ])('%s leaves nothing behind', async (code, more) => {
    const { client } = setUp()
    const call = client.createDistribution({ DistributionConfig: configOf(more) })
    expect((await failure(call))[0]).toBe(code)
    expect((await client.listDistributions({})).DistributionList?.Quantity).toBe(0)
  })

  it.each<[string, Partial<sdk.DistributionConfig>]>([
    [
      'DistributionConfig.WebACLId',
      { WebACLId: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b' },
    ],
    [
      'DistributionConfig.Logging',
      { Logging: { Enabled: true, IncludeCookies: false, Bucket: 'b', Prefix: '' } },
    ],
    ['DistributionConfig.TenantConfig', { TenantConfig: { ParameterDefinitions: [] } }],
  ])('%s is refused by name', async (parameter, more) => {
    const { client } = setUp()
    const [name, message] = await failure(
      client.createDistribution({ DistributionConfig: configOf(more) }),
    )
    expect(name).toBe('UnsupportedError')
    expect(message).toContain(parameter)
  })

  it('invalidations repeat by their reference', async () => {
    const { client } = setUp()
    const { Distribution } = await client.createDistribution({ DistributionConfig: configOf() })
    const invalidate = (CallerReference: string, ...Items: string[]) =>
      client.createInvalidation({
        DistributionId: Distribution!.Id!,
        InvalidationBatch: { CallerReference, Paths: { Quantity: Items.length, Items } },
      })
    const first = await invalidate('1', '/a')
    const again = await invalidate('1', '/a')
    expect(again.Invalidation?.Id).toBe(first.Invalidation?.Id)
    expect((await failure(invalidate('1', '/b')))[0]).toBe('InvalidationBatchAlreadyExists')
    expect(await failure(invalidate('2', 'a'))).toEqual([
      'InvalidArgument',
      'Your request contains one or more invalid invalidation paths.',
    ])
    const ids = { DistributionId: Distribution!.Id!, Id: first.Invalidation!.Id! }
    expect((await client.getInvalidation(ids)).Invalidation?.Status).toBe('Completed')
    expect((await client.listInvalidations(ids)).InvalidationList?.Quantity).toBe(1)
  })
})

describe('policies, functions, tags', () => {
  it('a policy has a name of its own, and stays while it is used', async () => {
    const { client } = setUp()
    const CachePolicyConfig = { Name: 'mine', MinTTL: 1 }
    const { CachePolicy, ETag } = await client.createCachePolicy({ CachePolicyConfig })
    expect((await failure(client.createCachePolicy({ CachePolicyConfig })))[0]).toBe(
      'CachePolicyAlreadyExists',
    )
    const { Id } = CachePolicy!
    await client.createDistribution({
      DistributionConfig: configOf({
        DefaultCacheBehavior: { ...configOf().DefaultCacheBehavior!, CachePolicyId: Id! },
      }),
    })
    expect((await failure(client.deleteCachePolicy({ Id, IfMatch: ETag! })))[0]).toBe(
      'CachePolicyInUse',
    )
    const using = await client.listDistributionsByCachePolicyId({ CachePolicyId: Id! })
    expect(using.DistributionIdList).toMatchObject({ Quantity: 1, IsTruncated: false })
    const others = await client.listDistributionsByCachePolicyId({ CachePolicyId: OPTIMIZED })
    expect(others.DistributionIdList).toMatchObject({ Quantity: 0, MaxItems: 100 })
    const none = client.listDistributionsByCachePolicyId({ CachePolicyId: 'none' })
    expect((await failure(none))[0]).toBe('NoSuchCachePolicy')
    const managed = await client.listCachePolicies({ Type: 'managed' })
    expect(
      managed.CachePolicyList?.Items?.map((each) => each.CachePolicy?.CachePolicyConfig?.Name),
    ).toContain('Managed-CachingDisabled')
    expect((await failure(client.deleteCachePolicy({ Id: OPTIMIZED, IfMatch: 'x' })))[0]).toBe(
      'IllegalDelete',
    )
    const page = await client.listCachePolicies({ MaxItems: 2 })
    expect(page.CachePolicyList).toMatchObject({ Quantity: 2, NextMarker: expect.any(String) })
  })

  it('a function is developed, tested and published', async () => {
    const { region, client } = setUp()
    const code = (uri: string) =>
      Buffer.from(
        `function handler(event) { console.log('x'); event.request.uri = '${uri}'; return event.request }`,
      )
    const FunctionConfig = { Comment: '', Runtime: 'cloudfront-js-2.0' as const }
    const Name = 'rewrite'
    const made = await client.createFunction({ Name, FunctionConfig, FunctionCode: code('/1') })
    const event = {
      request: { uri: '/', method: 'GET', querystring: {}, headers: {}, cookies: {} },
    }
    const EventObject = Buffer.from(JSON.stringify(event))
    const tested = await client.testFunction({ Name, IfMatch: made.ETag!, EventObject })
    expect(tested.TestResult).toMatchObject({
      FunctionExecutionLogs: ['x'],
      FunctionErrorMessage: '',
    })
    expect(JSON.parse(tested.TestResult!.FunctionOutput!)).toMatchObject({ request: { uri: '/1' } })

    const published = await client.publishFunction({ Name, IfMatch: made.ETag! })
    const { FunctionARN } = published.FunctionSummary!.FunctionMetadata!
    const { Distribution } = await client.createDistribution({
      DistributionConfig: configOf({
        DefaultCacheBehavior: {
          ...configOf().DefaultCacheBehavior!,
          FunctionAssociations: {
            Quantity: 1,
            Items: [{ EventType: 'viewer-request', FunctionARN }],
          },
        },
      }),
    })
    const cdn = region.distribution(Distribution!.Id!)
    const update = { Name, FunctionConfig, FunctionCode: code('/2'), IfMatch: made.ETag! }
    const updated = await client.updateFunction(update)
    expect(await (await cdn.fetch('/a')).text()).toBe('/1')
    await client.publishFunction({ Name, IfMatch: updated.ETag! })
    expect(await (await cdn.fetch('/a')).text()).toBe('/2')
    const { FunctionCode } = await client.getFunction({ Name, Stage: 'LIVE' })
    expect(Buffer.from(FunctionCode!).toString()).toBe(code('/2').toString())
    expect((await failure(client.deleteFunction({ Name, IfMatch: updated.ETag! })))[0]).toBe(
      'FunctionInUse',
    )
  })

  it('tags', async () => {
    const { client } = setUp()
    const { Distribution } = await client.createDistributionWithTags({
      DistributionConfigWithTags: {
        DistributionConfig: configOf(),
        Tags: { Items: [{ Key: 'team', Value: 'a' }] },
      },
    })
    const Resource = Distribution!.ARN!
    await client.tagResource({ Resource, Tags: { Items: [{ Key: 'stage', Value: 'test' }] } })
    await client.untagResource({ Resource, TagKeys: { Items: ['team'] } })
    expect((await client.listTagsForResource({ Resource })).Tags?.Items).toEqual([
      { Key: 'stage', Value: 'test' },
    ])
  })

  it('everything else is refused by name', async () => {
    const { client } = setUp()
    const [name, message] = await failure(client.listKeyValueStores({}))
    expect(name).toBe('UnsupportedError')
    expect(message).toContain('ListKeyValueStores')
  })
})

describe('signatures', () => {
  let keys: { publicKey: string; privateKey: string }
  beforeAll(() => {
    keys = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
  })

  const signedRegion = () => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const cdn = region.createDistribution({
      origin: (request) => new Response(new URL(request.url).search),
      trustedKeys: keys.publicKey,
      cacheKey: { query: 'all' },
    })
    const signer = { keyPairId: cdn.keyPairIds[0] ?? '', privateKey: keys.privateKey }
    return { region, cdn, signer }
  }

  it.each(['SHA1', 'SHA256'] as const)('a custom policy, with %s', async (algorithm) => {
    const { cdn, signer } = signedRegion()
    const policy = JSON.stringify({
      Statement: [
        {
          Resource: `${cdn.url}/in/*`,
          Condition: {
            DateLessThan: { 'AWS:EpochTime': Date.parse('2026-01-02') / 1000 },
            IpAddress: { 'AWS:SourceIp': '127.0.0.0/8' },
          },
        },
      ],
    })
    const url = getSignedUrl({ ...signer, url: `${cdn.url}/in/a?b=1`, policy, algorithm })
    const response = await cdn.fetch(url)
    // The origin does not see the signature.
    expect([response.status, await response.text()]).toEqual([200, '?b=1'])
    const other = await cdn.fetch(url.replace('/in/', '/out/'))
    expect(await other.text()).toContain('<Code>AccessDenied</Code>')
    expect(cdn.lastRequest?.reason).toContain('/out/a')
  })

  it('cookies', async () => {
    const { cdn, signer } = signedRegion()
    const cookies = getSignedCookies({ ...signer, url: `${cdn.url}/a`, dateLessThan: '2026-01-02' })
    const cookie = Object.entries(cookies)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join('; ')
    expect((await cdn.fetch('/a', { headers: { cookie } })).status).toBe(200)
    expect((await cdn.fetch('/b', { headers: { cookie } })).status).toBe(403)
  })

  it('unknown keys and changed signatures', async () => {
    const { cdn, signer } = signedRegion()
    const none = await cdn.fetch('/a')
    expect(await none.text()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Error><Code>MissingKey</Code><Message>Missing Key-Pair-Id query parameter or cookie value</Message></Error>',
    )
    const input = { ...signer, url: `${cdn.url}/a`, dateLessThan: '2026-01-02' }
    const foreign = await cdn.fetch(getSignedUrl({ ...input, keyPairId: 'KX' }))
    expect(await foreign.text()).toContain('<Code>InvalidKey</Code>')
    const url = getSignedUrl(input).replace(/Signature=.{4}/, 'Signature=AAAA')
    expect((await cdn.fetch(url)).status).toBe(403)
  })
})
