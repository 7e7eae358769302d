/** Finds this service and its state in a world, for code that runs outside an operation. */
import { UnsupportedError } from '../core/errors.ts'
import { findService } from '../core/service-id.ts'
import type { Service, World } from '../core/world/world.ts'

export const SERVICE_ID = 'dynamodb'

/** Throws UnsupportedError in a world without DynamoDB. */
export function ownService(world: World): Service {
  const service = findService(world, SERVICE_ID)
  if (!service) throw new UnsupportedError({ service: 'DynamoDB' })
  return service
}

export const ownState = (world: World): unknown => world.state(ownService(world))
