/** What loads when it is first used (dynamodb/rooms.ts). */
import * as nodeCrypto from 'node:crypto'
import * as asyncQueue from './invoking/async-queue.ts'
import * as eventSources from './event-sources/index.ts'
import * as functionLogs from './handle/function-logs.ts'
import * as lambda from './index.ts'
import * as lambdaDurable from './invoking/durable.ts'
import * as lambdaOperations from './operations/index.ts'
import * as lambdaExtensions from './extensions/parameters-and-secrets.ts'
import * as lambdaMetrics from './metrics.ts'
import * as lambdaProcesses from './processes/index.ts'
import * as lambdaStreaming from './runtime/streaming-run.ts'
import * as lambdaTemplates from './cloudformation/index.ts'

export const rooms = {
  lambdaExtensions: (): typeof lambdaExtensions => lambdaExtensions,
  lambdaProcesses: (): typeof lambdaProcesses => lambdaProcesses,
  lambdaStreaming: (): typeof lambdaStreaming => lambdaStreaming,
  lambdaTemplates: (): typeof lambdaTemplates => lambdaTemplates,
  lambdaMetrics: (): typeof lambdaMetrics => lambdaMetrics,
  asyncQueue: (): typeof asyncQueue => asyncQueue,
  eventSources: (): typeof eventSources => eventSources,
  functionLogs: (): typeof functionLogs => functionLogs,
  lambda: (): typeof lambda => lambda,
  lambdaDurable: (): typeof lambdaDurable => lambdaDurable,
  nodeCrypto: (): typeof nodeCrypto => nodeCrypto,
  lambdaOperations: (): typeof lambdaOperations => lambdaOperations,
}
