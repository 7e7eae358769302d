/** The route settings of stages of HTTP APIs. */
import type { World } from '../../../core/world/world.ts'
import type { ServedSettings } from '../../api/definition.ts'
import { unsupportedV2 } from './define.ts'

export interface RouteSettings {
  /** Metrics have no effect in a test. */
  readonly DetailedMetricsEnabled?: boolean
  readonly ThrottlingBurstLimit?: number
  readonly ThrottlingRateLimit?: number
  readonly DataTraceEnabled?: boolean
  readonly LoggingLevel?: string
}

export function servedOf(
  world: World,
  { ThrottlingBurstLimit: burst, ThrottlingRateLimit: rate }: RouteSettings,
): ServedSettings | undefined {
  if (burst === undefined && rate === undefined) return undefined
  if (burst === undefined || rate === undefined)
    throw unsupportedV2(world, 'stage', 'DefaultRouteSettings with one of rate and burst')
  return { throttle: { rate, burst } }
}
