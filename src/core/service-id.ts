/**
 * A service by name, for code that must not import it: a file below the service's `index.ts`, or a
 * room above.
 */
import type { Service, World } from './world/world.ts'

/** The name of a service, with the type of its state. */
export interface ServiceId<State> {
  readonly id: string
  /** Exists only in the type. */
  readonly state?: State
}

/** Returns the simulated service of that id, or undefined if the world has none. */
export const findService = (world: Pick<World, 'services'>, id: string): Service | undefined =>
  world.services.find((service) => service.id === id)
