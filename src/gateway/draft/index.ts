/** Working copies in AWS's form, as a gateway's handle uses them. */
import type { World } from '../../core/world/world.ts'
import type { ApiDefinition } from '../api/definition.ts'
import type { Api } from '../api/deployments.ts'
import type { RestGatewayOptions, RouteValue } from '../api/options.ts'
import { withRoute } from '../build/build-api.ts'
import { compile } from './compile.ts'
import { withHttpRoute } from './http-from-options.ts'
import { withRestRoute } from './rest-from-options.ts'

export { compile }

/** A copy of the API with a further route in its working copy. */
export function withDraftedRoute(
  world: World,
  api: Api,
  key: string,
  value: RouteValue,
  replace: boolean,
): Api {
  const working = withRoute(world, compile(world, api), key, value, replace)
  return { ...api, working, draft: withLastRoute(world, api, working) }
}

function withLastRoute(
  world: World,
  { draft, options }: Api,
  working: ApiDefinition,
): Api['draft'] {
  const route = [...working.routes.values()].at(-1)
  if (!draft || !route) return draft
  return draft.kind === 'rest'
    ? withRestRoute(world, draft, working, route, options as RestGatewayOptions)
    : withHttpRoute(world, draft, working, route)
}
