/** Checks the cache settings of REST APIs and their routes. */
import { checkNames, shownValue } from '../../core/checks.ts'
import { MisuseError, UnsupportedError } from '../../core/errors.ts'
import { toMilliseconds } from '../../core/time/duration.ts'
import type { World } from '../../core/world/world.ts'
import type { CacheSettings, ParameterName, RouteCache } from '../api/definition.ts'
import type { CacheOptions, RouteCacheOptions } from '../api/options.ts'
import { parseParameter } from '../api/integrations/parameter-name.ts'
import { CACHE_TTL_MS, MAX_CACHE_TTL_MS } from '../limits.ts'

const SETTINGS = ['ttl', 'requiresAuthorization', 'unauthorized']
const STRATEGIES: readonly string[] = [
  ...['FAIL_WITH_403', 'SUCCEED_WITH_RESPONSE_HEADER', 'SUCCEED_WITHOUT_RESPONSE_HEADER'],
]

/** The cache of a stage, with AWS's defaults. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html
export function toStageCache(
  cache: boolean | CacheOptions,
  where: string,
): CacheSettings | undefined {
  if (cache === false) return undefined
  const defaults: CacheSettings = {
    ttlMs: CACHE_TTL_MS,
    requiresAuthorization: true,
    unauthorized: 'SUCCEED_WITH_RESPONSE_HEADER',
  }
  return cache === true ? defaults : { ...defaults, ...toSettings(cache, SETTINGS, where) }
}

/** The cache settings of a route, which override those of the stage. */
export function toRouteCache(
  world: World,
  cache: boolean | RouteCacheOptions,
  where: string,
): RouteCache {
  if (typeof cache === 'boolean') return { enabled: cache, settings: {}, keys: [] }
  const settings = toSettings(cache, [...SETTINGS, 'keys'], where)
  const keys = cache.keys ?? []
  return { enabled: true, settings, keys: keys.map((key) => toKey(world, key, where)) }
}

function toSettings(
  cache: CacheOptions,
  known: readonly string[],
  where: string,
): Partial<CacheSettings> {
  checkNames(cache, where, known, 'member')
  const { ttl, requiresAuthorization, unauthorized } = cache
  const ttlMs = ttl === undefined ? undefined : toMilliseconds(ttl, `${where}: ttl`)
  if (ttlMs !== undefined && ttlMs > MAX_CACHE_TTL_MS)
    throw new MisuseError(`${where}: ttl is ${shownValue(ttl)}.`, 'at most an hour')
  if (requiresAuthorization !== undefined && typeof requiresAuthorization !== 'boolean')
    throw new MisuseError(
      `${where}: requiresAuthorization is ${shownValue(requiresAuthorization)}.`,
      'true or false',
    )
  if (unauthorized !== undefined && !STRATEGIES.includes(unauthorized))
    throw new MisuseError(
      `${where}: unauthorized is ${shownValue(unauthorized)}.`,
      STRATEGIES.join(', '),
    )
  return {
    ...(ttlMs !== undefined && { ttlMs }),
    ...(requiresAuthorization !== undefined && { requiresAuthorization }),
    ...(unauthorized !== undefined && { unauthorized }),
  }
}

function toKey(world: World, key: string, where: string): ParameterName {
  const name = parseParameter(key)
  if (name) return name
  if (String(key).startsWith('integration.request.'))
    throw world.refuse(
      new UnsupportedError(
        { service: 'API Gateway', operation: 'cache key', parameter: key },
        'Use the parameter of the method.',
      ),
    )
  throw new MisuseError(
    `${where} received the key ${shownValue(key)}.`,
    'method.request.{path,querystring,header}.<name>',
  )
}
