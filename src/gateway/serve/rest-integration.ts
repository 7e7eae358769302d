/** Answers a request of a REST API through the integration of its method. */
import type { RestApi } from '../api/definition.ts'
import { toRestEvent } from '../events/rest-event.ts'
import type { ChosenRoute, Exchange, Granted } from '../exchange/exchange.ts'
import type { GatewayAnswer } from '../messages/request.ts'
import { ownAnswer, restError } from '../responses/own-answers.ts'
import { toRestAnswer } from '../responses/rest-response.ts'
import { rooms } from '../rooms.ts'
import { callFunction } from './integrate.ts'
import { answerMock } from './mock.ts'

export async function integrateRest(
  exchange: Exchange<RestApi>,
  chosen: ChosenRoute,
  authorization: Granted | undefined,
  apiKey: RestApi['apiKeys'][number] | undefined,
): Promise<GatewayAnswer> {
  const { api } = exchange
  const { integration } = chosen.route
  if (integration.type === 'MOCK') {
    const result = answerMock(integration, api, exchange.request)
    // Recorded: rest-trace-001: no trace header
    return 'failure' in result
      ? restError(exchange, result.failure, rooms.diagnostics().mockFailure(api))
      : ownAnswer(exchange, result.status, result.body, result.headers)
  }
  if (integration.type !== 'AWS_PROXY')
    throw new TypeError('createGateway builds no such integration for a REST API.')
  if (integration.broken)
    return restError(exchange, 'internalServerError', rooms.diagnostics().brokenIntegration)
  const event = toRestEvent(exchange, chosen, {
    authorizer: authorization?.context,
    identity: authorization?.identity,
    apiKey,
  })
  const result = await callFunction(exchange, integration, event)
  switch (result.kind) {
    case 'result': {
      const answer = toRestAnswer(exchange, result.payload)
      if (typeof answer !== 'string') return answer
      const error = answer === 'malformed' ? 'badGateway' : 'internalServerError'
      return restError(
        exchange,
        error,
        rooms.diagnostics().malformed(api, integration, result.payload),
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
