/** Authorizers of WebSocket APIs: from `createGateway`'s form to AWS's, and back. */
import { UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { lambdaAuthorizer, type GatewayAuthorizer } from '../api/authorizers/create-authorizers.ts'
import type { LambdaAuthorizerDefinition } from '../api/authorizers/definition.ts'
import type { V2Authorizer } from '../api/draft/v2.ts'
import { uncheckedFunction } from '../api/function-target.ts'
import { functionOfUri, lambdaUri } from './lambda-uri.ts'

export function socketAuthorizerOfOptions(
  world: World,
  given: GatewayAuthorizer,
  definition: LambdaAuthorizerDefinition,
): V2Authorizer {
  const source = 'identitySource' in given ? given.identitySource : undefined
  return {
    AuthorizerId: definition.id,
    Name: definition.function,
    AuthorizerType: 'REQUEST',
    IdentitySource: source === undefined ? [] : [source].flat(),
    AuthorizerUri: lambdaUri(world, definition.function),
    given,
  }
}

/** The form that routes take. */
export function socketAuthorizerToOptions(
  world: World,
  { given, Name, AuthorizerUri, AuthorizerCredentialsArn, IdentitySource }: V2Authorizer,
): GatewayAuthorizer {
  if (given) return given
  const fn = functionOfUri(AuthorizerUri)
  if (fn === undefined)
    throw world.refuse(
      new UnsupportedError({
        service: 'API Gateway',
        operation: `authorizer ${Name}`,
        parameter: 'AuthorizerUri',
      }),
    )
  return lambdaAuthorizer(uncheckedFunction(fn, AuthorizerCredentialsArn), {
    type: 'REQUEST',
    identitySource: IdentitySource,
  })
}
