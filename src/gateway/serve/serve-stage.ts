/** Serves a request to a stage of an API, which need not exist. */
import type { World } from '../../core/world/world.ts'
import { servedBy, type Api } from '../api/deployments.ts'
import { isRest, type AnyExchange } from '../exchange/exchange.ts'
import type { GatewayAnswer, GatewayRequest } from '../messages/request.ts'
import { httpError, restError } from '../responses/own-answers.ts'
import { rooms } from '../rooms.ts'
import { serve } from './serve.ts'

export function serveStage(
  world: World,
  api: Api,
  stage: string | undefined,
  request: GatewayRequest,
): Promise<Response> {
  const definition = stage === undefined ? undefined : servedBy(world, api, stage)
  if (!definition)
    return serve(world, api.working, request, (exchange) => unknownStage(exchange, api, stage))
  return definition.disableExecuteApiEndpoint && !request.domain
    ? serve(world, definition, request, noDefaultEndpoint)
    : serve(world, definition, request)
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
// (403) and http-api-disable-default-endpoint.html (404)
function noDefaultEndpoint(exchange: AnyExchange): GatewayAnswer {
  const reason = rooms.diagnostics().endpointDisabled(exchange.api)
  return isRest(exchange)
    ? restError(exchange, 'unknownStage', reason)
    : httpError(exchange, 'notFound', reason)
}

// Unverified: the answers for a stage that does not exist
function unknownStage(exchange: AnyExchange, api: Api, stage: string | undefined): GatewayAnswer {
  const reason = rooms.diagnostics().unknownStage(api, stage)
  return isRest(exchange)
    ? restError(exchange, 'unknownStage', reason)
    : httpError(exchange, 'notFound', reason)
}
