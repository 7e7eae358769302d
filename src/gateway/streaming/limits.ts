/** The limits of streamed responses of REST APIs. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
import type { RestApi } from '../api/definition.ts'
import {
  EDGE_IDLE_MS,
  REGIONAL_IDLE_MS,
  STREAM_BYTES_PER_SECOND,
  STREAM_FREE_BYTES,
} from '../limits.ts'
import type { StreamLimits } from './limited-body.ts'

export const restLimits = (api: RestApi, totalMs: number): StreamLimits => ({
  totalMs,
  idleMs: api.endpointType === 'EDGE' ? EDGE_IDLE_MS : REGIONAL_IDLE_MS,
  freeBytes: STREAM_FREE_BYTES,
  bytesPerSecond: STREAM_BYTES_PER_SECOND,
})
