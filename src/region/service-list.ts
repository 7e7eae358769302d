import { MisuseError } from '../core/errors.ts'
import type { Service } from '../core/world.ts'
import * as simulated from './services.ts'

/** The services with their own types, for types that are made of them. */
export type SimulatedServices = typeof simulated

/** In the order of their ids: that of a module's exports differs from loader to loader. */
export const services: readonly Service[] = Object.values<Service>(simulated).sort((a, b) =>
  a.id < b.id ? -1 : 1,
)

const byId: ReadonlyMap<string, Service> = new Map(services.map((service) => [service.id, service]))

export const findService = (id: string): Service | undefined => byId.get(id)

/** A service that is known to be simulated. */
export function serviceOf(id: string): Service {
  const service = byId.get(id)
  if (!service) throw new MisuseError(`'${id}' is not the id of a simulated service.`)
  return service
}
