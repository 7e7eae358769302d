/** Connections: how API destinations authorize their calls. */
import { buildArn, parseArnOf, type ArnForm, type ArnScope } from '../../core/resources/arn-form.ts'

const CONNECTION_ARN: ArnForm = { service: 'events', type: 'connection' }

/** A parameter that a connection adds to each call. */
export interface HttpParameter {
  readonly Key?: string
  readonly Value?: string
  readonly IsValueSecret?: boolean
}

export interface ConnectionHttpParameters {
  readonly HeaderParameters?: readonly HttpParameter[]
  readonly QueryStringParameters?: readonly HttpParameter[]
  readonly BodyParameters?: readonly HttpParameter[]
}

export interface OAuthParameters {
  readonly ClientParameters: { readonly ClientID: string; readonly ClientSecret: string }
  readonly AuthorizationEndpoint: string
  readonly HttpMethod: 'GET' | 'POST' | 'PUT'
  readonly OAuthHttpParameters?: ConnectionHttpParameters
}

/** Under AWS's names. */
export interface AuthParameters {
  readonly BasicAuthParameters?: { readonly Username: string; readonly Password: string }
  readonly ApiKeyAuthParameters?: { readonly ApiKeyName: string; readonly ApiKeyValue: string }
  readonly OAuthParameters?: OAuthParameters
  readonly InvocationHttpParameters?: ConnectionHttpParameters
}

export type AuthorizationType = 'BASIC' | 'OAUTH_CLIENT_CREDENTIALS' | 'API_KEY'

export interface StoredConnection {
  readonly name: string
  readonly id: string
  readonly description: string | undefined
  readonly type: AuthorizationType
  /** Undefined after DeauthorizeConnection, which removes every secret. */
  readonly auth: AuthParameters | undefined
  /** Undefined if this world keeps no secrets. */
  readonly secretArn: string | undefined
  readonly createdAt: number
  readonly changedAt: number
  readonly authorizedAt: number
}

export type ConnectionState = 'AUTHORIZED' | 'DEAUTHORIZED' | 'DELETING'

export const stateOf = ({ auth }: StoredConnection): ConnectionState =>
  auth ? 'AUTHORIZED' : 'DEAUTHORIZED'

export const connectionArn = (
  scope: ArnScope,
  { name, id }: Pick<StoredConnection, 'name' | 'id'>,
): string => buildArn(CONNECTION_ARN, scope, `${name}/${id}`)

export const connectionInArn = (arn: string): string | undefined =>
  parseArnOf(CONNECTION_ARN, arn)?.name.split('/')[0]

/** AWS: eb-target-connection-auth.html: the secret of a connection, which EventBridge manages. */
export const secretNameOf = ({ name, id }: Pick<StoredConnection, 'name' | 'id'>): string =>
  `events!connection/${name}/${id}`

/** What the secret says. Seen: the names: LocalStack, services/events/connection.py. */
export function secretTextOf({
  BasicAuthParameters: basic,
  ApiKeyAuthParameters: apiKey,
  OAuthParameters: oauth,
  InvocationHttpParameters: http,
}: AuthParameters): string {
  return JSON.stringify({
    ...(basic && { username: basic.Username, password: basic.Password }),
    ...(apiKey && { api_key_name: apiKey.ApiKeyName, api_key_value: apiKey.ApiKeyValue }),
    ...(oauth && {
      client_id: oauth.ClientParameters.ClientID,
      client_secret: oauth.ClientParameters.ClientSecret,
      authorization_endpoint: oauth.AuthorizationEndpoint,
      http_method: oauth.HttpMethod,
      ...(oauth.OAuthHttpParameters && { oauth_http_parameters: oauth.OAuthHttpParameters }),
    }),
    ...(http && { invocation_http_parameters: http }),
  })
}

/** What DescribeConnection shows of the parameters: no passwords, and no secret values. */
export function shownParameters({
  BasicAuthParameters: basic,
  ApiKeyAuthParameters: apiKey,
  OAuthParameters: oauth,
  InvocationHttpParameters: http,
}: AuthParameters): object {
  return {
    ...(basic && { BasicAuthParameters: { Username: basic.Username } }),
    ...(apiKey && { ApiKeyAuthParameters: { ApiKeyName: apiKey.ApiKeyName } }),
    ...(oauth && {
      OAuthParameters: {
        ClientParameters: { ClientID: oauth.ClientParameters.ClientID },
        AuthorizationEndpoint: oauth.AuthorizationEndpoint,
        HttpMethod: oauth.HttpMethod,
        ...(oauth.OAuthHttpParameters && {
          OAuthHttpParameters: shownHttp(oauth.OAuthHttpParameters),
        }),
      },
    }),
    ...(http && { InvocationHttpParameters: shownHttp(http) }),
  }
}

const shownHttp = (http: ConnectionHttpParameters): ConnectionHttpParameters => ({
  ...(http.HeaderParameters && { HeaderParameters: http.HeaderParameters.map(shown) }),
  ...(http.QueryStringParameters && {
    QueryStringParameters: http.QueryStringParameters.map(shown),
  }),
  ...(http.BodyParameters && { BodyParameters: http.BodyParameters.map(shown) }),
})

const shown = ({ Key = '', Value = '', IsValueSecret = false }: HttpParameter): HttpParameter => ({
  Key,
  ...(!IsValueSecret && { Value }),
  IsValueSecret,
})
