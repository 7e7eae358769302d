/** What loads when it is first used (dynamodb/rooms.ts). */
import * as logs from './index.ts'
import * as logsOperations from './operations/index.ts'

export const rooms = {
  logs: (): typeof logs => logs,
  logsOperations: (): typeof logsOperations => logsOperations,
}
