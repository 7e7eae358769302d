/** The Lambda authorizer of a `$connect` route. */
import { MisuseError } from '../../../core/errors.ts'
import type { World } from '../../../core/world/world.ts'
import type {
  GatewayAuthorizer,
  LambdaAuthorizer,
} from '../../api/authorizers/create-authorizers.ts'
import { parseIdentitySources } from '../../api/authorizers/identity.ts'
import { functionTarget, roleOfTarget } from '../../api/function-target.ts'
import type { SocketRoute } from '../../api/websocket/definition.ts'

/** Options of authorizers that WebSocket APIs do not have. */
// AWS: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html (the
// cache, the payload format and simple responses: only for HTTP APIs)
const NOT_FOR_SOCKETS = [
  'identityValidationExpression',
  'payloadFormatVersion',
  'simpleResponses',
] as const

/** @throws MisuseError for an authorizer that WebSocket APIs cannot have */
export function toSocketAuthorizer(
  world: World,
  given: GatewayAuthorizer,
  where: string,
  knownId: string | undefined,
): NonNullable<SocketRoute['authorizer']> {
  if (given.kind === 'iam') return { kind: 'iam' }
  if (given.kind !== 'lambda')
    throw new MisuseError(
      `${where} received an authorizer of another kind.`,
      'lambdaAuthorizer(fn) or iamAuthorizer(), the kinds of WebSocket APIs',
    )
  checkOptions(given, where)
  return {
    kind: 'lambda',
    id: knownId ?? world.ids.text('authorizer', 6),
    function: functionTarget(world, given.function, `${where}: lambdaAuthorizer`),
    role: roleOfTarget(given.function),
    type: 'REQUEST',
    // Recorded: snap-ws-disconnect-delete: without sources nothing is required.
    sources: parseIdentitySources(given.identitySource ?? [], 'websocket', where),
    validation: undefined,
    ttlMs: 0,
    payloadFormatVersion: '1.0',
    simpleResponses: false,
  }
}

function checkOptions(given: LambdaAuthorizer, where: string): void {
  if (given.type !== undefined && given.type !== 'REQUEST')
    throw new MisuseError(
      `${where} received a Lambda authorizer of the type '${String(given.type)}'.`,
      "type 'REQUEST', the only type of WebSocket APIs",
    )
  const other =
    NOT_FOR_SOCKETS.find((name) => given[name] !== undefined) ??
    (given.resultTtl !== undefined && given.resultTtl !== 0 ? 'resultTtl' : undefined)
  if (other !== undefined)
    throw new MisuseError(
      `${where} received a Lambda authorizer with ${other}.`,
      'an authorizer without it: WebSocket APIs ask their authorizer at each handshake',
    )
}
