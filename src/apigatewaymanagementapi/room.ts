import type { ServiceRoom } from '../core/world/world.ts'
import { errorStatusesOf } from '../model/index.ts'
import { APIGATEWAYMANAGEMENTAPI_MODEL } from './api/model.ts'
import { operations } from './operations/index.ts'

/** The management API of WebSocket connections, as a region runs it. */
export const room: ServiceRoom<undefined> = {
  operations,
  get errors() {
    return errorStatusesOf(APIGATEWAYMANAGEMENTAPI_MODEL)
  },
  resourceOf: (_operation, { ConnectionId }: { readonly ConnectionId?: string }) => ConnectionId,
  createState: () => undefined,
  forkState: () => undefined,
  resetState: () => {},
}
