import { MisuseError } from '../core/errors.ts'
import type { Service } from '../core/world.ts'
import { dynamodb, dynamodbStreams } from '../dynamodb/index.ts'
import { gateway } from '../gateway/index.ts'
import { lambda } from '../lambda/index.ts'

/** Every simulated service. A service that is not here is refused by name. */
export const services: readonly Service[] = [dynamodb, dynamodbStreams, lambda, gateway]

const byId: ReadonlyMap<string, Service> = new Map(services.map((service) => [service.id, service]))

export const findService = (id: string): Service | undefined => byId.get(id)

/** A service that is known to be simulated. */
export function serviceOf(id: string): Service {
  const service = byId.get(id)
  if (!service) throw new MisuseError(`'${id}' is not the id of a simulated service.`)
  return service
}
