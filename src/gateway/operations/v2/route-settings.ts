/** The route settings of stages of HTTP APIs. */
import type { MethodOverride, ServedSettings } from '../../api/definition.ts'
import type { StageParts } from '../../api/deployments.ts'
import type { V2Stage } from '../../draft/v2-api.ts'
import { DEFAULT_SETTINGS, settingsKey, toDetailedMetrics } from '../../api/method-settings.ts'
import type { Throttle } from '../../api/options.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { invalidId } from '../../control/errors.ts'

export interface RouteSettings {
  readonly DetailedMetricsEnabled?: boolean
  readonly ThrottlingBurstLimit?: number
  readonly ThrottlingRateLimit?: number
  readonly DataTraceEnabled?: boolean
  readonly LoggingLevel?: string
}

type ByRoute = Readonly<Record<string, RouteSettings>>

interface Settings {
  readonly all: RouteSettings
  readonly routes: ByRoute
}

/** A stage's settings. Those of a gateway that `createGateway` made come from its options. */
function settingsOf({ shown, served, ...stage }: StageParts | V2Stage): Settings {
  const all = shown?.['DefaultRouteSettings'] as RouteSettings | undefined
  const routes = shown?.['RouteSettings'] as ByRoute | undefined
  if (all || routes) return { all: all ?? {}, routes: routes ?? {} }
  const definition = 'definition' in stage ? stage.definition : undefined
  const own = [...(definition?.routes.values() ?? [])].flatMap(({ key, throttle }) =>
    throttle ? [[key, ofThrottle(throttle)] as const] : [],
  )
  return { all: ofThrottle(served?.throttle), routes: Object.fromEntries(own) }
}

const ofThrottle = (throttle: Throttle | undefined): RouteSettings =>
  throttle ? { ThrottlingRateLimit: throttle.rate, ThrottlingBurstLimit: throttle.burst } : {}

/** The stage with further settings. Those of a route replace the ones that it had. */
// Seen: the provider of hashicorp/terraform-provider-aws, which deletes the settings of routes one by
// one.
export function withRouteSettings(
  stage: StageParts | V2Stage,
  given: { readonly DefaultRouteSettings?: RouteSettings; readonly RouteSettings?: ByRoute },
): StageParts {
  const { DefaultRouteSettings, RouteSettings: byRoute } = given
  if (!DefaultRouteSettings && !byRoute) return stage
  const { all, routes } = settingsOf(stage)
  return withSettings(stage, {
    all: DefaultRouteSettings ? { ...all, ...withoutUndefined(DefaultRouteSettings) } : all,
    routes: { ...routes, ...byRoute },
  })
}

// Unverified: the answer for a route without settings.
export function withoutRouteSettings(stage: V2Stage, routeKey: string): StageParts {
  const { all, routes } = settingsOf(stage)
  const { [routeKey]: removed, ...others } = routes
  if (!removed) throw invalidId('RouteSettings', routeKey)
  return withSettings(stage, { all, routes: others })
}

function withSettings(stage: StageParts, { all, routes }: Settings): StageParts {
  const named = Object.entries(routes).map(([key, settings]): [string, MethodOverride] => [
    settingsKey(key),
    { throttle: toThrottle(settings), cache: undefined },
  ])
  const metrics = Object.entries(routes).map(
    ([key, { DetailedMetricsEnabled }]) => [settingsKey(key), DetailedMetricsEnabled] as const,
  )
  const served: ServedSettings = {
    throttle: toThrottle(all),
    detailedMetrics: toDetailedMetrics(all.DetailedMetricsEnabled, metrics),
    methods: { named: new Map(named), rest: { throttle: undefined, cache: undefined } },
  }
  const shown = { ...stage.shown, DefaultRouteSettings: all, RouteSettings: routes }
  return { ...stage, served, shown }
}

function toThrottle({
  ThrottlingBurstLimit: burst,
  ThrottlingRateLimit: rate,
}: RouteSettings): Throttle | undefined {
  if (burst === undefined && rate === undefined) return undefined
  const { throttlingBurstLimit, throttlingRateLimit } = DEFAULT_SETTINGS
  return { rate: rate ?? throttlingRateLimit, burst: burst ?? throttlingBurstLimit }
}

/** The members of a stage in AWS's answers. */
export function shownRouteSettings(stage: V2Stage): Record<string, unknown> {
  const { all, routes } = settingsOf(stage)
  return {
    DefaultRouteSettings: { DetailedMetricsEnabled: false, ...all },
    RouteSettings: Object.fromEntries(
      Object.entries(routes).map(([key, one]) => [key, { DetailedMetricsEnabled: false, ...one }]),
    ),
  }
}
