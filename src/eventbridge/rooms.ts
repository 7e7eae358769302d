/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as eventbridge from './index.ts'
import * as eventbridgeTemplates from './cloudformation.ts'
import * as eventbridgeMetrics from './metrics.ts'
import * as eventbridgeMatchers from './matchers.ts'

export const rooms = {
  eventbridgeMatchers: (): typeof eventbridgeMatchers => eventbridgeMatchers,
  eventbridgeTemplates: (): typeof eventbridgeTemplates => eventbridgeTemplates,
  eventbridgeMetrics: (): typeof eventbridgeMetrics => eventbridgeMetrics,
  eventbridge: (): typeof eventbridge => eventbridge,
}
