/** Checks the options that only REST APIs have. */
import { MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type { HttpApi, RestApi } from '../api/definition.ts'
import type { ApiKey, RestGatewayOptions } from '../api/options.ts'
import { checkGatewayResponses } from './check-gateway-responses.ts'
import { rooms } from '../rooms.ts'

type RestParts = Omit<RestApi, Exclude<keyof HttpApi, 'type' | 'cors' | 'payloadFormatVersion'>>

export function restParts(
  world: World,
  id: string,
  options: RestGatewayOptions,
  caller: string,
): RestParts {
  const { endpointType = 'EDGE', apiKeySource = 'HEADER' } = options
  if (endpointType !== 'EDGE' && endpointType !== 'REGIONAL')
    throw new MisuseError(
      `${caller} received the endpointType '${String(endpointType)}'.`,
      "'EDGE' or 'REGIONAL'",
    )
  if (apiKeySource !== 'HEADER' && apiKeySource !== 'AUTHORIZER')
    throw new MisuseError(
      `${caller} received the apiKeySource '${String(apiKeySource)}'.`,
      "'HEADER' or 'AUTHORIZER'",
    )
  return {
    type: 'rest',
    endpointType,
    binaryMediaTypes: options.binaryMediaTypes ?? [],
    apiKeys: (options.apiKeys ?? []).map((key) => toApiKey(world, key, caller)),
    apiKeySource,
    requestValidators: options.requestValidators
      ? rooms.rules().checkValidators(options.requestValidators, caller)
      : {},
    models: options.models && rooms.rules().checkModels(id, options.models, caller),
    gatewayResponses:
      options.gatewayResponses && checkGatewayResponses(options.gatewayResponses, caller),
  }
}

// Recorded: the snapshots of test_apigateway_extended (20 to 128 characters, and these wordings)
function toApiKey(
  world: World,
  given: string | ApiKey,
  caller: string,
): RestApi['apiKeys'][number] {
  const { value, name, enabled = true } = typeof given === 'string' ? { value: given } : given
  if (typeof value !== 'string' || value.length < 20)
    throw new MisuseError(`${caller}: API Key value should be at least 20 characters.`)
  if (value.length > 128)
    throw new MisuseError(`${caller}: API Key value exceeds maximum size of 128 characters.`)
  const id = world.ids.text('api-key', 10)
  return { id, value, name: name ?? id, enabled }
}
