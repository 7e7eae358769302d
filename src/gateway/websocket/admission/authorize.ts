/** The authorizer of a handshake. */
import { askAuthorizer, type AuthorizerCaller } from '../../authorizers/ask-authorizer.ts'
import {
  allowed,
  executeArn,
  refused,
  type Authorization,
} from '../../authorizers/authorization.ts'
import { identifySigner, mayInvoke } from '../../authorizers/iam.ts'
import type { LambdaAuthorizerDefinition } from '../../api/authorizers/definition.ts'
import { readIdentity } from '../../api/authorizers/identity.ts'
import { evaluatePolicy } from '../../api/authorizers/policy.ts'
import type { AuthorizerAnswer } from '../../api/state.ts'
import { CONNECT, type SocketRoute, type SocketStage } from '../../api/websocket/definition.ts'
import { LOCAL_CLIENT } from '../../messages/client.ts'
import { setOwn } from '../../messages/header-list.ts'
import type { RequestContext } from '../events/context.ts'
import { authorizerEvent, type HandshakeFacts } from '../events/events.ts'
import type { WebSocketRecord } from '../record.ts'

export interface Authorizing extends AuthorizerCaller {
  readonly record: WebSocketRecord
  readonly stage: SocketStage
  readonly handshake: HandshakeFacts
  readonly context: RequestContext
}

export async function authorizeHandshake(
  authorizing: Authorizing,
  definition: NonNullable<SocketRoute['authorizer']>,
): Promise<Authorization> {
  if (definition.kind === 'lambda') return authorizeByFunction(authorizing, definition)
  const { world, record, stage, handshake } = authorizing
  const { headers, query } = handshake
  const request = { method: 'GET', path: `/${stage.name}`, query, headers }
  const identity = identifySigner({ world, record, request })
  if ('verdict' in identity) return identity
  const { region, accountId } = world.options
  const resource = executeArn(region, accountId, authorizing.api, CONNECT, '')
  const refusal = mayInvoke({ world }, identity, { resource, cause: record })
  return refusal ?? allowed(undefined, identity)
}

// Order: identity sources, call, policy
async function authorizeByFunction(
  authorizing: Authorizing,
  definition: LambdaAuthorizerDefinition,
): Promise<Authorization> {
  const { world, api, stage, handshake, context, record } = authorizing
  const identity = readIdentity(definition.sources, handshake, context, stage.variables)
  // Seen: https://github.com/dsandor/example-ws-gateway-sam/issues/1: 401 without a call
  if (!identity) return refused('unauthorized')
  const { region, accountId } = world.options
  const methodArn = executeArn(region, accountId, api, CONNECT, '')
  const began = world.clock.now()
  const result = await askAuthorizer(authorizing, definition, identity, () =>
    authorizerEvent(handshake, stage, context, methodArn),
  )
  const { invocation } = result
  if ('failure' in result) return refused(result.failure, { invocation })
  const { answer } = result
  const { policy } = answer
  const { headers } = handshake
  const asked = {
    at: record.at,
    headers,
    client: LOCAL_CLIENT,
    isPrivate: false,
    caller: undefined,
  }
  const decision =
    typeof policy === 'boolean' ? 'explicitDeny' : evaluatePolicy(policy, methodArn, asked)
  if (decision !== 'allow')
    return refused(decision === 'explicitDeny' ? 'denied' : 'notAllowed', { invocation })
  return {
    verdict: 'allowed',
    cached: false,
    invocation,
    context: toContext(answer, world.clock.now() - began),
    usageIdentifierKey: answer.usageIdentifierKey,
  }
}

/** `requestContext.authorizer` of `$connect`. */
// Captured on AWS: the context as strings, then principalId.
// Unverified: integrationLatency, which the events of REST APIs have
function toContext(
  { principalId, context = {} }: AuthorizerAnswer,
  integrationLatency: number,
): Record<string, unknown> {
  const texts: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(context)) setOwn(texts, name, String(value))
  return { ...texts, principalId, integrationLatency }
}

/** `requestContext.authorizer` of the later events of a connection. */
// Recorded: snap-ws-disconnect-delete, and captures of messages: without integrationLatency
export function laterContext(context: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof context !== 'object' || context === null) return undefined
  const { integrationLatency: _latency, ...kept } = context as Record<string, unknown>
  return kept
}
