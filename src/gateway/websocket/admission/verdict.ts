/** What follows from the verdict of a handshake's authorizer. */
import type { World } from '../../../core/world/world.ts'
import type { SocketIdentity } from '../../api/websocket/connection.ts'
import type { Authorization, Refused } from '../../authorizers/authorization.ts'
import type { AuthorizerOutcome } from '../../exchange/record.ts'
import type { GatewayAnswer } from '../../messages/request.ts'
import { rooms } from '../../rooms.ts'
import { FORBIDDEN, refusal, UNAUTHORIZED, type ErrorIds } from '../answers.ts'
import type { WebSocketRecord } from '../record.ts'

/** `requestContext.authorizer` of `$connect`. */
export const contextOf = (
  authorization: Authorization | undefined,
): Readonly<Record<string, unknown>> | undefined =>
  authorization?.verdict === 'allowed'
    ? (authorization.context as Readonly<Record<string, unknown>>)
    : undefined

/** The response to a handshake that the authorizer does not allow. */
export function refuse(
  world: World,
  authorization: Refused,
  record: WebSocketRecord,
  ids: ErrorIds,
): GatewayAnswer {
  record.reason = rooms.diagnostics().refusedBy(authorization)
  switch (authorization.verdict) {
    case 'unauthorized':
      return refusal(world, 401, UNAUTHORIZED, ids)
    // Unverified: the text and, as for REST APIs, the status of a failed authorizer
    case 'failed':
      return refusal(world, 500, null, ids)
    // Unverified: the texts, which are those of REST APIs
    case 'unsigned':
      return refusal(world, 403, 'Missing Authentication Token', ids)
    case 'badSignature':
      return refusal(world, 403, authorization.error?.message ?? FORBIDDEN, ids)
    default:
      return refusal(world, 403, FORBIDDEN, ids)
  }
}

/** Members of the identity for a signed handshake. */
// Unverified: WebSocket APIs have those of REST APIs
export function signerMembers(authorization: Authorization | undefined): Partial<SocketIdentity> {
  const signer = authorization?.verdict === 'allowed' ? authorization.identity : undefined
  if (!signer) return {}
  const { accessKeyId: accessKey, accountId, userId, arn } = signer
  return { accessKey, accountId, caller: userId, user: userId, userArn: arn }
}

/** Keeps the verdict in the handshake's record. */
export function note(
  record: WebSocketRecord,
  kind: AuthorizerOutcome['kind'],
  authorization: Authorization,
): void {
  record.authorizer = {
    kind,
    allowed: authorization.verdict === 'allowed',
    cached: false,
    context: contextOf(authorization),
    invocation: authorization.invocation,
  }
}
