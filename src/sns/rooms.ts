/** What loads when it is first used (dynamodb/rooms.ts). */
import * as sns from './index.ts'
import * as cloudformation from './cloudformation.ts'
import * as snsMetrics from './metrics.ts'

export const rooms = {
  cloudformation: (): typeof cloudformation => cloudformation,
  snsMetrics: (): typeof snsMetrics => snsMetrics,
  sns: (): typeof sns => sns,
}
