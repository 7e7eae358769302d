/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as coverage from './coverage.ts'
import * as definition from './definition/definition.ts'
import * as documentValues from './document-values.ts'
import * as fetch from './fetch.ts'
import * as inspector from './inspector/inspector.ts'
import * as listen from './listen/listen.ts'
import * as origins from './origins.ts'
import * as owns from './verbs/owns.ts'
import * as report from './report/report.ts'
import * as processServer from './listen/process-server.ts'
import * as trace from './trace/trace.ts'

export const rooms = {
  coverage: (): typeof coverage => coverage,
  definition: (): typeof definition => definition,
  documentValues: (): typeof documentValues => documentValues,
  fetch: (): typeof fetch => fetch,
  inspector: (): typeof inspector => inspector,
  listen: (): typeof listen => listen,
  origins: (): typeof origins => origins,
  owns: (): typeof owns => owns,
  report: (): typeof report => report,
  processServer: (): typeof processServer => processServer,
  trace: (): typeof trace => trace,
}
