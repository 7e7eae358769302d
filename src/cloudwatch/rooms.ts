/** What loads when it is first used (dynamodb/rooms.ts). */
import * as cloudwatch from './index.ts'
import * as cloudwatchOperations from './operations/index.ts'

export const rooms = {
  cloudwatch: (): typeof cloudwatch => cloudwatch,
  cloudwatchOperations: (): typeof cloudwatchOperations => cloudwatchOperations,
}
