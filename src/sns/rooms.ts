/** What loads when it is first used (dynamodb/rooms.ts). */
import * as sns from './index.ts'
import * as snsTemplates from './cloudformation.ts'
import * as snsMetrics from './metrics.ts'

export const rooms = {
  snsTemplates: (): typeof snsTemplates => snsTemplates,
  snsMetrics: (): typeof snsMetrics => snsMetrics,
  sns: (): typeof sns => sns,
}
