/**
 * The settings of a REST API's stage for its methods, in AWS's form, and what they mean for
 * requests.
 *
 * AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html
 */
import type {
  CacheSettings,
  DetailedMetrics,
  MethodOverride,
  RouteDefinition,
  ServedSettings,
} from './definition.ts'
import type { Throttle } from './options.ts'

/** Absent members have AWS's defaults. */
export interface MethodSettings {
  readonly metricsEnabled?: boolean
  readonly loggingLevel?: string
  readonly dataTraceEnabled?: boolean
  readonly throttlingBurstLimit?: number
  readonly throttlingRateLimit?: number
  readonly cachingEnabled?: boolean
  readonly cacheTtlInSeconds?: number
  readonly cacheDataEncrypted?: boolean
  readonly requireAuthorizationForCacheControl?: boolean
  readonly unauthorizedCacheControlHeaderStrategy?: string
}

/** `orders/{id}/GET` for one method, and the key below for all others. */
export type StageMethods = Readonly<Record<string, MethodSettings>>

const ALL_METHODS = '*/*'

// Seen: LocalStack's tests against AWS.
export const DEFAULT_SETTINGS: Required<MethodSettings> = {
  metricsEnabled: false,
  loggingLevel: 'OFF',
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10_000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
}

/** The settings that AWS would show for what `createGateway` received. */
export function methodsOfOptions(
  served: ServedSettings | undefined,
  routes: Iterable<RouteDefinition>,
): StageMethods {
  const all = {
    ...ofThrottle(served?.throttle),
    ...(served?.cache && { cachingEnabled: true, ...ofCache(served.cache) }),
  }
  const entries: [string, MethodSettings][] =
    Object.keys(all).length > 0 ? [[ALL_METHODS, all]] : []
  for (const { key, throttle, cache } of routes)
    if (throttle || cache)
      entries.push([
        settingsKey(key),
        {
          ...ofThrottle(throttle),
          ...(cache && { cachingEnabled: cache.enabled, ...ofCache(cache.settings) }),
        },
      ])
  return Object.fromEntries(entries)
}

/** `orders/GET` for the route `GET /orders`. */
export function settingsKey(routeKey: string): string {
  const [method = '', path = ''] = routeKey.split(' ')
  return `${path.slice(1)}/${method}`
}

const ofThrottle = (throttle: Throttle | undefined): MethodSettings =>
  throttle ? { throttlingRateLimit: throttle.rate, throttlingBurstLimit: throttle.burst } : {}

const ofCache = (cache: Partial<CacheSettings>): MethodSettings => ({
  ...(cache.ttlMs !== undefined && { cacheTtlInSeconds: cache.ttlMs / 1000 }),
  ...(cache.requiresAuthorization !== undefined && {
    requireAuthorizationForCacheControl: cache.requiresAuthorization,
  }),
  ...(cache.unauthorized !== undefined && {
    unauthorizedCacheControlHeaderStrategy: cache.unauthorized,
  }),
})

/** What requests need of a stage's settings. */
export function servedOfMethods(methods: StageMethods, hasCache: boolean): ServedSettings {
  const { [ALL_METHODS]: all = {}, ...others } = methods
  const byDefault = all.cachingEnabled === true ? undefined : false
  const overrideOf = (settings: MethodSettings): MethodOverride => ({
    throttle: toThrottle(settings),
    cache: hasCache
      ? { enabled: settings.cachingEnabled ?? byDefault, settings: toCache(settings) }
      : undefined,
  })
  const entries = Object.entries(others).map(
    ([key, settings]) => [key, overrideOf(settings)] as const,
  )
  const rest: MethodOverride = {
    throttle: undefined,
    cache: hasCache ? { enabled: byDefault, settings: {} } : undefined,
  }
  const metrics = Object.entries(others).map(
    ([key, { metricsEnabled }]) => [key, metricsEnabled] as const,
  )
  return {
    throttle: toThrottle(all),
    cache: hasCache ? toStageCache(all) : undefined,
    detailedMetrics: toDetailedMetrics(all.metricsEnabled, metrics),
    methods: { named: new Map(entries), rest },
  }
}

/** Undefined where no method has metrics of its own. */
export function toDetailedMetrics(
  all: boolean | undefined,
  named: readonly (readonly [key: string, enabled: boolean | undefined])[],
): DetailedMetrics | undefined {
  const own = named.flatMap(([key, enabled]) =>
    enabled === undefined ? [] : [[key, enabled] as const],
  )
  return all === true || own.some(([, enabled]) => enabled)
    ? { all: all ?? false, named: new Map(own) }
    : undefined
}

/** Whether a route has metrics of its own. */
export const hasDetailedMetrics = (
  metrics: DetailedMetrics | undefined,
  routeKey: string | undefined,
): boolean =>
  metrics !== undefined &&
  routeKey !== undefined &&
  (metrics.named.get(settingsKey(routeKey)) ?? metrics.all)

/** Unset limits are the account's, which apply anyway. */
function toThrottle({
  throttlingBurstLimit: burst,
  throttlingRateLimit: rate,
}: MethodSettings): Throttle | undefined {
  if (burst === undefined && rate === undefined) return undefined
  const { throttlingBurstLimit, throttlingRateLimit } = DEFAULT_SETTINGS
  return { rate: rate ?? throttlingRateLimit, burst: burst ?? throttlingBurstLimit }
}

const toStageCache = (all: MethodSettings): CacheSettings => {
  const { cacheTtlInSeconds, requireAuthorizationForCacheControl } = DEFAULT_SETTINGS
  return {
    ttlMs: cacheTtlInSeconds * 1000,
    requiresAuthorization: requireAuthorizationForCacheControl,
    unauthorized: 'SUCCEED_WITH_RESPONSE_HEADER',
    ...toCache(all),
  }
}

const toCache = (settings: MethodSettings): Partial<CacheSettings> => ({
  ...(settings.cacheTtlInSeconds !== undefined && { ttlMs: settings.cacheTtlInSeconds * 1000 }),
  ...(settings.requireAuthorizationForCacheControl !== undefined && {
    requiresAuthorization: settings.requireAuthorizationForCacheControl,
  }),
  ...(settings.unauthorizedCacheControlHeaderStrategy !== undefined && {
    unauthorized: settings.unauthorizedCacheControlHeaderStrategy as CacheSettings['unauthorized'],
  }),
})

/** The route with a stage's settings for its method. */
export function withOverride(
  route: RouteDefinition,
  { named, rest }: NonNullable<ServedSettings['methods']>,
): RouteDefinition {
  const { throttle, cache } = named.get(settingsKey(route.key)) ?? rest
  if (!throttle && !cache) return route
  return {
    ...route,
    throttle: throttle ?? route.throttle,
    // AWS: api-gateway-caching.html (only GET by default)
    cache: cache && {
      enabled: cache.enabled ?? (route.method === 'GET' || route.method === 'ANY'),
      settings: cache.settings,
      keys: route.cache?.keys ?? [],
    },
  }
}
