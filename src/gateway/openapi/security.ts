/** The security of a document: its schemes, and what an operation needs. */
import { isObject } from '../../core/json.ts'
import type { RestAuthorizer } from '../api/draft/rest.ts'
import { entriesOf, listOf, memberOf, objectOf, textOf, type JsonObject } from './json.ts'
import type { OpenApiDocument } from './read-document.ts'
import type { Warnings } from './warnings.ts'

/** Schemes by name. */
export const schemesOf = ({ root, version }: OpenApiDocument): JsonObject =>
  objectOf(
    version === '2.0'
      ? memberOf(root, 'securityDefinitions')
      : memberOf(objectOf(memberOf(root, 'components')), 'securitySchemes'),
  )

export const AUTHORIZER = 'x-amazon-apigateway-authorizer'

/** The authorizers of the schemes, without ids, by the scheme's name. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
export function restAuthorizersOf(
  document: OpenApiDocument,
  warnings: Warnings,
): ReadonlyMap<string, Omit<RestAuthorizer, 'id'>> {
  const authorizers = new Map<string, Omit<RestAuthorizer, 'id'>>()
  for (const [name, scheme] of entriesOf(schemesOf(document))) {
    const extension = memberOf(objectOf(scheme), AUTHORIZER)
    if (!isObject(extension)) continue
    const type = textOf(memberOf(extension, 'type'))?.toUpperCase()
    if (type === 'TOKEN' || type === 'REQUEST' || type === 'COGNITO_USER_POOLS')
      authorizers.set(name, toRestAuthorizer(name, type, objectOf(scheme), extension))
    else
      warnings.add(
        `securitySchemes.${name}.${AUTHORIZER}`,
        `REST APIs import no authorizers of the type ${String(memberOf(extension, 'type'))}.`,
      )
  }
  return authorizers
}

function toRestAuthorizer(
  name: string,
  type: 'TOKEN' | 'REQUEST' | 'COGNITO_USER_POOLS',
  scheme: JsonObject,
  extension: JsonObject,
): Omit<RestAuthorizer, 'id'> {
  const header = `method.request.header.${textOf(memberOf(scheme, 'name')) ?? 'Authorization'}`
  const ttl = memberOf(extension, 'authorizerResultTtlInSeconds')
  const pools = listOf(memberOf(extension, 'providerARNs')).filter((arn) => typeof arn === 'string')
  return {
    ...{ name, type },
    authType: textOf(memberOf(scheme, 'x-amazon-apigateway-authtype')),
    providerARNs: pools.length > 0 ? pools : undefined,
    authorizerUri: textOf(memberOf(extension, 'authorizerUri')),
    authorizerCredentials: textOf(memberOf(extension, 'authorizerCredentials')),
    // Recorded: GATEWAY.md 11.5: the identity source is kept, and the TTL is 300 s.
    identitySource: type === 'REQUEST' ? textOf(memberOf(extension, 'identitySource')) : header,
    identityValidationExpression: textOf(memberOf(extension, 'identityValidationExpression')),
    authorizerResultTtlInSeconds: typeof ttl === 'number' ? ttl : 300,
  }
}

/** What an operation needs. */
export interface Requirement {
  readonly apiKeyRequired: boolean
  readonly isIam: boolean
  /** The scheme of its authorizer, and the scopes. */
  readonly scheme: string | undefined
  readonly scopes: readonly string[]
}

/** The first scheme with an authorizer counts; an API key is needed beside it. */
export function requirementOf(
  document: OpenApiDocument,
  operation: { readonly security: unknown; readonly node: JsonObject; readonly where: string },
  warnings: Warnings,
): Requirement {
  const schemes = schemesOf(document)
  const auth = objectOf(memberOf(operation.node, 'x-amazon-apigateway-auth'))
  const listed = listOf(operation.security ?? memberOf(document.root, 'security'))
  let [apiKeyRequired, isIam] = [false, textOf(memberOf(auth, 'type'))?.toUpperCase() === 'AWS_IAM']
  let scheme: string | undefined
  let scopes: readonly string[] = []
  for (const [name, given] of listed.flatMap(entriesOf)) {
    const definition = objectOf(memberOf(schemes, name))
    if (isObject(memberOf(definition, AUTHORIZER))) {
      if (scheme !== undefined) continue
      scheme = name
      scopes = listOf(given).filter((scope) => typeof scope === 'string')
    } else if (isApiKey(definition)) apiKeyRequired = true
    else if (isSignature(definition)) isIam = true
    else
      warnings.add(
        `${operation.where}.security.${name}`,
        'The scheme has no authorizer of API Gateway: requests are not checked.',
      )
  }
  return { apiKeyRequired, isIam, scheme, scopes }
}

const isApiKey = (scheme: JsonObject): boolean =>
  memberOf(scheme, 'type') === 'apiKey' &&
  textOf(memberOf(scheme, 'name'))?.toLowerCase() === 'x-api-key'

const isSignature = (scheme: JsonObject): boolean =>
  textOf(memberOf(scheme, 'x-amazon-apigateway-authtype'))?.toLowerCase() === 'awssigv4'
