/** Asks the authorizer of a route, of any kind, and notes its verdict in the request's record. */
import type { HttpApi, RestApi } from '../api/definition.ts'
import type { AuthorizerDefinition } from '../api/authorizers/definition.ts'
import type { ChosenRoute, Exchange } from '../exchange/exchange.ts'
import { METHOD_ARN_BYTES } from '../limits.ts'
import { refused, type Authorization } from './authorization.ts'
import { authorizeCognito } from './cognito.ts'
import { authorizeIamOfHttp, authorizeIamOfRest } from './iam.ts'
import { authorizeJwt } from './jwt-http.ts'
import { authorizeJwtOfRest } from './jwt-rest.ts'
import { authorizeHttp } from './lambda-http.ts'
import { authorizeRest, methodArnOf } from './lambda-rest.ts'

/** The verdict for a request to a REST API. Undefined for a route without an authorizer. */
export async function askRest(
  exchange: Exchange<RestApi>,
  chosen: ChosenRoute,
): Promise<Authorization | undefined> {
  const { authorizer } = chosen.route
  if (!authorizer) return undefined
  const began = exchange.world.clock.now()
  return note(exchange, authorizer, await verdictOfRest(exchange, chosen, authorizer), began)
}

/** The verdict for a request to an HTTP API. Undefined for a route without an authorizer. */
export async function askHttp(
  exchange: Exchange<HttpApi>,
  chosen: ChosenRoute,
): Promise<Authorization | undefined> {
  const { authorizer } = chosen.route
  if (!authorizer) return undefined
  const began = exchange.world.clock.now()
  return note(exchange, authorizer, await verdictOfHttp(exchange, chosen, authorizer), began)
}

async function verdictOfRest(
  exchange: Exchange<RestApi>,
  chosen: ChosenRoute,
  authorizer: AuthorizerDefinition,
): Promise<Authorization> {
  const length = Buffer.byteLength(methodArnOf(exchange))
  if (length > METHOD_ARN_BYTES)
    return refused('tooLong', {
      reason: `The method's ARN, which contains the path, has ${length} bytes: at most ${METHOD_ARN_BYTES} with an authorizer.`,
    })
  switch (authorizer.kind) {
    case 'lambda':
      return authorizeRest(exchange, chosen, authorizer)
    case 'jwt':
      return authorizeJwtOfRest(exchange, chosen, authorizer)
    case 'cognito':
      return authorizeCognito(exchange, chosen, authorizer)
    case 'iam':
      return authorizeIamOfRest(exchange)
  }
}

async function verdictOfHttp(
  exchange: Exchange<HttpApi>,
  chosen: ChosenRoute,
  authorizer: AuthorizerDefinition,
): Promise<Authorization> {
  switch (authorizer.kind) {
    case 'lambda':
      return authorizeHttp(exchange, chosen, authorizer)
    case 'jwt':
      return authorizeJwt(exchange, chosen, authorizer)
    case 'iam':
      return authorizeIamOfHttp(exchange, chosen)
    case 'cognito':
      throw new TypeError('createGateway refuses Cognito authorizers of HTTP APIs.')
  }
}

function note(
  { world, record, progress }: Exchange,
  { kind }: AuthorizerDefinition,
  authorization: Authorization,
  began: number,
): Authorization {
  progress.authorizerLatency = world.clock.now() - began
  const { verdict, cached, invocation } = authorization
  record.authorizer = {
    kind,
    allowed: verdict === 'allowed',
    cached,
    context: verdict === 'allowed' ? authorization.context : undefined,
    invocation,
  }
  return authorization
}
