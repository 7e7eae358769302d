/**
 * Calls a route of API Gateway.
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-gateway-target.html
 */
import { parseArn } from '../../core/arn.ts'
import type { DeliveryOutcome } from '../../core/delivery/delivery.ts'
import { targetMissing } from '../../core/delivery/target.ts'
import { ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type { DestinationCall } from './call-destination.ts'
import { fillPath } from './http-request.ts'

/** Unverified: the headers of the call, beside the content type. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'application/json',
  'user-agent': 'Amazon/EventBridge/CustomEvent',
}

/** `abc123/prod/POST/orders/*`: the API, its stage, the method and the path. */
function routeInArn(arn: string):
  | {
      readonly apiId: string
      readonly stage: string
      readonly method: string
      readonly path: string
    }
  | undefined {
  const { service, resource = '' } = parseArn(arn) ?? {}
  const [apiId, stage, method, ...path] = resource.split('/')
  if (service !== 'execute-api' || !apiId || !stage || !method) return undefined
  return { apiId, stage, method, path: `/${path.join('/')}` }
}

/** Throws a ServiceError if there is no such API. */
export async function callGateway(
  world: World,
  { arn, text, http, cause }: DestinationCall,
): Promise<DeliveryOutcome> {
  const route = routeInArn(arn)
  const { gatewayRoutes } = world.ports
  if (!route || !gatewayRoutes?.has(route.apiId)) throw targetMissing(arn)
  const { apiId, stage, method, path } = route
  const response = await gatewayRoutes.fetch(apiId, stage, {
    method,
    // Recorded: EVENTS, Targets and inputs: of the path `/test/*` without values remains `/test/`.
    path: fillPath(path, http?.PathParameterValues),
    query: new URLSearchParams(http?.QueryStringParameters).toString(),
    headers: { ...HEADERS, ...http?.HeaderParameters },
    body: text,
    cause,
  })
  const { status } = response
  if (status >= 200 && status < 300) return undefined
  const why = `The API answered with the status ${status}.`
  const isFinal = status < 500 && status !== 429
  return {
    status: 'failed',
    why,
    error: new ServiceError('TargetFailure', why, { status }),
    isFinal,
  }
}
