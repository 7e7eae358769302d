/** HTTP_PROXY integrations whose response is passed on as it comes. */
import type { HttpProxyDefinition } from '../api/integrations/mapped-integration.ts'
import type { BackendRequest } from '../exchange/integration-record.ts'
import type { GatewayAnswer } from '../messages/request.ts'
import { rooms } from '../rooms.ts'
import { IntegrationFailure, noAnswer, tooLate } from './failure.ts'
import { toProxyHeaders } from './proxy-response.ts'
import type { RestRequestData } from './request-data.ts'

/** @throws IntegrationFailure when no answer begins in time */
export async function streamHttp(
  { uri, timeoutMs }: HttpProxyDefinition,
  request: BackendRequest,
  { exchange }: RestRequestData,
): Promise<GatewayAnswer> {
  const own = typeof uri === 'function' ? uri : undefined
  const result = await rooms.streaming().streamBackend(exchange, request, timeoutMs, own)
  switch (result.kind) {
    case 'open': {
      const { status, headers, live } = result
      return { status, headers: toProxyHeaders(exchange, headers), body: '', live }
    }
    case 'late':
      if (!result.idle) throw tooLate(timeoutMs)
      throw new IntegrationFailure('timeout', 'The backend sent nothing for too long.')
    default:
      throw noAnswer(result)
  }
}
