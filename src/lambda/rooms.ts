/** What loads when it is first used (dynamodb/rooms.ts). */
import * as asyncQueue from './invoking/async-queue.ts'
import * as eventSources from './event-sources/index.ts'
import * as lambda from './index.ts'
import * as lambdaDurable from './invoking/durable.ts'
import * as lambdaOperations from './operations/index.ts'

export const rooms = {
  asyncQueue: (): typeof asyncQueue => asyncQueue,
  eventSources: (): typeof eventSources => eventSources,
  lambda: (): typeof lambda => lambda,
  lambdaDurable: (): typeof lambdaDurable => lambdaDurable,
  lambdaOperations: (): typeof lambdaOperations => lambdaOperations,
}
