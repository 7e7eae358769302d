/** The endpoint /oauth2/authorize. */
// AWS: https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
import { UnsupportedError } from '../../core/errors.ts'
import { createGrant, signTokens } from '../auth/tokens.ts'
import { OAUTH_CODE_MS } from '../limits.ts'
import { keyOf, type StoredClient, type StoredLogin, type StoredUser } from '../state.ts'
import { cookieOf, redirect, withParameters, type DomainAnswer, type Visit } from './http.ts'
import { errorPage } from './pages.ts'
import { grantedScopes, scopesIn } from './scopes.ts'

/** A request that may be redirected to its client. */
interface Asked {
  readonly client: StoredClient
  readonly redirectUri: string
  readonly state: string | undefined
}

/** A request that is right. */
export interface Authorization extends Asked {
  readonly responseType: 'code' | 'token'
  readonly scopes: readonly string[]
  readonly nonce: string | undefined
  readonly challenge: string | undefined
  readonly prompt: readonly string[]
}

export const isAnswer = (value: Authorization | DomainAnswer): value is DomainAnswer =>
  'status' in value

/** Returns the request, or the answer that refuses it. */
export function readAuthorization({ state, pool, request }: Visit): Authorization | DomainAnswer {
  const { query } = request
  const client = state.clients.get(query.get('client_id') ?? '')
  const redirectUri = query.get('redirect_uri') ?? ''
  // AWS: without a valid client and address nothing is redirected.
  if (client?.poolId !== pool.id) return errorPage('The client does not exist.')
  if (!client.settings.CallbackURLs?.includes(redirectUri))
    return errorPage('The redirect_uri is not one of the client.')
  const asked = { client, redirectUri, state: query.get('state') ?? undefined }
  const responseType = query.get('response_type')
  if (responseType !== 'code' && responseType !== 'token') return refuse(asked, 'invalid_request')
  const { AllowedOAuthFlowsUserPoolClient: isOn, AllowedOAuthFlows: flows = [] } = client.settings
  const flow = responseType === 'code' ? 'code' : 'implicit'
  if (!isOn || !flows.includes(flow)) return refuse(asked, 'unauthorized_client')
  const challenge = query.get('code_challenge') ?? undefined
  const method = query.get('code_challenge_method')
  const isPlain = method !== null && method !== 'S256'
  if (isPlain || (challenge !== undefined) !== (method !== null))
    return refuse(asked, 'invalid_request')
  const scopes = grantedScopes(client, scopesIn(query.get('scope')))
  if (!scopes) return refuse(asked, 'invalid_scope')
  checkProvider(query)
  return {
    ...asked,
    responseType,
    scopes,
    nonce: query.get('nonce') ?? undefined,
    challenge,
    prompt: (query.get('prompt') ?? '').split(' '),
  }
}

/** Parameters of what is not simulated. */
function checkProvider(query: URLSearchParams): void {
  const provider = query.get('identity_provider')
  const name = query.has('idp_identifier')
    ? 'idp_identifier'
    : query.has('resource')
      ? 'resource'
      : provider !== null && provider !== 'COGNITO'
        ? `identity_provider ${provider}`
        : undefined
  if (name !== undefined)
    throw new UnsupportedError({
      service: 'Cognito User Pools',
      operation: '/oauth2/authorize',
      parameter: name,
    })
}

const refuse = ({ redirectUri, state }: Asked, error: string): DomainAnswer =>
  redirect(withParameters(redirectUri, { error, state }))

export const LOGIN_COOKIE = 'cognito'

/** The user who is signed in at the login page. */
function signedIn({
  state,
  pool,
  request,
  world,
}: Visit): { readonly login: StoredLogin; readonly user: StoredUser } | undefined {
  const login = state.logins.get(cookieOf(request, LOGIN_COOKIE) ?? '')
  if (login?.poolId !== pool.id || world.clock.now() >= login.expiresAt) return undefined
  const user = state.users.get(keyOf(pool.id, login.username))
  // A global sign-out ends the session of the login page as well.
  return user?.isEnabled && user.signOuts === login.signOuts ? { login, user } : undefined
}

export async function answerAuthorize(visit: Visit): Promise<DomainAnswer> {
  const asked = readAuthorization(visit)
  if (isAnswer(asked)) return asked
  const who = signedIn(visit)
  if (!who || asked.prompt.includes('login')) {
    // OpenID Connect Core, 3.1.2.6
    if (asked.prompt.includes('none')) return refuse(asked, 'login_required')
    return redirect(`${visit.base}/login?${visit.request.query.toString()}`)
  }
  return redirect(await addressFor(visit, asked, who.user, who.login.authTime))
}

/** The address that a signed-in user returns to: with a code, or with tokens. */
export async function addressFor(
  visit: Visit,
  asked: Authorization,
  user: StoredUser,
  authTime: number,
): Promise<string> {
  const { world, state, pool } = visit
  const { client, redirectUri, scopes, nonce, challenge } = asked
  const scope = scopes.join(' ')
  if (asked.responseType === 'code') {
    const code = world.ids.uuid('cognito-authorization')
    state.authorizations.set(code, {
      poolId: pool.id,
      clientId: client.id,
      username: user.username,
      redirectUri,
      scope,
      nonce,
      challenge,
      expiresAt: world.clock.now() + OAUTH_CODE_MS,
      authTime,
    })
    return withParameters(redirectUri, { code, state: asked.state })
  }
  const action = { ...visit, client, metadata: undefined }
  const source = 'TokenGeneration_HostedAuth'
  const facts = { source, scope, nonce, isHosted: true, authTime } as const
  const tokens = await signTokens(action, user, createGrant(action, user, facts), source)
  return withParameters(
    redirectUri,
    {
      id_token: scopes.includes('openid') ? tokens.IdToken : undefined,
      access_token: tokens.AccessToken,
      token_type: 'bearer',
      expires_in: String(tokens.ExpiresIn),
      state: asked.state,
    },
    '#',
  )
}
