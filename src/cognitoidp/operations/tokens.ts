/** GetTokensFromRefreshToken and RevokeToken. */
import type { Operation } from '../../core/world/world.ts'
import type { ClientMetadata } from '../action.ts'
import { defineOperation } from '../api/define-operation.ts'
import { readRefreshToken, refreshTokens } from '../auth/refresh.ts'
import { revokeGrant } from '../auth/revoke.ts'
import type { AuthenticationResult } from '../auth/sessions.ts'
import { invalidParameter, notAuthorized, unsupportedTokenType } from '../errors.ts'
import { decodeToken } from '../keys/jwt.ts'
import type { CognitoState, StoredClient } from '../state.ts'
import { isSameText } from '../users/codes.ts'
import { clientAction, isPublic } from './parts.ts'

interface RefreshInput {
  readonly RefreshToken: string
  readonly ClientId: string
  readonly ClientSecret?: string
  readonly ClientMetadata?: ClientMetadata
}

// Unverified: the wordings.
function checkSecret({ id, secret }: StoredClient, given: string | undefined): void {
  if (secret === undefined) {
    if (given === undefined) return
    throw notAuthorized(`Client ${id} is not configured for secret but secret was received`)
  }
  if (given === undefined || !isSameText(given, secret))
    throw notAuthorized(`Unable to verify secret for client ${id}`)
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
export const getTokensFromRefreshToken: Operation<
  CognitoState,
  RefreshInput,
  { readonly AuthenticationResult: AuthenticationResult }
> = defineOperation({
  name: 'GetTokensFromRefreshToken',
  // The key of a device means nothing: a refresh token has its device.
  handles: ['RefreshToken', 'ClientId', 'ClientSecret', 'DeviceKey', 'ClientMetadata'],
  access: isPublic,
  async run(state, input, context) {
    const action = clientAction(state, input, context)
    checkSecret(action.client, input.ClientSecret)
    const refreshing = readRefreshToken(action, input.RefreshToken)
    return { AuthenticationResult: await refreshTokens(action, refreshing) }
  },
})

interface RevokeInput {
  readonly Token: string
  readonly ClientId: string
  readonly ClientSecret?: string
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html */
export const revokeToken: Operation<CognitoState, RevokeInput, object> = defineOperation({
  name: 'RevokeToken',
  handles: ['Token', 'ClientId', 'ClientSecret'],
  access: isPublic,
  run(state, input, context) {
    const { client } = clientAction(state, input, context)
    checkSecret(client, input.ClientSecret)
    // Unverified: the wordings.
    if (!client.settings.EnableTokenRevocation)
      throw invalidParameter('Token revocation is not enabled for this client')
    if (decodeToken(input.Token)) throw unsupportedTokenType()
    revokeGrant(state, client, input.Token)
    return {}
  },
})
