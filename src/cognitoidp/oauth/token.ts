/** The endpoint /oauth2/token. */
// AWS: https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
import { createHash } from 'node:crypto'
import { isServiceError } from '../../core/errors.ts'
import { isObject } from '../../core/json.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import type { ClientAction, ClientMetadata } from '../action.ts'
import { readRefreshToken, refreshTokens } from '../auth/refresh.ts'
import { createGrant, createRefreshToken, lifetimeOf, signTokens } from '../auth/tokens.ts'
import { signToken } from '../keys/jwt.ts'
import { issuerOf } from '../pools/find.ts'
import { keyOf, type StoredAuthorization, type StoredClient } from '../state.ts'
import {
  changedScopes,
  preTokenGeneration,
  withChangedClaims,
  type TokenChanges,
} from '../triggers/pre-token-generation.ts'
import type { UserGroups } from '../users/groups.ts'
import { isSameText } from '../users/codes.ts'
import { clientOf } from './client-of.ts'
import { json, oauthError, type DomainAnswer, type Visit } from './http.ts'
import { grantedScopes, isCustomScope, scopesIn } from './scopes.ts'

type Grant = (visit: Visit, client: StoredClient) => Promise<DomainAnswer> | DomainAnswer

const allows = ({ settings }: StoredClient, flow: string): boolean =>
  settings.AllowedOAuthFlowsUserPoolClient && (settings.AllowedOAuthFlows ?? []).includes(flow)

const actionOf = (visit: Visit, client: StoredClient): ClientAction => ({
  ...visit,
  client,
  metadata: undefined,
})

const byCode: Grant = async (visit, client) => {
  const { state, request } = visit
  if (!allows(client, 'code')) return oauthError('unauthorized_client')
  const code = request.form.get('code')
  if (code === null || !request.form.has('redirect_uri')) return oauthError('invalid_request')
  const authorization = state.authorizations.get(code)
  // AWS re:Post: a code is used up by an attempt that fails as well.
  state.authorizations.delete(code)
  if (!authorization || !fits(visit, client, authorization)) return oauthError('invalid_grant')
  const user = state.users.get(keyOf(authorization.poolId, authorization.username))
  if (!user?.isEnabled) return oauthError('invalid_grant')
  const { scope, nonce, authTime } = authorization
  const action = actionOf(visit, client)
  const source = 'TokenGeneration_HostedAuth'
  const grant = createGrant(action, user, { source, scope, nonce, isHosted: true, authTime })
  const tokens = await signTokens(action, user, grant, source)
  return json(
    200,
    withoutUndefined({
      // AWS: an ID token needs the scope openid.
      id_token: scopesIn(scope).includes('openid') ? tokens.IdToken : undefined,
      access_token: tokens.AccessToken,
      refresh_token: createRefreshToken(action, grant),
      expires_in: tokens.ExpiresIn,
      token_type: 'Bearer',
    }),
  )
}

/** Whether a code is for this request. */
function fits(
  { world, request }: Visit,
  client: StoredClient,
  { clientId, expiresAt, redirectUri, challenge }: StoredAuthorization,
): boolean {
  const verifier = request.form.get('code_verifier')
  const isProved =
    challenge === undefined ||
    (verifier !== null &&
      isSameText(createHash('sha256').update(verifier).digest('base64url'), challenge))
  const isSameUri = request.form.get('redirect_uri') === redirectUri
  return clientId === client.id && world.clock.now() < expiresAt && isSameUri && isProved
}

const byRefreshToken: Grant = async (visit, client) => {
  const token = visit.request.form.get('refresh_token')
  if (token === null) return oauthError('invalid_request')
  const action = actionOf(visit, client)
  const refreshing = readRefreshToken(action, token)
  const tokens = await refreshTokens(action, refreshing)
  const hasId = !refreshing.grant.isHosted || scopesIn(refreshing.grant.scope).includes('openid')
  return json(
    200,
    withoutUndefined({
      id_token: hasId ? tokens.IdToken : undefined,
      access_token: tokens.AccessToken,
      refresh_token: tokens.RefreshToken,
      expires_in: tokens.ExpiresIn,
      token_type: 'Bearer',
    }),
  )
}

const MACHINE: UserGroups = { names: [], roles: [], preferredRole: undefined }

/** What the trigger changes in the token of a machine. */
// AWS: user-pool-lambda-pre-token-generation.html: from event version three on
async function changesFor(
  visit: Visit,
  client: StoredClient,
  metadata: ClientMetadata | undefined,
  scopes: readonly string[],
): Promise<TokenChanges | undefined> {
  const { PreTokenGenerationConfig: trigger } = visit.pool.settings.LambdaConfig
  if (trigger?.LambdaVersion !== 'V3_0') return undefined
  const action = { ...actionOf(visit, client), metadata }
  const source = 'TokenGeneration_ClientCredentials'
  return preTokenGeneration(action, source, undefined, MACHINE, scopes)
}

/** The parameter `aws_client_metadata`: an object of texts, as JSON. Undefined for anything else. */
function metadataIn(text: string): ClientMetadata | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const isMetadata = isObject(value) && Object.values(value).every((v) => typeof v === 'string')
  return isMetadata ? (value as ClientMetadata) : undefined
}

/** A token of a machine: its client is its subject. */
const byCredentials: Grant = async (visit, client) => {
  const { world, pool, request } = visit
  if (client.secret === undefined || !allows(client, 'client_credentials'))
    return oauthError('unauthorized_client')
  const scopes = grantedScopes(client, scopesIn(request.form.get('scope')), isCustomScope)
  if (!scopes || scopes.length === 0) return oauthError('invalid_scope')
  const given = request.form.get('aws_client_metadata')
  const metadata = given === null ? undefined : metadataIn(given)
  if (given !== null && !metadata) return oauthError('invalid_request')
  const changes = await changesFor(visit, client, metadata, scopes)
  const now = Math.floor(world.clock.now() / 1_000)
  const lifetime = lifetimeOf(client.settings, 'access')
  const claims = {
    sub: client.id,
    token_use: 'access',
    scope: (changes ? changedScopes(scopes, changes) : scopes).join(' '),
    auth_time: now,
    iss: issuerOf(pool.id),
    exp: now + lifetime,
    iat: now,
    version: 2,
    jti: world.ids.uuid('cognito-jti'),
    client_id: client.id,
  }
  const changed = changes ? withChangedClaims(claims, changes.access) : claims
  const access_token = signToken(pool, 'access', changed)
  return json(200, { access_token, expires_in: lifetime, token_type: 'Bearer' })
}

const GRANTS: Readonly<Record<string, Grant>> = {
  authorization_code: byCode,
  refresh_token: byRefreshToken,
  client_credentials: byCredentials,
}

export async function answerToken(visit: Visit): Promise<DomainAnswer> {
  const type = visit.request.form.get('grant_type')
  if (type === null) return oauthError('invalid_request')
  const grant = Object.hasOwn(GRANTS, type) ? GRANTS[type] : undefined
  if (!grant) return oauthError('unsupported_grant_type')
  const client = clientOf(visit)
  if (!client) return oauthError('invalid_client')
  try {
    return await grant(visit, client)
  } catch (error) {
    if (!isServiceError(error)) throw error
    // A refused refresh token, or a trigger that failed.
    return oauthError(error.code === 'NotAuthorizedException' ? 'invalid_grant' : 'invalid_request')
  }
}
