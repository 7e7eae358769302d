/** Amazon Cognito identity pools, as a region lists them. */
import type { Service } from '../core/world/world.ts'
import { rooms } from './rooms.ts'
import type { IdentityState } from './state.ts'

export const cognitoidentity: Service<IdentityState> = {
  id: 'cognitoidentity',
  title: 'Cognito Identity Pools',
  namespace: 'com.amazonaws.cognitoidentity',
  target: 'AWSCognitoIdentityService',
  client: {
    package: '@aws-sdk/client-cognito-identity',
    class: 'CognitoIdentityClient',
    hosts: ['cognito-identity'],
    model: 'cognito-identity',
    // AWS: the operations of users, who have no credentials yet
    publicOperations: ['GetCredentialsForIdentity', 'GetId', 'GetOpenIdToken', 'UnlinkIdentity'],
  },
  guide: 'identity-pools.md',
  room: () => rooms.cognitoidentity().room,
}
