/** Whether any limit applies to a route, so that requests without one do not load throttling. */
import type { ApiDefinition, RouteDefinition } from '../api/definition.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { gatewayOptions } from '../region-options.ts'

export const isThrottled = (
  { world, api }: Exchange<ApiDefinition>,
  { throttle }: RouteDefinition,
): boolean =>
  throttle !== undefined ||
  api.stageSettings?.throttle !== undefined ||
  gatewayOptions.of(world).throttle !== undefined
