/** Answers a request of a REST API through the integration of its method. */
import type { Sender } from '../../core/delivery/sender.ts'
import { senderOfRoute } from '../api/caller-of-functions.ts'
import type { FunctionIntegration, RestApi } from '../api/definition.ts'
import { toRestEvent, type RestContextParts } from '../events/rest-event.ts'
import type { ChosenRoute, Exchange, Granted } from '../exchange/exchange.ts'
import type { GatewayAnswer } from '../messages/request.ts'
import { restError } from '../responses/own-answers.ts'
import { toRestAnswer } from '../responses/rest-response.ts'
import { rooms } from '../rooms.ts'
import { callFunction } from './integrate.ts'

export async function integrateRest(
  exchange: Exchange<RestApi>,
  chosen: ChosenRoute,
  authorization: Granted | undefined,
  apiKey: RestApi['apiKeys'][number] | undefined,
  /** Makes the event of a proxy integration. */
  toEvent: typeof toRestEvent = toRestEvent,
): Promise<GatewayAnswer> {
  const { world, record } = exchange
  const began = world.clock.now()
  const parts: RestContextParts = {
    authorizer: authorization?.context,
    identity: authorization?.identity,
    apiKey,
  }
  const answer = await answerOf(exchange, chosen, parts, authorization, toEvent)
  record.integrationLatency = world.clock.now() - began
  return answer
}

function answerOf(
  exchange: Exchange<RestApi>,
  chosen: ChosenRoute,
  parts: RestContextParts,
  authorization: Granted | undefined,
  toEvent: typeof toRestEvent,
): Promise<GatewayAnswer> {
  const { integration } = chosen.route
  switch (integration.type) {
    case 'AWS_PROXY':
      return invokeProxy(exchange, chosen, integration, toEvent(exchange, chosen, parts))
    case 'HTTP_API_PROXY':
    case 'HTTP_API_SERVICE':
      throw new TypeError('createGateway builds no such integration for a REST API.')
    default:
      return rooms.integrations().integrate(exchange, chosen, integration, {
        ...parts,
        authorizer: authorization?.variables ?? parts.authorizer,
      })
  }
}

async function invokeProxy(
  exchange: Exchange<RestApi>,
  chosen: ChosenRoute,
  integration: FunctionIntegration,
  event: Record<string, unknown>,
): Promise<GatewayAnswer> {
  if (integration.broken)
    return restError(exchange, 'internalServerError', rooms.diagnostics().brokenIntegration)
  const sender = (): Sender | undefined =>
    senderOfRoute(exchange, chosen.route, exchange.request.method, integration.role)
  if (integration.streamed)
    return rooms.streaming().streamRest(exchange, integration, event, sender)
  const result = await callFunction(exchange, integration, event, sender)
  switch (result.kind) {
    case 'result': {
      const answer = toRestAnswer(exchange, result.payload)
      if (typeof answer !== 'string') return answer
      const error = answer === 'malformed' ? 'badGateway' : 'internalServerError'
      return restError(
        exchange,
        error,
        rooms.diagnostics().malformed(exchange.api, integration, result.payload),
      )
    }
    // Recorded: rest-resp-005
    case 'failed':
      return restError(exchange, 'badGateway', result.reason)
    case 'late':
      return restError(exchange, 'timeout', rooms.diagnostics().tooLate(integration))
    // AWS: https://repost.aws/knowledge-center/api-gateway-internal-server-error (a throttled
    // function, no permission)
    case 'throttled':
    case 'rejected':
      return restError(exchange, 'internalServerError', result.reason)
  }
}
