/** Authorizers of REST APIs: from `createGateway`'s form to AWS's, and back. */
import { UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import {
  cognitoAuthorizer,
  lambdaAuthorizer,
  type GatewayAuthorizer,
} from '../api/authorizers/create-authorizers.ts'
import type { RestAuthorizer } from '../api/draft/rest.ts'
import { uncheckedFunction } from '../api/function-target.ts'
import { unusedName, type IdentifiedDefinition } from './identified.ts'
import { functionOfUri, lambdaUri } from './lambda-uri.ts'

/** `taken`: the names of the API's other authorizers. */
export function authorizerOfOptions(
  world: World,
  given: GatewayAuthorizer,
  definition: IdentifiedDefinition,
  taken: ReadonlySet<string>,
): RestAuthorizer {
  const { id } = definition
  const source = 'identitySource' in given ? given.identitySource : undefined
  const expression =
    'identityValidationExpression' in given ? given.identityValidationExpression : undefined
  const common = {
    identitySource:
      (typeof source === 'object' ? source.join(',') : source) ??
      (definition.sources.length > 0 ? 'method.request.header.Authorization' : undefined),
    identityValidationExpression: typeof expression === 'object' ? expression.source : expression,
    given,
  }
  if (definition.kind === 'lambda')
    return {
      ...{ id, name: unusedName(definition.function, taken), ...common },
      type: definition.type,
      authType: 'custom',
      authorizerUri: lambdaUri(world, definition.function),
      authorizerResultTtlInSeconds: definition.ttlMs / 1000,
    }
  const name = unusedName(definition.kind, taken)
  if (definition.kind === 'jwt')
    // Unverified: how AWS shows JWT authorizers of REST APIs.
    return { ...{ id, name, ...common }, type: 'JWT', authorizerResultTtlInSeconds: 0 }
  const pools = given.kind === 'cognito' ? given.pools : []
  return {
    ...{ id, name, ...common },
    type: 'COGNITO_USER_POOLS',
    authType: 'cognito_user_pools',
    providerARNs: pools.map((pool) => (typeof pool === 'string' ? pool : pool.arn)),
    authorizerResultTtlInSeconds: 300,
  }
}

/** The form that routes take. */
export function authorizerToOptions(world: World, authorizer: RestAuthorizer): GatewayAuthorizer {
  const { given, type, name, authorizerUri, providerARNs = [] } = authorizer
  const { identitySource, identityValidationExpression: expression } = authorizer
  if (given) return given
  const validation = expression && { identityValidationExpression: expression }
  if (type === 'COGNITO_USER_POOLS')
    return cognitoAuthorizer(providerARNs, {
      ...(identitySource && { identitySource }),
      ...validation,
    })
  const fn = functionOfUri(authorizerUri)
  if (fn === undefined || type === 'JWT')
    throw world.refuse(
      new UnsupportedError({
        service: 'API Gateway',
        operation: `authorizer ${name}`,
        parameter: 'authorizerUri',
      }),
    )
  return lambdaAuthorizer(uncheckedFunction(fn, authorizer.authorizerCredentials), {
    type,
    identitySource: identitySource ? identitySource.split(/\s*,\s*/) : [],
    ...validation,
    resultTtl: authorizer.authorizerResultTtlInSeconds,
  })
}
