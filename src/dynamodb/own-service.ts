/** This service in a world: records, streams and handles reach its state from outside an operation. */
import { UnsupportedError } from '../core/errors.ts'
import { findService } from '../core/service-id.ts'
import type { Service, World } from '../core/world.ts'

export const SERVICE_ID = 'dynamodb'

/** Throws in a world that was made without DynamoDB. */
export function ownService(world: World): Service {
  const service = findService(world, SERVICE_ID)
  if (!service) throw new UnsupportedError({ service: 'DynamoDB' })
  return service
}

export const ownState = (world: World): unknown => world.state(ownService(world))
