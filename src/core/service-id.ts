/** A service by name, for code that must not import it: a part of it below its own `index.ts`, or a room above. */
import type { Service, World } from './world.ts'

/** Names a service, and says what its state is. */
export interface ServiceId<State> {
  readonly id: string
  /** Only in the type. */
  readonly state?: State
}

/** The simulated service of that id; undefined in a world that has none. */
export const findService = (world: Pick<World, 'services'>, id: string): Service | undefined =>
  world.services.find((service) => service.id === id)
