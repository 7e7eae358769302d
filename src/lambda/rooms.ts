/** What loads when it is first used (dynamodb/rooms.ts). */
import * as lambda from './index.ts'

export const rooms = {
  lambda: (): typeof lambda => lambda,
}
