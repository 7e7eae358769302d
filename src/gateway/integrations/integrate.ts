/** Answers a request through an integration with mappings, or an HTTP_PROXY integration. */
import type { RestApi } from '../api/definition.ts'
import type {
  HttpProxyDefinition,
  MappedIntegration,
} from '../api/integrations/mapped-integration.ts'
import type { RestContextParts } from '../events/rest-event.ts'
import type { ChosenRoute, Exchange } from '../exchange/exchange.ts'
import { withinTime } from '../../core/time/within-time.ts'
import type { BackendRequest } from '../exchange/integration-record.ts'
import type { GatewayAnswer } from '../messages/request.ts'
import { restError } from '../responses/own-answers.ts'
import type { BackendAnswer } from './answer.ts'
import { IntegrationFailure, tooLate } from './failure.ts'
import { askHttp, toHttpRequest, toProxyRequest } from './http.ts'
import { callLambda } from './lambda.ts'
import { mapParameters, mapRequest } from './map-request.ts'
import { mapResponse } from './map-response.ts'
import { answerMock } from './mock.ts'
import { toProxyAnswer } from './proxy-response.ts'
import { RestRequestData, type RequestData } from './request-data.ts'
import { callService } from './service.ts'
import { streamHttp } from './stream-http.ts'

export async function integrate(
  exchange: Exchange<RestApi>,
  chosen: ChosenRoute,
  integration: MappedIntegration | HttpProxyDefinition,
  parts: RestContextParts,
): Promise<GatewayAnswer> {
  const data = new RestRequestData(exchange, chosen, parts)
  try {
    return integration.type === 'HTTP_PROXY'
      ? await passOn(integration, data)
      : await mapBothWays(integration, data)
  } catch (error) {
    if (error instanceof IntegrationFailure) return restError(exchange, error.answer, error.message)
    throw error
  }
}

async function mapBothWays(
  integration: MappedIntegration,
  data: RestRequestData,
): Promise<GatewayAnswer> {
  return mapResponse(integration, await askBackend(integration, data), data)
}

/**
 * The answer of a backend to the mapped request. `templateKey` selects the request's template.
 *
 * @throws IntegrationFailure when there is none
 */
export async function askBackend(
  integration: MappedIntegration,
  data: RequestData,
  templateKey?: string,
): Promise<BackendAnswer> {
  const request = mapRequest(integration, data, templateKey)
  if (integration.type === 'MOCK') return answerMock(request.body)
  if (integration.type === 'HTTP')
    return await askHttp(integration, toHttpRequest(integration, request, data), data)
  const { timeoutMs } = integration
  const answer = await withinTime(data.exchange.world, timeoutMs, () =>
    'service' in integration
      ? callService(integration, request, data)
      : callLambda(integration, request, data),
  )
  if (answer === 'late') throw tooLate(timeoutMs)
  return answer
}

async function passOn(
  integration: HttpProxyDefinition,
  data: RestRequestData,
): Promise<GatewayAnswer> {
  if (integration.streamed)
    return await streamHttp(integration, proxiedRequest(integration, data), data)
  return toProxyAnswer(data.exchange, await askProxied(integration, data))
}

/** @throws IntegrationFailure when no backend answers */
export const askProxied = (
  integration: HttpProxyDefinition,
  data: RequestData,
): Promise<BackendAnswer> => askHttp(integration, proxiedRequest(integration, data), data)

function proxiedRequest(integration: HttpProxyDefinition, data: RequestData): BackendRequest {
  const mapped = mapParameters(integration.requestParameters, 'HTTP_PROXY', data)
  return toProxyRequest(integration, mapped, data)
}
