/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as scheduler from './index.ts'
import * as cloudformation from './cloudformation.ts'
import * as schedulerMatchers from './matchers.ts'

export const rooms = {
  schedulerMatchers: (): typeof schedulerMatchers => schedulerMatchers,
  cloudformation: (): typeof cloudformation => cloudformation,
  scheduler: (): typeof scheduler => scheduler,
}
