/** The method settings and the cache of stages: their patches, and how AWS shows them. */
import type { Stage, StageParts } from '../../../api/deployments.ts'
import {
  DEFAULT_SETTINGS,
  methodsOfOptions,
  servedOfMethods,
  type MethodSettings,
  type StageMethods,
} from '../../../api/method-settings.ts'
import { badRequest } from '../../../control/errors.ts'
import { toFlag, type PatchRule } from '../../../control/patch.ts'

export type StageRule = PatchRule<Stage>

/** AWS's default. */
const CACHE_SIZE = '0.5'
const SIZES = ['0.5', '1.6', '6.1', '13.5', '28.4', '58.2', '118', '237']

/** A stage's settings. Those of a gateway that `createGateway` made come from its options. */
export function settingsOf(stage: Stage): {
  readonly methods: StageMethods
  readonly cacheClusterSize: string | undefined
} {
  const { methodSettings: methods, cacheClusterSize, served, definition } = stage
  if (methods) return { methods, cacheClusterSize }
  return {
    methods: methodsOfOptions(served, definition?.routes.values() ?? []),
    cacheClusterSize: served?.cache ? CACHE_SIZE : undefined,
  }
}

/** The stage with what requests need of its settings. */
export const withServed = (stage: StageParts): StageParts =>
  stage.methodSettings
    ? {
        ...stage,
        served: servedOfMethods(stage.methodSettings, stage.cacheClusterSize !== undefined),
      }
    : stage

/** The settings of a new stage. */
export function newSettings({
  cacheClusterEnabled = false,
  cacheClusterSize,
}: {
  readonly cacheClusterEnabled?: boolean
  readonly cacheClusterSize?: string
}): Pick<StageParts, 'methodSettings' | 'cacheClusterSize'> {
  if (!cacheClusterEnabled) return {}
  return { methodSettings: {}, cacheClusterSize: checkSize(cacheClusterSize ?? CACHE_SIZE) }
}

// AWS: API_CreateStage (cacheClusterSize). Unverified: the wording.
function checkSize(size: string): string {
  if (!SIZES.includes(size))
    throw badRequest(`Invalid cache cluster size. Must be one of: [${SIZES.join(', ')}]`)
  return size
}

const methodRule = (
  path: string,
  name: keyof MethodSettings,
  toValue: (text: string) => MethodSettings[typeof name],
): StageRule => ({
  path: `/*/*/${path}`,
  ops: ['replace'],
  apply(stage, { value, names }) {
    const key = names.join('/').replace(/^\//, '')
    const { methods, cacheClusterSize } = settingsOf(stage)
    const changed = { ...methods[key], [name]: toValue(value) }
    return { ...stage, cacheClusterSize, methodSettings: { ...methods, [key]: changed } }
  },
})

// Seen: LocalStack's tests against AWS.
function withoutSettings(stage: Stage, key: string): Stage {
  const { methods, cacheClusterSize } = settingsOf(stage)
  const { [key]: removed, ...methodSettings } = methods
  if (!removed)
    throw badRequest(
      `Cannot remove method setting ${key} because there is no method setting for this method `,
    )
  return { ...stage, cacheClusterSize, methodSettings }
}

const withCache = (stage: Stage, size: string | undefined): Stage => ({
  ...stage,
  methodSettings: settingsOf(stage).methods,
  cacheClusterSize: size,
})

/** At least 0. */
// Unverified: the wordings.
function toLimit(text: string): number {
  const limit = Number(text)
  if (text === '' || !(limit >= 0)) throw badRequest(`Invalid value for a limit: ${text}`)
  return limit
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html (at most
// an hour)
function toTtl(text: string): number {
  const ttl = toLimit(text)
  if (ttl > 3600) throw badRequest('Invalid cache TTL: it must be between 0 and 3600 seconds')
  return ttl
}

const STRATEGIES = [
  ...['FAIL_WITH_403', 'SUCCEED_WITH_RESPONSE_HEADER', 'SUCCEED_WITHOUT_RESPONSE_HEADER'],
]

function toStrategy(text: string): string {
  if (!STRATEGIES.includes(text))
    throw badRequest(`Invalid strategy: ${text}. Must be one of: [${STRATEGIES.join(', ')}]`)
  return text
}

/** Metrics and logs of executions have no effect in a test, nor has encryption. */
export const METHOD_RULES: readonly StageRule[] = [
  methodRule('metrics/enabled', 'metricsEnabled', toFlag),
  methodRule('logging/dataTrace', 'dataTraceEnabled', toFlag),
  methodRule('logging/loglevel', 'loggingLevel', (text) => text),
  methodRule('throttling/burstLimit', 'throttlingBurstLimit', toLimit),
  methodRule('throttling/rateLimit', 'throttlingRateLimit', toLimit),
  methodRule('caching/enabled', 'cachingEnabled', toFlag),
  methodRule('caching/ttlInSeconds', 'cacheTtlInSeconds', toTtl),
  methodRule('caching/dataEncrypted', 'cacheDataEncrypted', toFlag),
  methodRule(
    'caching/requireAuthorizationForCacheControl',
    'requireAuthorizationForCacheControl',
    toFlag,
  ),
  methodRule(
    'caching/unauthorizedCacheControlHeaderStrategy',
    'unauthorizedCacheControlHeaderStrategy',
    toStrategy,
  ),
  {
    path: '/*/*',
    ops: ['remove'],
    apply: (stage, { names }) => withoutSettings(stage, names.join('/')),
  },
  {
    path: '/cacheClusterEnabled',
    ops: ['replace'],
    apply: (stage, { value }) =>
      withCache(
        stage,
        toFlag(value) ? (settingsOf(stage).cacheClusterSize ?? CACHE_SIZE) : undefined,
      ),
  },
  {
    path: '/cacheClusterSize',
    ops: ['replace'],
    apply: (stage, { value }) => withCache(stage, checkSize(value)),
  },
]

/** The members of a stage in AWS's answers. */
export function shownSettings(stage: Stage): Record<string, unknown> {
  const { methods, cacheClusterSize } = settingsOf(stage)
  return {
    // Seen: LocalStack's tests against AWS (without a cache).
    cacheClusterEnabled: cacheClusterSize !== undefined,
    cacheClusterSize,
    cacheClusterStatus: cacheClusterSize === undefined ? 'NOT_AVAILABLE' : 'AVAILABLE',
    methodSettings: Object.fromEntries(
      Object.entries(methods).map(([key, given]) => [key, { ...DEFAULT_SETTINGS, ...given }]),
    ),
  }
}
