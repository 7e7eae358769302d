/** Says in a sentence who an authorizer lets through. */
import { functionOfUri } from '../draft/lambda-uri.ts'
import type { ExportedScheme } from '../openapi/export/exported-api.ts'
import { listOf, memberOf, objectOf, textOf } from '../openapi/json.ts'

export function describeScheme({ in: place, name, issuer, extensions }: ExportedScheme): string {
  const where = `in the ${place === 'header' ? 'header' : 'query parameter'} ${name}`
  if (extensions['x-amazon-apigateway-authtype'] === 'awsSigv4')
    return 'requests signed with AWS credentials (Signature Version 4)'
  const authorizer = objectOf(extensions['x-amazon-apigateway-authorizer'])
  const pools = listOf(memberOf(authorizer, 'providerARNs')).map(String)
  if (pools.length > 0) return `tokens of the user pool ${pools.join(', ')}, ${where}`
  if (issuer !== undefined) {
    const audience = listOf(memberOf(objectOf(authorizer['jwtConfiguration']), 'audience'))
    const receivers = audience.length > 0 ? ` for ${audience.map(String).join(', ')}` : ''
    return `tokens of ${issuer}${receivers}, ${where}`
  }
  const fn = functionOfUri(textOf(memberOf(authorizer, 'authorizerUri')))
  if (fn === undefined) return `an API key ${where}`
  const [, short = fn] = /:function:(.+)$/.exec(fn) ?? []
  return name === 'Unused'
    ? `what the function ${short} allows`
    : `what the function ${short} allows, which reads ${place === 'header' ? 'the header' : 'the query parameter'} ${name}`
}
