/** What loads when it is first used (dynamodb/rooms.ts). */
import * as cloudwatch from './index.ts'
import * as cloudwatchOperations from './operations/index.ts'
import * as cloudwatchMatchers from './matchers.ts'
import * as cloudwatchTemplates from './cloudformation.ts'

export const rooms = {
  cloudwatchTemplates: (): typeof cloudwatchTemplates => cloudwatchTemplates,
  cloudwatchMatchers: (): typeof cloudwatchMatchers => cloudwatchMatchers,
  cloudwatch: (): typeof cloudwatch => cloudwatch,
  cloudwatchOperations: (): typeof cloudwatchOperations => cloudwatchOperations,
}
