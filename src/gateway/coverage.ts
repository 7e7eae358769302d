import type { ServiceCoverage } from '../core/world.ts'
import type { GatewayState } from './api/state.ts'

const routeKey = (gatewayId: unknown, route: unknown): string =>
  `${String(gatewayId)} ${String(route)}`

/** Routes, with the requests they were chosen for. A route is listed after its gateway's name where there are several gateways. */
export const coverage: ServiceCoverage<GatewayState> = {
  kinds: { routes: 'route' },
  defined: ({ apis }) =>
    [...apis.values()].flatMap(({ id, name, routes }) =>
      [...routes.keys()].map((route) => ({
        kind: 'routes',
        name: apis.size > 1 ? `${name} ${route}` : route,
        key: routeKey(id, route),
      })),
    ),
  usedBy(record) {
    if (record.kind !== 'request') return []
    const gateway = Reflect.get(record, 'gateway') as { readonly id?: string } | undefined
    return [{ kind: 'routes', name: routeKey(gateway?.id, Reflect.get(record, 'route')) }]
  },
}
