/** What loads when it is first used (dynamodb/rooms.ts). */
import * as cloudformation from './cloudformation.ts'
import * as logs from './index.ts'
import * as logsOperations from './operations/index.ts'
import * as logsMetrics from './metrics.ts'
import * as logsMatchers from './matchers.ts'

export const rooms = {
  logsMatchers: (): typeof logsMatchers => logsMatchers,
  cloudformation: (): typeof cloudformation => cloudformation,
  logsMetrics: (): typeof logsMetrics => logsMetrics,
  logs: (): typeof logs => logs,
  logsOperations: (): typeof logsOperations => logsOperations,
}
