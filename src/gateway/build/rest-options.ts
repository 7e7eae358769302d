/** Checks the options that only REST APIs have. */
import { MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type { HttpApi, RestApi } from '../api/definition.ts'
import type { RestGatewayOptions } from '../api/options.ts'
import { toApiKey, toUsagePlans } from './check-usage.ts'
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
  const apiKeys = (options.apiKeys ?? []).map((key) => toApiKey(world, key, caller))
  return {
    type: 'rest',
    endpointType,
    binaryMediaTypes: options.binaryMediaTypes ?? [],
    apiKeys,
    usagePlans: toUsagePlans(world, id, apiKeys, options.usagePlans, caller),
    apiKeySource,
    requestValidators: options.requestValidators
      ? rooms.rules().checkValidators(options.requestValidators, caller)
      : {},
    models: options.models && rooms.rules().checkModels(id, options.models, caller),
    preflight: options.cors && rooms.restCors().toPreflight(options.cors, caller),
    gatewayResponses:
      options.gatewayResponses && checkGatewayResponses(options.gatewayResponses, caller),
  }
}
