/**
 * The headers with which a connection authorizes its calls.
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection-auth.html
 */
import { callBackend, type HttpCall } from '../../core/delivery/call-backend.ts'
import { MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type {
  AuthParameters,
  OAuthParameters,
  StoredConnection,
} from '../connections/connection.ts'
import type { EventBridgeState } from '../state.ts'
import { valuesOf, withQuery } from './http-request.ts'

type Headers = Readonly<Record<string, string>>

/** Why a connection has no token. */
export interface NoToken {
  readonly why: string
}

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

/** Returns undefined for a connection that needs an OAuth token. */
export function staticHeaders({
  BasicAuthParameters: user,
  ApiKeyAuthParameters: key,
  OAuthParameters: oauth,
}: AuthParameters): Headers | undefined {
  if (oauth) return undefined
  if (user) return { authorization: basic(user.Username, user.Password) }
  return key ? { [key.ApiKeyName]: key.ApiKeyValue } : {}
}

/** A token without `expires_in`. Unverified. */
const DEFAULT_LIFETIME_SECONDS = 3_600
/** AWS: API destinations have five seconds. Unverified: so have authorization endpoints. */
const TIMEOUT_MS = 5_000

/** Asks for a token, or takes the one that has not expired. */
export async function tokenHeaders(
  state: EventBridgeState,
  world: World,
  { id, name }: StoredConnection,
  oauth: OAuthParameters,
): Promise<Headers | NoToken> {
  const known = state.tokens.get(id)
  if (known && known.until > world.clock.now()) return { authorization: `Bearer ${known.value}` }
  const call = tokenRequest(oauth)
  const asked = callBackend(world, call, TIMEOUT_MS)
  if (!asked) {
    throw new MisuseError(
      `The connection ${name} asks ${oauth.AuthorizationEndpoint} for a token, and the test answers for no such server.`,
      `region.backend('${oauth.AuthorizationEndpoint}', () => Response.json({ access_token: '...' }))`,
    )
  }
  const answer = await asked
  if (answer.status === undefined) return { why: answer.why }
  if (answer.status >= 300) {
    return { why: `The authorization endpoint answered with the status ${answer.status}.` }
  }
  const { access_token: value, expires_in: lifetime } = membersIn(answer.body)
  if (typeof value !== 'string') {
    return { why: 'The authorization endpoint answered without an access_token.' }
  }
  const seconds = Number(lifetime ?? DEFAULT_LIFETIME_SECONDS)
  state.tokens.set(id, { value, until: world.clock.now() + seconds * 1_000 })
  return { authorization: `Bearer ${value}` }
}

function membersIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text)) as Readonly<Record<string, unknown>>
  } catch {
    // The answer is not JSON.
    return {}
  }
}

/**
 * The client's id and secret, beside the parameters of the connection. Unverified: in the body, or in
 * the query of a GET.
 */
function tokenRequest({
  ClientParameters: { ClientID, ClientSecret },
  AuthorizationEndpoint,
  HttpMethod: method,
  OAuthHttpParameters: http,
}: OAuthParameters): HttpCall {
  const client = { client_id: ClientID, client_secret: ClientSecret }
  const query = valuesOf(http?.QueryStringParameters)
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    ...valuesOf(http?.HeaderParameters),
  }
  if (method === 'GET') {
    return { url: withQuery(AuthorizationEndpoint, { ...query, ...client }), method, headers }
  }
  const body = { ...client, ...valuesOf(http?.BodyParameters) }
  const isJson = /json/i.test(new Headers(headers).get('content-type') ?? '')
  return {
    url: withQuery(AuthorizationEndpoint, query),
    method,
    headers,
    body: isJson ? JSON.stringify(body) : new URLSearchParams(body).toString(),
  }
}
