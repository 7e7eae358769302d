/** What loads when it is first used (dynamodb/rooms.ts). */
import * as sqs from './index.ts'
import * as cloudformation from './cloudformation.ts'
import * as sqsMetrics from './metrics.ts'

export const rooms = {
  cloudformation: (): typeof cloudformation => cloudformation,
  sqsMetrics: (): typeof sqsMetrics => sqsMetrics,
  sqs: (): typeof sqs => sqs,
}
