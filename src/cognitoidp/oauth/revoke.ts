/** The endpoints /oauth2/revoke and /oauth2/userInfo. */
import { isServiceError } from '../../core/errors.ts'
import { authenticate, type Authenticated } from '../auth/access-token.ts'
import { revokeGrant } from '../auth/revoke.ts'
import { decodeToken } from '../keys/jwt.ts'
import { readableBy } from '../users/attributes.ts'
import { clientOf } from './client-of.ts'
import { json, oauthError, type DomainAnswer, type Visit } from './http.ts'

/** AWS: https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html */
export function answerRevoke(visit: Visit): DomainAnswer {
  const token = visit.request.form.get('token')
  if (token === null || token === '') return oauthError('invalid_request')
  const client = clientOf(visit)
  if (!client) return oauthError('invalid_client', 401)
  if (!client.settings.EnableTokenRevocation) return oauthError('invalid_request')
  if (decodeToken(token)) return oauthError('unsupported_token_type')
  revokeGrant(visit.state, client, token)
  return { status: 200, headers: {}, body: '' }
}

const refused = (status: number, error: string, description: string): DomainAnswer =>
  json(
    status,
    { error, error_description: description },
    { 'www-authenticate': `error="${error}", error_description="${description}"` },
  )

const INVALID =
  'Access token is expired, disabled, or deleted, or the user has globally signed out.'

/** AWS: https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html */
export function answerUserInfo({ world, state, pool, request }: Visit): DomainAnswer {
  const [, token] = /^Bearer\s+(\S+)$/i.exec(request.headers['authorization'] ?? '') ?? []
  if (token === undefined)
    return refused(400, 'invalid_request', 'The access token is missing from the request.')
  let found: Authenticated
  try {
    found = authenticate(world, state, token, 'openid')
  } catch (error) {
    if (!isServiceError(error)) throw error
    return refused(401, 'invalid_token', INVALID)
  }
  if (found.pool.id !== pool.id) return refused(401, 'invalid_token', INVALID)
  const { client, user, scopes } = found
  const shown = Object.entries(readableBy(client, user.attributes)).filter(([name]) =>
    isShown(name, scopes),
  )
  // Captured: every value is text, email_verified as well.
  return json(200, { sub: user.sub, ...Object.fromEntries(shown), username: user.username })
}

/** AWS: the scopes of a token say which attributes it shows. */
function isShown(name: string, scopes: readonly string[]): boolean {
  if (name === 'sub') return false
  if (name.startsWith('email')) return scopes.includes('email') || !isNarrow(scopes)
  if (name.startsWith('phone_number')) return scopes.includes('phone') || !isNarrow(scopes)
  return scopes.includes('profile') || !isNarrow(scopes)
}

const isNarrow = (scopes: readonly string[]): boolean =>
  ['email', 'phone', 'profile'].some((scope) => scopes.includes(scope))
