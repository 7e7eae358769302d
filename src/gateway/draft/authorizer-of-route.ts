import { iamAuthorizer, type GatewayAuthorizer } from '../api/authorizers/create-authorizers.ts'
import type { V2Route } from '../api/draft/v2.ts'

/** The authorizer of an HTTP or WebSocket route, in `createGateway`'s form. */
export const authorizerOfRoute = (
  { AuthorizationType, AuthorizerId = '' }: V2Route,
  authorizers: ReadonlyMap<string, GatewayAuthorizer>,
): GatewayAuthorizer | undefined =>
  AuthorizationType === 'AWS_IAM' ? iamAuthorizer() : authorizers.get(AuthorizerId)
