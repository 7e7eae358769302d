/** Distributions of a case, their origins, and the requests of viewers. */
import {
  CloudFrontClient,
  CreateCachePolicyCommand,
  CreateDistributionCommand,
  CreateFunctionCommand,
  PublishFunctionCommand,
  type CacheBehavior,
  type EventType,
  type Method,
} from '@aws-sdk/client-cloudfront'
import { isObject, type Json, type JsonObject } from './case.ts'
import { toSeen } from './gateway-world.ts'
import type { CaseWorld, Part } from './part.ts'

type Answer = (request: Request, count: number) => Response

const toResponse = ({ status = 200, headers, body = '' }: any): Response => {
  const hasBody = Number(status) !== 204 && Number(status) !== 304
  return new Response(hasBody ? String(body) : null, { status: Number(status), headers })
}

/** By kind. `count`: how many requests the origin has got before. */
const ORIGINS: Readonly<Record<string, (given: any) => Answer>> = {
  fixed: (given) => () => toResponse(given),
  etag:
    ({ etag, headers, body }) =>
    (request) =>
      request.headers.get('if-none-match') === etag
        ? new Response(null, { status: 304, headers: { ...headers, etag } })
        : toResponse({ headers: { ...headers, etag }, body }),
  lastModified:
    ({ lastModified, headers, body }) =>
    (request) =>
      request.headers.get('if-modified-since') === lastModified
        ? new Response(null, {
            status: 304,
            headers: { ...headers, 'last-modified': lastModified },
          })
        : toResponse({ headers: { ...headers, 'last-modified': lastModified }, body }),
  thenStatus:
    ({ first, then, headers, body }) =>
    (_request, count) =>
      toResponse(count === 0 ? first : isObject(then) ? then : { status: then, headers, body }),
  sequence:
    ({ responses }) =>
    (_request, count) =>
      toResponse(responses[Math.min(count, responses.length - 1)]),
  paths:
    ({ paths, otherwise }) =>
    (request) =>
      toResponse(paths[new URL(request.url).pathname] ?? otherwise ?? { status: 404 }),
  echo: () => (request) =>
    Response.json({
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
    }),
  down: () => () => {
    throw new Error('The origin is down.')
  },
}

const listOf = <Item>(items: readonly Item[]): { Quantity: number; Items: Item[] } => ({
  Quantity: items.length,
  Items: [...items],
})

const METHODS: Readonly<Record<string, readonly Method[]>> = {
  all: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
  read: ['GET', 'HEAD'],
}

const KNOWN = {
  distribution: new Set([
    ...['origins', 'defaultBehavior', 'behaviors', 'customErrorResponses', 'defaultRootObject'],
    ...['originGroups', 'cacheTagHeader', 'enabled'],
  ]),
  behavior: new Set([
    ...['origin', 'pathPattern', 'cachePolicy', 'allowedMethods', 'cachedMethods', 'compress'],
    ...['viewerProtocolPolicy', 'functions', 'originRequestPolicyId', 'responseHeadersPolicyId'],
  ]),
  policy: new Set([
    ...['MinTTL', 'DefaultTTL', 'MaxTTL', 'queryStrings', 'headers', 'cookies', 'gzip', 'brotli'],
  ]),
}

function checkKnown(what: keyof typeof KNOWN, given: object): void {
  const unknown = Object.keys(given).filter((key) => !KNOWN[what].has(key))
  if (unknown.length > 0) throw new Error(`a ${what} with ${unknown.join(', ')} is not known`)
}

/** Numbers the policies and functions of a case. */
const nameOf = ({ kept }: CaseWorld, what: string): string => {
  const count = Number(kept.get('cdn names') ?? 0) + 1
  kept.set('cdn names', count)
  return `${what}-${count}`
}

async function createPolicy(
  world: CaseWorld,
  client: CloudFrontClient,
  given: any,
): Promise<string> {
  if (typeof given === 'string') return given
  checkKnown('policy', given)
  const { MinTTL, DefaultTTL, MaxTTL, queryStrings, headers, cookies, gzip, brotli } = given
  const chosen = <Name extends string>(behavior: string, list: Name, value: any): any =>
    value === undefined || value === 'none' || value === 'all'
      ? { [behavior]: value ?? 'none' }
      : { [behavior]: 'whitelist', [list]: listOf(value) }
  const { CachePolicy } = await client.send(
    new CreateCachePolicyCommand({
      CachePolicyConfig: {
        ...{ Name: nameOf(world, 'policy'), MinTTL, DefaultTTL, MaxTTL },
        ParametersInCacheKeyAndForwardedToOrigin: {
          EnableAcceptEncodingGzip: gzip === true,
          EnableAcceptEncodingBrotli: brotli === true,
          HeadersConfig: chosen('HeaderBehavior', 'Headers', headers),
          CookiesConfig: chosen('CookieBehavior', 'Cookies', cookies),
          QueryStringsConfig: chosen('QueryStringBehavior', 'QueryStrings', queryStrings),
        },
      },
    }),
  )
  return CachePolicy!.Id!
}

async function createFunctions(
  world: CaseWorld,
  client: CloudFrontClient,
  functions: Readonly<Record<string, string>>,
): Promise<{ FunctionARN: string; EventType: EventType }[]> {
  const made: { FunctionARN: string; EventType: EventType }[] = []
  for (const [type, code] of Object.entries(functions)) {
    const Name = nameOf(world, 'function')
    const { ETag, FunctionSummary } = await client.send(
      new CreateFunctionCommand({
        Name,
        FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
        FunctionCode: Buffer.from(code),
      }),
    )
    await client.send(new PublishFunctionCommand({ Name, IfMatch: ETag! }))
    const FunctionARN = FunctionSummary!.FunctionMetadata!.FunctionARN!
    made.push({ FunctionARN, EventType: type as EventType })
  }
  return made
}

async function toBehavior(
  world: CaseWorld,
  client: CloudFrontClient,
  given: any,
): Promise<Omit<CacheBehavior, 'PathPattern'>> {
  checkKnown('behavior', given)
  const { origin, cachePolicy, allowedMethods, cachedMethods, compress, functions = {} } = given
  const {
    viewerProtocolPolicy = 'allow-all',
    originRequestPolicyId,
    responseHeadersPolicyId,
  } = given
  const methods = (value: any): readonly Method[] => METHODS[value ?? 'read'] ?? value
  return {
    TargetOriginId: origin,
    ViewerProtocolPolicy: viewerProtocolPolicy,
    CachePolicyId: await createPolicy(world, client, cachePolicy),
    Compress: compress === true,
    AllowedMethods: {
      ...listOf(methods(allowedMethods)),
      CachedMethods: listOf(methods(cachedMethods)),
    },
    FunctionAssociations: listOf(await createFunctions(world, client, functions)),
    ...(originRequestPolicyId && { OriginRequestPolicyId: originRequestPolicyId }),
    ...(responseHeadersPolicyId && { ResponseHeadersPolicyId: responseHeadersPolicyId }),
  }
}

const toErrorResponse = (given: any): any => ({
  ErrorCode: given.errorCode,
  ...(given.responsePagePath !== undefined && {
    ResponsePagePath: given.responsePagePath,
    ResponseCode: String(given.responseCode ?? given.errorCode),
  }),
  ...(given.errorCachingMinTTL !== undefined && { ErrorCachingMinTTL: given.errorCachingMinTTL }),
})

const toGroup = ([Id, given]: [string, any]): any => ({
  Id,
  FailoverCriteria: { StatusCodes: listOf(given.statusCodes) },
  Members: listOf(given.members.map((OriginId: string) => ({ OriginId }))),
})

async function createDistributions(world: CaseWorld, given: Json): Promise<void> {
  const { region, kept } = world
  const client = new CloudFrontClient(region.sdk)
  for (const [name, distribution] of Object.entries(given as Record<string, any>)) {
    checkKnown('distribution', distribution)
    const { origins, behaviors = [], customErrorResponses = [] } = distribution
    const { defaultRootObject, originGroups = {}, cacheTagHeader, enabled = true } = distribution
    const count = { requests: 0 }
    for (const [id, origin] of Object.entries<any>(origins)) {
      const make = ORIGINS[origin.kind]
      if (!make) throw new Error(`the origin ${JSON.stringify(origin)} is not known to the runner`)
      const answer = make(origin)
      let before = 0
      region.backend(`https://${id}.${name}.example`, (request) => {
        count.requests++
        return answer(request, before++)
      })
    }
    const made: CacheBehavior[] = []
    for (const behavior of behaviors) {
      made.push({
        ...(await toBehavior(world, client, behavior)),
        PathPattern: behavior.pathPattern,
      })
    }
    const { Distribution } = await client.send(
      new CreateDistributionCommand({
        DistributionConfig: {
          ...{ CallerReference: name, Comment: '', Enabled: enabled },
          Origins: listOf(
            Object.keys(origins).map((Id) => ({
              Id,
              DomainName: `${Id}.${name}.example`,
              CustomOriginConfig: {
                ...{ HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' },
              },
            })),
          ),
          OriginGroups: listOf(Object.entries(originGroups).map(toGroup)),
          DefaultCacheBehavior: await toBehavior(world, client, distribution.defaultBehavior),
          CacheBehaviors: listOf(made),
          CustomErrorResponses: listOf(customErrorResponses.map(toErrorResponse)),
          ...(defaultRootObject && { DefaultRootObject: defaultRootObject }),
          ...(cacheTagHeader && { CacheTagConfig: { HeaderName: cacheTagHeader } }),
        },
      } as any),
    )
    kept.set(`distribution ${name}`, { id: Distribution!.Id!, count })
  }
  client.destroy()
}

interface KeptDistribution {
  readonly id: string
  readonly count: { readonly requests: number }
}

const keptOf = ({ kept }: CaseWorld, name: unknown): KeptDistribution => {
  const found = kept.get(`distribution ${String(name)}`) as KeptDistribution | undefined
  if (!found) throw new Error(`the case has no distribution ${String(name)}`)
  return found
}

/** The id of a distribution of the case, for the inputs of calls. */
export const distributionId = (world: CaseWorld, name: Json): string => keptOf(world, name).id

export const cdnWorld: Part = {
  given: { distributions: createDistributions },
  when: {
    async cdnHttp(world, when: JsonObject) {
      const { kind: _, distribution, pop, method, path, headers, body, scheme, ...more } = when
      const unknown = Object.keys(more)
      if (unknown.length > 0) throw new Error(`cdnHttp with ${unknown.join(', ')} is not known`)
      const { id, count } = keptOf(world, distribution)
      const cdn = world.region.distribution(id)
      const url = `${String(scheme ?? 'https')}://${cdn.domainName}${String(path)}`
      const response = await cdn.fetch(url, {
        from: String(pop ?? 'IAD'),
        method: String(method),
        headers: (headers ?? {}) as Record<string, string>,
        ...(body !== undefined && { body: String(body) }),
      })
      return { response: await toSeen(response), originRequests: count.requests }
    },
  },
  then: {
    originRequests: (check, expected) =>
      check.match('originRequests', check.outcome['originRequests'], expected),
  },
}
