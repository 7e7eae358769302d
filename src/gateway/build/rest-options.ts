/** Checks the options that only REST APIs have. */
import { shownValue } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type { HttpApi, RestApi } from '../api/definition.ts'
import type { RestGatewayOptions } from '../api/options.ts'
import { MAX_COMPRESSION_SIZE } from '../limits.ts'
import { toApiKey, toUsagePlans } from './check-usage.ts'
import { checkGatewayResponses } from './check-gateway-responses.ts'
import { rooms } from '../rooms.ts'

// Seen: CreateDeployment on AWS, in public threads
export const NO_POLICY = "Private REST API doesn't have a resource policy attached to it"

type RestParts = Omit<RestApi, Exclude<keyof HttpApi, 'type' | 'cors' | 'payloadFormatVersion'>>

export function restParts(
  world: World,
  id: string,
  options: RestGatewayOptions,
  caller: string,
): RestParts {
  const { endpointType = 'EDGE', apiKeySource = 'HEADER' } = options
  if (!['EDGE', 'REGIONAL', 'PRIVATE'].includes(endpointType))
    throw new MisuseError(
      `${caller} received the endpointType '${String(endpointType)}'.`,
      "'EDGE', 'REGIONAL' or 'PRIVATE'",
    )
  if (endpointType === 'PRIVATE' && options.policy === undefined)
    throw new MisuseError(`${caller}: ${NO_POLICY}.`, "the option 'policy'")
  if (apiKeySource !== 'HEADER' && apiKeySource !== 'AUTHORIZER')
    throw new MisuseError(
      `${caller} received the apiKeySource '${String(apiKeySource)}'.`,
      "'HEADER' or 'AUTHORIZER'",
    )
  const apiKeys = (options.apiKeys ?? []).map((key) => toApiKey(world, key, caller))
  return {
    type: 'rest',
    endpointType,
    policy:
      options.policy === undefined
        ? undefined
        : rooms.policies().checkPolicy(world, id, options.policy, caller),
    minimumCompressionSize: checkSize(options.minimumCompressionSize, caller),
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

// AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html (0 to 10485760)
function checkSize(size: number | undefined, caller: string): number | undefined {
  if (size === undefined || (Number.isInteger(size) && size >= 0 && size <= MAX_COMPRESSION_SIZE))
    return size
  throw new MisuseError(
    `${caller} received minimumCompressionSize ${shownValue(size)}.`,
    `bytes, from 0 to ${MAX_COMPRESSION_SIZE}`,
  )
}
