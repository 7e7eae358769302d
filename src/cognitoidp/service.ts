/** Amazon Cognito user pools, as a region lists them. */
import type { Service } from '../core/world/world.ts'
import { rooms } from './rooms.ts'
import type { CognitoState } from './state.ts'

export const cognitoidp: Service<CognitoState> = {
  id: 'cognitoidp',
  title: 'Cognito User Pools',
  namespace: 'com.amazonaws.cognitoidentityprovider',
  target: 'AWSCognitoIdentityProviderService',
  client: {
    package: '@aws-sdk/client-cognito-identity-provider',
    class: 'CognitoIdentityProviderClient',
    hosts: ['cognito-idp'],
    model: 'cognito-identity-provider',
    // AWS: user-pools-API-operations.html: operations of users and of clients
    publicOperations: [
      ...['AssociateSoftwareToken', 'ChangePassword', 'ConfirmDevice', 'ConfirmForgotPassword'],
      ...['ConfirmSignUp', 'DeleteUser', 'DeleteUserAttributes', 'ForgetDevice', 'ForgotPassword'],
      ...['GetDevice', 'GetTokensFromRefreshToken', 'GetUser', 'GetUserAttributeVerificationCode'],
      ...['GetUserAuthFactors', 'GlobalSignOut', 'InitiateAuth', 'ListDevices'],
      ...[
        'ResendConfirmationCode',
        'RespondToAuthChallenge',
        'RevokeToken',
        'SetUserMFAPreference',
      ],
      ...['SignUp', 'UpdateDeviceStatus', 'UpdateUserAttributes', 'VerifySoftwareToken'],
      'VerifyUserAttribute',
    ],
  },
  guide: 'cognito.md',
  templates: ['AWS::Cognito'],
  matchers: ['toHaveClaims', 'toHaveUser'],
  room: () => rooms.cognitoidp().room,
}
