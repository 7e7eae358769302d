/** Authorizers of HTTP APIs: from `createGateway`'s form to AWS's, and back. */
import { UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { lambdaAuthorizer, type GatewayAuthorizer } from '../api/authorizers/create-authorizers.ts'
import { issuerUrl, jwtAuthorizer } from '../api/authorizers/jwt-authorizer.ts'
import type { V2Authorizer } from '../api/draft/v2.ts'
import { uncheckedFunction } from '../api/function-target.ts'
import type { IdentifiedDefinition } from './identified.ts'
import { functionOfUri, lambdaUri } from './lambda-uri.ts'

const HEADER = '$request.header.Authorization'

/** `taken`: the names of the API's other authorizers. */
export function httpAuthorizerOfOptions(
  world: World,
  given: GatewayAuthorizer,
  definition: IdentifiedDefinition,
  name: string,
): V2Authorizer {
  const source = 'identitySource' in given ? given.identitySource : undefined
  const common = {
    AuthorizerId: definition.id,
    Name: name,
    IdentitySource: source === undefined ? [HEADER] : [source].flat(),
    given,
  }
  if (definition.kind === 'lambda')
    return {
      ...common,
      AuthorizerType: 'REQUEST',
      AuthorizerUri: lambdaUri(world, definition.function),
      AuthorizerPayloadFormatVersion: definition.payloadFormatVersion,
      AuthorizerResultTtlInSeconds: definition.ttlMs / 1000,
      // Without the option both forms are taken. AWS's flag can name one: the one of format 2.0.
      EnableSimpleResponses:
        definition.simpleResponses ?? (definition.payloadFormatVersion === '2.0' || undefined),
    }
  const [issuer] = given.kind === 'jwt' ? given.issuers : []
  return {
    ...common,
    AuthorizerType: 'JWT',
    JwtConfiguration: {
      Issuer: issuerUrl(issuer?.issuer),
      Audience: [issuer?.audience ?? []].flat(),
    },
  }
}

/** The form that routes take. */
export function httpAuthorizerToOptions(world: World, authorizer: V2Authorizer): GatewayAuthorizer {
  const { given, JwtConfiguration = {}, IdentitySource, AuthorizerUri } = authorizer
  if (given) return given
  if (authorizer.AuthorizerType === 'JWT')
    return {
      ...jwtAuthorizer({
        issuer: JwtConfiguration.Issuer ?? '',
        audience: JwtConfiguration.Audience ?? [],
        ...(IdentitySource[0] !== undefined && { identitySource: IdentitySource[0] }),
      }),
      isDeclared: true,
    }
  const fn = functionOfUri(AuthorizerUri)
  if (fn === undefined)
    throw world.refuse(
      new UnsupportedError({
        service: 'API Gateway',
        operation: `authorizer ${authorizer.Name}`,
        parameter: 'AuthorizerUri',
      }),
    )
  const version = authorizer.AuthorizerPayloadFormatVersion === '1.0' ? '1.0' : '2.0'
  return lambdaAuthorizer(uncheckedFunction(fn, authorizer.AuthorizerCredentialsArn), {
    type: 'REQUEST',
    identitySource: IdentitySource,
    payloadFormatVersion: version,
    resultTtl: authorizer.AuthorizerResultTtlInSeconds ?? 0,
    // AWS: apigatewayv2 CreateAuthorizer: by default, Lambda authorizers must return an IAM policy.
    ...(version === '2.0' && { simpleResponses: authorizer.EnableSimpleResponses ?? false }),
  })
}
