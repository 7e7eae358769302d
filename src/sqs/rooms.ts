/** What loads when it is first used (dynamodb/rooms.ts). */
import * as sqs from './index.ts'
import * as sqsTemplates from './cloudformation.ts'
import * as sqsMetrics from './metrics.ts'

export const rooms = {
  sqsTemplates: (): typeof sqsTemplates => sqsTemplates,
  sqsMetrics: (): typeof sqsMetrics => sqsMetrics,
  sqs: (): typeof sqs => sqs,
}
