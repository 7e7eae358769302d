/** What loads when it is first used (dynamodb/rooms.ts). */
import * as lambda from './index.ts'
import * as lambdaOperations from './operations/index.ts'

export const rooms = {
  lambda: (): typeof lambda => lambda,
  lambdaOperations: (): typeof lambdaOperations => lambdaOperations,
}
