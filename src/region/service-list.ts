import { MisuseError } from '../core/errors.ts'
import type { Service } from '../core/world/world.ts'
import * as simulated from './services.ts'

/** The services with their own types, from which other types are derived. */
export type SimulatedServices = typeof simulated

/** Sorted by id: loaders differ in the order of a module's exports. */
export const services: readonly Service[] = Object.values<Service>(simulated).sort((a, b) =>
  a.id < b.id ? -1 : 1,
)

const byId: ReadonlyMap<string, Service> = new Map(services.map((service) => [service.id, service]))

export const findService = (id: string): Service | undefined => byId.get(id)

/** Returns the simulated service with this id. */
export function serviceOf(id: string): Service {
  const service = byId.get(id)
  if (!service) throw new MisuseError(`'${id}' is not the id of a simulated service.`)
  return service
}
