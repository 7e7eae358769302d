/** Working copies in AWS's form, as a gateway's handle uses them. */
import type { World } from '../../core/world/world.ts'
import type { ApiDefinition } from '../api/definition.ts'
import type { Api } from '../api/deployments.ts'
import type { RestGatewayOptions, RouteValue } from '../api/options.ts'
import { withRoute } from '../build/build-api.ts'
import { compileRest } from './compile-rest.ts'
import { withRestRoute } from './rest-from-options.ts'

/** The definition that the working copy compiles to. */
export const compile = (world: World, api: Api): ApiDefinition =>
  api.draft ? compileRest(world, api, api.draft) : api.working

/** A copy of the API with a further route in its working copy. */
export function withDraftedRoute(
  world: World,
  api: Api,
  key: string,
  value: RouteValue,
  replace: boolean,
): Api {
  const working = withRoute(world, compile(world, api), key, value, replace)
  const route = [...working.routes.values()].at(-1)
  const draft =
    api.draft && route
      ? withRestRoute(world, api.draft, working, route, api.options as RestGatewayOptions)
      : api.draft
  return { ...api, working, draft }
}
