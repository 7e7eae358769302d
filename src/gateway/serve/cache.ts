/** Answers requests of REST APIs from the cache of their stage. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
import type { CacheSettings, RestApi, RouteDefinition } from '../api/definition.ts'
import { cachePrefix } from '../api/response-cache.ts'
import { readParameter } from '../context/request-parameters.ts'
import type { ChosenRoute, Exchange } from '../exchange/exchange.ts'
import { CACHED_RESPONSE_LIMIT_BYTES } from '../limits.ts'
import { lastHeader, type HeaderEntry } from '../messages/header-list.ts'
import { bodyLength, type GatewayAnswer } from '../messages/request.ts'
import { cacheInvalidationDenied, standardHeaders } from '../responses/own-answers.ts'
import { gateway } from '../service.ts'

/** The settings by which a request is cached. Undefined for one that is not. */
// AWS: the same page (only GET by default)
// Unverified: of an ANY method, GET is cached
export function cacheSettings(
  { api, request }: Exchange<RestApi>,
  { cache, method, integration }: RouteDefinition,
): CacheSettings | undefined {
  // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
  if ('streamed' in integration && integration.streamed) return undefined
  const stage = api.stageSettings?.cache
  const enabled = cache?.enabled ?? request.method === 'GET'
  if (!stage || !enabled || (method === 'ANY' && request.method !== 'GET')) return undefined
  const settings = { ...stage, ...cache?.settings }
  return settings.ttlMs > 0 ? settings : undefined
}

// Unverified: the text of the warning
const WARNING: HeaderEntry = [
  'Warning',
  '199 Cache-control headers were ignored because the caller was unauthorized.',
]

/** The cached response, or that of the integration, which is cached. */
export async function throughCache(
  exchange: Exchange<RestApi>,
  chosen: ChosenRoute,
  settings: CacheSettings,
  integrate: () => Promise<GatewayAnswer>,
): Promise<GatewayAnswer> {
  const { record, progress } = exchange
  const invalidates = asksForInvalidation(exchange)
  // IAM is the only way to be authorized, and a world without policies allows every signer.
  const authorized = !settings.requiresAuthorization || progress.granted?.identity !== undefined
  if (invalidates && !authorized && settings.unauthorized === 'FAIL_WITH_403')
    return cacheInvalidationDenied(exchange)
  const key = cacheKey(exchange, chosen)
  const cached = invalidates && authorized ? undefined : readCache(exchange, key)
  record.cacheHit = cached !== undefined
  const answer = cached ?? (await integrate())
  if (!cached) writeCache(exchange, key, settings, answer)
  const warns =
    invalidates && !authorized && settings.unauthorized === 'SUCCEED_WITH_RESPONSE_HEADER'
  return warns ? { ...answer, headers: [...answer.headers, WARNING] } : answer
}

// AWS: the same page (a client invalidates the entry with `Cache-Control: max-age=0`)
const asksForInvalidation = ({ request }: Exchange): boolean =>
  /(?:^|,)\s*max-age\s*=\s*0\s*(?:,|$)/i.test(lastHeader(request.headers, 'cache-control') ?? '')

/** Requests of a method share one entry, but for the values of its key parameters. */
function cacheKey(exchange: Exchange<RestApi>, { route }: ChosenRoute): string {
  const { api, request } = exchange
  const values = route.cache?.keys.map((name) => readParameter(exchange, name) ?? null) ?? []
  const place = [route.resourceId, request.method, api.isCanary === true, ...values]
  return `${cachePrefix(api.id, api.stage)}${JSON.stringify(place)}`
}

function readCache(exchange: Exchange<RestApi>, key: string): GatewayAnswer | undefined {
  const { world } = exchange
  const entry = world.state(gateway).responses.get(key)
  if (!entry || entry.until <= world.clock.now()) return undefined
  const { status, headers, body } = entry
  return { status, headers: [...standardHeaders(exchange), ...headers], body }
}

const OF_ONE_REQUEST = new Set(['date', 'x-amzn-requestid', 'x-amz-apigw-id', 'x-amzn-trace-id'])

// AWS: the same page (what the endpoint answers is cached whatever its status, up to 1 MB)
// Unverified: errors of the gateway itself are not cached
function writeCache(
  { world, record }: Exchange<RestApi>,
  key: string,
  { ttlMs }: CacheSettings,
  { status, headers, body }: GatewayAnswer,
): void {
  if (record.error || bodyLength(body) > CACHED_RESPONSE_LIMIT_BYTES) return
  const kept = headers.filter(([name]) => !OF_ONE_REQUEST.has(name.toLowerCase()))
  const until = world.clock.now() + ttlMs
  world.state(gateway).responses.set(key, { until, status, headers: kept, body })
}
