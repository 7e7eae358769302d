/** What loads when it is first used (dynamodb/rooms.ts). */
import * as logsTemplates from './cloudformation.ts'
import * as logs from './index.ts'
import * as logsOperations from './operations/index.ts'
import * as logsMetrics from './metrics.ts'
import * as logsMatchers from './matchers.ts'

export const rooms = {
  logsMatchers: (): typeof logsMatchers => logsMatchers,
  logsTemplates: (): typeof logsTemplates => logsTemplates,
  logsMetrics: (): typeof logsMetrics => logsMetrics,
  logs: (): typeof logs => logs,
  logsOperations: (): typeof logsOperations => logsOperations,
}
