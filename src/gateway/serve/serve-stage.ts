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
  return definition
    ? serve(world, definition, request)
    : serve(world, api.working, request, (exchange) => unknownStage(exchange, api, stage))
}

// Unverified: the answers for a stage that does not exist
function unknownStage(exchange: AnyExchange, api: Api, stage: string | undefined): GatewayAnswer {
  const reason = rooms.diagnostics().unknownStage(api, stage)
  return isRest(exchange)
    ? restError(exchange, 'unknownStage', reason)
    : httpError(exchange, 'notFound', reason)
}
