/** The working copy of a WebSocket API in AWS's form (v2.ts). */
import type { V2Draft } from './v2.ts'

export interface SocketDraft extends V2Draft {
  readonly kind: 'websocket'
  readonly RouteSelectionExpression: string
  readonly ApiKeySelectionExpression: string
  readonly DisableSchemaValidation?: boolean | undefined
}
