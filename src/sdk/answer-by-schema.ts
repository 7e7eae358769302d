import { UnsupportedError } from '../core/errors.ts'
import type { World } from '../core/world.ts'
import type { WireRequest, WireResponse } from '../protocol/wire.ts'
import type { Origin } from './answer.ts'
import type { Captured } from './capture.ts'

export async function answerBySchema(
  world: World,
  captured: Captured | undefined,
  request: WireRequest,
  _origin: Origin,
): Promise<WireResponse> {
  throw world.refuse(
    new UnsupportedError({ service: captured?.config.serviceId ?? request.hostname }),
  )
}
