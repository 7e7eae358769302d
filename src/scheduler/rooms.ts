/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as scheduler from './index.ts'
import * as schedulerMatchers from './matchers.ts'
import * as schedulerTemplates from './cloudformation.ts'

export const rooms = {
  schedulerMatchers: (): typeof schedulerMatchers => schedulerMatchers,
  schedulerTemplates: (): typeof schedulerTemplates => schedulerTemplates,
  scheduler: (): typeof scheduler => scheduler,
}
