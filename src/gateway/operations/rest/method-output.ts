/** Methods and integrations in AWS's form. */
import type {
  RestIntegrationResponse,
  RestMethod,
  RestMethodIntegration,
  RestMethodResponse,
} from '../../api/draft/rest.ts'

const objectOf = <Value>(
  map: ReadonlyMap<string, Value>,
  toOutput: (value: Value) => Record<string, unknown>,
): Record<string, unknown> | undefined =>
  map.size === 0
    ? undefined
    : Object.fromEntries([...map].map(([key, value]) => [key, toOutput(value)]))

export const toMethod = ({
  responses,
  integration,
  others: _,
  ...method
}: RestMethod): Record<string, unknown> => ({
  ...method,
  methodResponses: objectOf(responses, toMethodResponse),
  methodIntegration: integration && toIntegration(integration),
})

export const toMethodResponse = (response: RestMethodResponse): Record<string, unknown> => ({
  ...response,
})

export const toIntegration = ({
  responses,
  given: _,
  ...integration
}: RestMethodIntegration): Record<string, unknown> => ({
  ...integration,
  // Recorded: GATEWAY.md 7.13.
  connectionType:
    integration.connectionType ?? (integration.type.startsWith('HTTP') ? 'INTERNET' : undefined),
  integrationResponses: objectOf(responses, toIntegrationResponse),
})

export const toIntegrationResponse = (
  response: RestIntegrationResponse,
): Record<string, unknown> => ({ ...response })
