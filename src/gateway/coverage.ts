import { isStale } from '../core/world/generation.ts'
import type { ServiceCoverage } from '../core/world/world.ts'
import type { ApiDefinition } from './api/definition.ts'
import type { Api } from './api/deployments.ts'
import { isPreflight } from './api/preflight.ts'
import type { GatewayState } from './api/state.ts'

const routeKey = (gatewayId: unknown, route: unknown): string =>
  `${String(gatewayId)} ${String(route)}`

/** The routes, but for those that `cors` adds. */
const routesOf = ({ working }: Api): ApiDefinition['routes'] =>
  new Map([...working.routes].filter(([, route]) => !isPreflight(route)))

/**
 * Routes, with the requests they were chosen for. A route is listed after its gateway's name where
 * there are several gateways.
 */
export const coverage: ServiceCoverage<GatewayState> = {
  kinds: { routes: 'route' },
  defined({ apis, sockets }, world) {
    const all = [
      ...[...apis.values()].map((api) => ({ ...api, routes: routesOf(api) })),
      ...[...(sockets?.apis.values() ?? [])].map((api) => ({ ...api, routes: api.working.routes })),
    ]
    const current = all.filter((api) => !isStale(api, world))
    return all.flatMap((api) => {
      const { id, name, routes, generation } = api
      const isOneOfMany = (isStale(api, world) ? all : current).length > 1
      return [...routes.keys()].map((route) => ({
        kind: 'routes',
        name: isOneOfMany ? `${name} ${route}` : route,
        key: routeKey(id, route),
        generation,
      }))
    })
  },
  usedBy(record) {
    if (record.kind !== 'request') return []
    const gateway = Reflect.get(record, 'gateway') as { readonly id?: string } | undefined
    return [{ kind: 'routes', name: routeKey(gateway?.id, Reflect.get(record, 'route')) }]
  },
}
