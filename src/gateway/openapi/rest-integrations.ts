/** The extension `x-amazon-apigateway-integration` as an integration of a REST API. */
import { isObject } from '../../core/json.ts'
import type { RestIntegrationResponse, RestMethodIntegration } from '../api/draft/rest.ts'
import { REST_TIMEOUT_MS } from '../limits.ts'
import { entriesOf, listOf, memberOf, objectOf, textOf, type JsonObject } from './json.ts'
import type { Warnings } from './warnings.ts'

export const INTEGRATION = 'x-amazon-apigateway-integration'

/** Members that have no effect in a test. */
const WITHOUT_EFFECT = new Set(['tlsConfig', 'connectionType', 'connectionId'])
const KNOWN = new Set([
  ...['type', 'httpMethod', 'uri', 'credentials', 'requestParameters', 'requestTemplates'],
  ...['passthroughBehavior', 'contentHandling', 'timeoutInMillis', 'cacheNamespace'],
  ...['cacheKeyParameters', 'responseTransferMode', 'responses', 'payloadFormatVersion'],
  'integrationTarget',
])

const TYPES = ['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY', 'MOCK'] as const

/** Warns of members that nobody knows. */
export function warnOfMembers(
  extension: JsonObject,
  known: ReadonlySet<string>,
  where: string,
  warnings: Warnings,
): void {
  for (const name of Object.keys(extension))
    if (!known.has(name) && !WITHOUT_EFFECT.has(name))
      warnings.add(`${where}.${name}`, 'An integration has no such member.')
}

/** Undefined for an extension of another type. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
export function toRestIntegration(
  extension: JsonObject,
  method: string,
  resourceId: string,
  warnings: Warnings,
  where: string,
): RestMethodIntegration | undefined {
  const given = textOf(memberOf(extension, 'type'))?.toUpperCase()
  const type = TYPES.find((one) => one === given)
  if (!type) {
    warnings.add(`${where}.type`, `${String(memberOf(extension, 'type'))} is not an integration.`)
    return undefined
  }
  warnOfMembers(extension, KNOWN, where, warnings)
  const text = (name: string): string | undefined => textOf(memberOf(extension, name))
  const timeout = Number(memberOf(extension, 'timeoutInMillis'))
  return {
    type,
    httpMethod: httpMethodOf(type, text('httpMethod'), method),
    uri: type === 'MOCK' ? undefined : text('uri'),
    credentials: text('credentials'),
    requestParameters: textsOf(memberOf(extension, 'requestParameters')),
    requestTemplates: textsOf(memberOf(extension, 'requestTemplates')),
    passthroughBehavior: text('passthroughBehavior')?.toUpperCase() ?? 'WHEN_NO_MATCH',
    contentHandling: handlingOf(memberOf(extension, 'contentHandling')),
    timeoutInMillis: timeout > 0 ? timeout : REST_TIMEOUT_MS,
    cacheNamespace: text('cacheNamespace') ?? resourceId,
    cacheKeyParameters: listOf(memberOf(extension, 'cacheKeyParameters')).filter(
      (one) => typeof one === 'string',
    ),
    responseTransferMode:
      text('responseTransferMode')?.toUpperCase() === 'STREAM' ? 'STREAM' : undefined,
    ...connectionOf(extension),
    responses: responsesOf(extension),
  }
}

function connectionOf(
  extension: JsonObject,
): Pick<RestMethodIntegration, 'connectionType' | 'connectionId' | 'tlsConfig'> {
  const tlsConfig = memberOf(extension, 'tlsConfig')
  const isLink = textOf(memberOf(extension, 'connectionType'))?.toUpperCase() === 'VPC_LINK'
  return {
    connectionType: isLink ? 'VPC_LINK' : undefined,
    connectionId: textOf(memberOf(extension, 'connectionId')),
    tlsConfig: isObject(tlsConfig)
      ? { insecureSkipVerification: memberOf(tlsConfig, 'insecureSkipVerification') === true }
      : undefined,
  }
}

// Seen: LocalStack's importer, tested against AWS: POST for a function, whatever the document says.
function httpMethodOf(
  type: RestMethodIntegration['type'],
  given: string | undefined,
  method: string,
): string | undefined {
  if (type === 'MOCK') return undefined
  return type === 'AWS_PROXY' ? 'POST' : (given ?? method).toUpperCase()
}

// Recorded: GATEWAY.md 11.4: `default` has no pattern, and status codes may be numbers.
const responsesOf = (extension: JsonObject): ReadonlyMap<string, RestIntegrationResponse> =>
  new Map(
    entriesOf(memberOf(extension, 'responses')).map(([pattern, node]) => {
      const response = objectOf(node)
      const statusCode = String(memberOf(response, 'statusCode') ?? 200)
      return [
        statusCode,
        {
          statusCode,
          selectionPattern: pattern === 'default' ? undefined : pattern,
          responseParameters: textsOf(memberOf(response, 'responseParameters')),
          responseTemplates: textsOf(memberOf(response, 'responseTemplates')),
          contentHandling: handlingOf(memberOf(response, 'contentHandling')),
        },
      ]
    }),
  )

/** Scalars as text; YAML reads `'true'` without quotes as a boolean. */
export const textsOf = (value: unknown): Readonly<Record<string, string>> | undefined =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).flatMap(([name, one]) =>
          typeof one === 'object' ? [] : [[name, String(one)]],
        ),
      )
    : undefined

function handlingOf(value: unknown): 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT' | undefined {
  const text = textOf(value)?.toUpperCase()
  return text === 'CONVERT_TO_BINARY' || text === 'CONVERT_TO_TEXT' ? text : undefined
}
