/** The URIs of AWS integrations: `arn:aws:apigateway:us-east-1:lambda:path/...`. */
import type { ServiceUri } from './mapped-integration.ts'

/** A function, or an action or path of another service; or AWS's message for a malformed URI. */
export type IntegrationUri =
  | { readonly kind: 'function'; readonly function: string }
  | { readonly kind: 'service'; readonly service: ServiceUri }
  | { readonly kind: 'malformed'; readonly message: string }

const malformed = (message: string): IntegrationUri => ({ kind: 'malformed', message })

// 'path/2015-03-31/functions/<function ARN>/invocations'
const FUNCTION =
  /^\d{4}-\d{2}-\d{2}\/functions\/(.+)\/(?:invocations|response-streaming-invocations)$/

// Recorded: test_put_integration_validation (both messages)
export function parseIntegrationUri(uri: string): IntegrationUri {
  const [arn, partition, apigateway, region, host, ...rest] = uri.split(':')
  if (arn !== 'arn' || !partition || apigateway !== 'apigateway' || !region || !host)
    return malformed('Invalid ARN specified in the request')
  const [, kind, target] = /^(path|action)\/(.*)$/s.exec(rest.join(':')) ?? []
  if ((kind !== 'path' && kind !== 'action') || target === undefined)
    return malformed('AWS ARN for integration must contain path or action')
  const name = host === 'lambda' && kind === 'path' ? FUNCTION.exec(target)?.[1] : undefined
  if (name !== undefined) return { kind: 'function', function: name }
  return { kind: 'service', service: { region, host, kind, target } }
}
