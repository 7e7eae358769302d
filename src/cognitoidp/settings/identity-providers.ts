/** What user pools know of identity providers. */
// AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html

export type ProviderType =
  'SAML' | 'Facebook' | 'Google' | 'LoginWithAmazon' | 'SignInWithApple' | 'OIDC'

/** Texts by name. */
export type Details = Readonly<Record<string, string>>

export interface IdentityProvider {
  readonly name: string
  readonly type: ProviderType
  readonly details: Details
  readonly mapping: Details
  readonly identifiers: readonly string[]
  readonly createdAt: number
  readonly modifiedAt: number
}

/** The claim that is the name of a user. Answers show it, also if the mapping did not say so. */
// Observed: terraform-provider-aws threads (`attribute_mapping.username`). SAML has none.
const SUBJECT_OF: Readonly<Record<ProviderType, string | undefined>> = {
  SAML: undefined,
  Facebook: 'id',
  Google: 'sub',
  LoginWithAmazon: 'user_id',
  SignInWithApple: 'sub',
  OIDC: 'sub',
}

/** Providers that a pool has once, under the name of their type. */
export const isSocial = (type: ProviderType): boolean => type !== 'SAML' && type !== 'OIDC'

const CLIENT = ['client_id', 'client_secret', 'authorize_scopes']

/** The details that a provider cannot do without. */
const REQUIRED: Readonly<Record<ProviderType, readonly string[]>> = {
  SAML: [],
  Facebook: CLIENT,
  Google: CLIENT,
  LoginWithAmazon: CLIENT,
  SignInWithApple: ['client_id', 'team_id', 'key_id', 'authorize_scopes'],
  OIDC: ['client_id', 'attributes_request_method', 'oidc_issuer', 'authorize_scopes'],
}

/** The first detail that is missing, or undefined. */
export function missingDetail(type: ProviderType, details: Details): string | undefined {
  const hasMetadata = 'MetadataURL' in details || 'MetadataFile' in details
  if (type === 'SAML') return hasMetadata ? undefined : 'MetadataURL'
  return REQUIRED[type].find((name) => !details[name])
}

/** The addresses of the providers, which the service adds. */
function addressesOf(type: ProviderType, { api_version: version = 'v17.0' }: Details): Details {
  switch (type) {
    case 'Facebook':
      return {
        api_version: version,
        attributes_url: `https://graph.facebook.com/${version}/me?fields=`,
        attributes_url_add_attributes: 'true',
        authorize_url: `https://www.facebook.com/${version}/dialog/oauth`,
        token_request_method: 'GET',
        token_url: `https://graph.facebook.com/${version}/oauth/access_token`,
      }
    case 'Google':
      return {
        attributes_url: 'https://people.googleapis.com/v1/people/me?personFields=',
        attributes_url_add_attributes: 'true',
        authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
        oidc_issuer: 'https://accounts.google.com',
        token_request_method: 'POST',
        token_url: 'https://www.googleapis.com/oauth2/v4/token',
      }
    case 'LoginWithAmazon':
      return {
        attributes_url: 'https://api.amazon.com/user/profile',
        attributes_url_add_attributes: 'false',
        authorize_url: 'https://www.amazon.com/ap/oa',
        token_request_method: 'POST',
        token_url: 'https://api.amazon.com/auth/o2/token',
      }
    case 'SignInWithApple':
      return {
        attributes_url_add_attributes: 'false',
        authorize_url: 'https://appleid.apple.com/auth/authorize',
        oidc_issuer: 'https://appleid.apple.com',
        token_request_method: 'POST',
        token_url: 'https://appleid.apple.com/auth/token',
      }
    case 'OIDC':
      return { attributes_url_add_attributes: 'false' }
    case 'SAML':
      return {}
    default:
      throw new Error(`Unknown type ${String(type satisfies never)}`)
  }
}

/** The details as answers show them. */
export function completeDetails(type: ProviderType, given: Details): Details {
  // AWS: answers do not show Apple's key.
  const { private_key: _key, ...shown } = given
  return { ...addressesOf(type, given), ...(type === 'SignInWithApple' ? shown : given) }
}

export function completeMapping(type: ProviderType, given: Details): Details {
  const subject = SUBJECT_OF[type]
  return subject === undefined ? given : { username: subject, ...given }
}
