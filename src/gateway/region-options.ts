/** API Gateway's switches in `createRegion`. */
import { defineOptions, type ServiceOptions } from '../core/service-options.ts'
import type { Throttle } from './api/options.ts'

/** API Gateway's switches: `createRegion({ apigateway: { throttle: { rate: 10, burst: 5 } } })`. */
export interface ApiGatewayOptions {
  /**
   * The limit of all requests to the account's gateways in the region. Default: none. AWS's default
   * is a rate of 10,000 with a burst of 5,000.
   */
  readonly throttle: Throttle | undefined
}

const isThrottle = (value: unknown): boolean => {
  const { rate, burst } = (value ?? {}) as Partial<Record<keyof Throttle, unknown>>
  return typeof rate === 'number' && rate >= 0 && Number.isInteger(burst) && (burst as number) >= 0
}

export const gatewayOptions: ServiceOptions<ApiGatewayOptions> = defineOptions(
  'apigateway',
  { throttle: undefined },
  { throttle: (value) => (isThrottle(value) ? undefined : '{ rate, burst }, as numbers from 0') },
)
