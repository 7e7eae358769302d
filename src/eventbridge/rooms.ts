/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as eventbridge from './index.ts'
import * as cloudformation from './cloudformation.ts'
import * as eventbridgeMetrics from './metrics.ts'

export const rooms = {
  cloudformation: (): typeof cloudformation => cloudformation,
  eventbridgeMetrics: (): typeof eventbridgeMetrics => eventbridgeMetrics,
  eventbridge: (): typeof eventbridge => eventbridge,
}
