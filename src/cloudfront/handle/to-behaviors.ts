/** Cache behaviors of options in AWS's form. */
import { shownValue } from '../../core/checks.ts'
import { didYouMean, MisuseError } from '../../core/errors.ts'
import { handleOf } from '../../core/handle.ts'
import { NO_TAGS } from '../../core/resources/tags.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import type {
  CacheBehavior,
  EdgeEventType,
  FunctionAssociation,
  LambdaFunctionAssociation,
  ListOf,
} from '../distributions/config.ts'
import { newETag } from '../distributions/names.ts'
import { functionArn } from '../functions/names.ts'
import { createStored, type ResourceType } from '../operations/resources.ts'
import * as types from '../operations/types.ts'
import type { CachePolicyConfig } from '../policies/configs.ts'
import { idOfPolicy, namesOf } from '../policies/find.ts'
import type { Builder } from './builder.ts'
import type { BehaviorOptions, CacheKeyOptions, CacheTtl, EdgeFunctions } from './options.ts'

const listOf = <Item>(items: readonly Item[]): ListOf<Item> => ({
  Quantity: items.length,
  Items: items,
})

const METHODS = {
  GET_HEAD: ['GET', 'HEAD'],
  GET_HEAD_OPTIONS: ['GET', 'HEAD', 'OPTIONS'],
  all: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
} as const

export function toBehavior(
  builder: Builder,
  options: BehaviorOptions,
  target: { readonly TargetOriginId: string; readonly PathPattern?: string },
): CacheBehavior {
  const { viewerProtocolPolicy = 'allow-all', allowedMethods = 'GET_HEAD' } = options
  const { cachedMethods = 'GET_HEAD', compress = true } = options
  if (!Object.hasOwn(METHODS, allowedMethods) || !Object.hasOwn(METHODS, cachedMethods)) {
    throw new MisuseError(
      `${builder.caller} received allowedMethods: ${shownValue(allowedMethods)}, cachedMethods: ${shownValue(cachedMethods)}.`,
      `one of ${Object.keys(METHODS).join(', ')}`,
    )
  }
  const { originRequestPolicy: request, responseHeadersPolicy: response } = options
  const requestId = policyId(builder, types.originRequestPolicies, request)
  const responseId = policyId(builder, types.responseHeadersPolicies, response)
  const groups = toKeyGroups(builder, options.trustedKeys)
  return {
    ...target,
    ViewerProtocolPolicy: viewerProtocolPolicy,
    AllowedMethods: {
      ...listOf(METHODS[allowedMethods]),
      CachedMethods: listOf(METHODS[cachedMethods]),
    },
    Compress: compress,
    CachePolicyId: toCachePolicy(builder, options),
    ...(requestId !== undefined && { OriginRequestPolicyId: requestId }),
    ...(responseId !== undefined && { ResponseHeadersPolicyId: responseId }),
    ...(groups && { TrustedKeyGroups: { Enabled: true, ...listOf(groups) } }),
    ...toAssociations(builder, options.functions ?? {}),
  }
}

function policyId<Config extends { readonly Name: string }>(
  builder: Builder,
  type: ResourceType<Config>,
  given: string | Omit<Config, 'Name'> | undefined,
): string | undefined {
  if (given === undefined) return undefined
  const { state } = builder
  const map = type.mapOf(state)
  const managed = type.managed ?? new Map<string, Config>()
  if (typeof given !== 'string') {
    return add(builder, type, { ...given, Name: builder.newName('policy') } as unknown as Config)
  }
  const id = idOfPolicy(map, managed, given)
  if (id !== undefined) return id
  const known = namesOf(map, managed)
  throw new MisuseError(
    `${builder.caller} received the ${type.noun} '${given}', which does not exist.`,
    `one of ${known.join(', ')}`,
    didYouMean(given, known),
  )
}

function add<Config extends { readonly Name: string }>(
  builder: Builder,
  type: ResourceType<Config>,
  config: Config,
): string {
  const { state, world } = builder
  const { id } = builder.ask(() => createStored(type, state, world, config, true))
  builder.undoLater(() => void type.mapOf(state).delete(id))
  return id
}

function toCachePolicy(
  builder: Builder,
  { cachePolicy, ttl, cacheKey, compress }: BehaviorOptions,
): string {
  if (cachePolicy !== undefined && (ttl !== undefined || cacheKey !== undefined)) {
    throw new MisuseError(
      `${builder.caller} received cachePolicy beside ${ttl === undefined ? 'cacheKey' : 'ttl'}.`,
      'either the name of a policy, or its settings',
    )
  }
  if (ttl === undefined && cacheKey === undefined) {
    return policyId(builder, types.cachePolicies, cachePolicy ?? 'CachingOptimized') ?? ''
  }
  const config = toPolicyConfig(builder.newName('cache'), ttl, cacheKey, compress !== false)
  return add(builder, types.cachePolicies, config)
}

const secondsOf = (duration: Duration, name: string): number =>
  toMilliseconds(duration, `ttl.${name}`) / 1000

function toPolicyConfig(
  Name: string,
  ttl: Duration | CacheTtl | undefined,
  { query, headers, cookies }: CacheKeyOptions = {},
  isCompressed: boolean,
): CachePolicyConfig {
  const times: CacheTtl = typeof ttl === 'object' ? ttl : ttl === undefined ? {} : { default: ttl }
  const MinTTL = secondsOf(times.min ?? 0, 'min')
  const DefaultTTL = secondsOf(times.default ?? Math.max(86_400, MinTTL), 'default')
  const MaxTTL = secondsOf(times.max ?? Math.max(31_536_000, DefaultTTL), 'max')
  return {
    Name,
    Comment: '',
    MinTTL,
    // A maximum below the usual default lowers it.
    DefaultTTL: times.default === undefined ? Math.min(DefaultTTL, MaxTTL) : DefaultTTL,
    MaxTTL,
    ParametersInCacheKeyAndForwardedToOrigin: {
      EnableAcceptEncodingGzip: isCompressed && MaxTTL > 0,
      EnableAcceptEncodingBrotli: isCompressed && MaxTTL > 0,
      HeadersConfig:
        headers === undefined || headers.length === 0
          ? { HeaderBehavior: 'none' }
          : { HeaderBehavior: 'whitelist', Headers: listOf(headers) },
      CookiesConfig:
        cookies === undefined || cookies === 'all'
          ? { CookieBehavior: cookies ?? 'none' }
          : { CookieBehavior: 'whitelist', Cookies: listOf(cookies) },
      QueryStringsConfig:
        query === undefined || query === 'all'
          ? { QueryStringBehavior: query ?? 'none' }
          : { QueryStringBehavior: 'whitelist', QueryStrings: listOf(query) },
    },
  }
}

/** Makes public keys of PEM texts, and a group of them. */
function toKeyGroups(
  builder: Builder,
  given: string | readonly string[] | undefined,
): readonly string[] | undefined {
  if (given === undefined) return undefined
  const ids = [given].flat().map((EncodedKey) => {
    const Name = builder.newName('key')
    return add(builder, types.publicKeys, { CallerReference: Name, Name, EncodedKey })
  })
  return [add(builder, types.keyGroups, { Name: builder.newName('keys'), Items: ids })]
}

const PLACES: readonly (readonly [keyof EdgeFunctions, EdgeEventType])[] = [
  ['viewerRequest', 'viewer-request'],
  ['viewerResponse', 'viewer-response'],
  ['originRequest', 'origin-request'],
  ['originResponse', 'origin-response'],
]

function toAssociations(builder: Builder, functions: EdgeFunctions): Partial<CacheBehavior> {
  const own: FunctionAssociation[] = []
  const lambdas: LambdaFunctionAssociation[] = []
  for (const [place, EventType] of PLACES) {
    const given = functions[place]
    if (given === undefined) continue
    const handle = handleOf(given)
    if (handle?.kind === 'function') {
      const LambdaFunctionARN = versionOf(builder, given)
      lambdas.push({ LambdaFunctionARN, EventType, IncludeBody: EventType.endsWith('request') })
    } else if (handle || (EventType !== 'viewer-request' && EventType !== 'viewer-response')) {
      throw wrongFunction(builder, place, given)
    } else own.push({ FunctionARN: toFunction(builder, place, given), EventType })
  }
  return {
    ...(own.length > 0 && { FunctionAssociations: listOf(own) }),
    ...(lambdas.length > 0 && { LambdaFunctionAssociations: listOf(lambdas) }),
  }
}

const wrongFunction = ({ caller }: Builder, place: string, given: unknown): MisuseError =>
  new MisuseError(
    `${caller} received functions.${place}: ${shownValue(given)}.`,
    place.startsWith('viewer')
      ? 'the code of a CloudFront function, a function that takes its event, or a function of registerFunction()'
      : 'a function of registerFunction(), which runs as Lambda@Edge',
  )

/** Lambda@Edge runs published versions: a function without one gets its first, as with CDK. */
function versionOf({ world, ask }: Builder, given: unknown): string {
  const arn = String(Reflect.get(Object(given), 'arn'))
  const [, , , region = '', , , , version] = arn.split(':')
  if (version !== undefined) return arn
  const home = world.has(region) ? world.in(region) : world
  const published = ask(() =>
    home.callSync({
      service: 'lambda',
      operation: 'PublishVersion',
      input: { FunctionName: arn },
      source: 'service',
    }),
  ) as { readonly FunctionArn: string }
  return published.FunctionArn
}

/** Makes a CloudFront function, and publishes it. */
function toFunction(builder: Builder, place: string, given: unknown): string {
  const { world, state } = builder
  if (typeof given !== 'string' && typeof given !== 'function') {
    throw wrongFunction(builder, place, given)
  }
  const named = typeof given === 'function' && given.name !== '' && given.name !== place
  const base = named ? String(given.name).replace(/[^\w-]/g, '-') : place
  const name = state.functions.has(base) ? builder.newName(base).slice(-64) : base
  const now = world.clock.now()
  const stage = {
    code: typeof given === 'string' ? given : '',
    config: { Comment: '', Runtime: 'cloudfront-js-2.0' as const },
    eTag: newETag(world),
    createdAt: now,
    modifiedAt: now,
  }
  builder.set(state.functions, name, {
    name,
    development: stage,
    live: stage,
    tags: NO_TAGS,
    generation: world.generation,
    isDeclared: true,
  })
  if (typeof given === 'function') {
    builder.set(state.edgeHandlers, name, given as (event: unknown) => unknown)
  }
  return functionArn(world, name)
}
