/**
 * Puts a region together: it holds the state of every service, and every call goes through its one
 * pipeline.
 * Here: `Region` and its worlds (forks), the default region, `fetch` and `listen` for raw HTTP.
 * Elsewhere: the services, of which this room knows only names, operations and states.
 * `defineRegion` and traces load at first use (rooms.ts).
 * State: `RegionWorld` owns all of it.
 */
export type { Clock } from './verbs/clock.ts'
export {
  configure,
  type ConfigureOptions,
  defaultRegion,
  emptyDefaultWorld,
  installHooksPerFile,
  peekDefaultWorld,
} from './default.ts'
export {
  printStillRunning,
  refusalFailure,
  printUnseenFailures as reportUnnoticed,
} from './end-of-test.ts'
export type { Coverage } from './coverage.ts'
export type { Faults } from './verbs/faults.ts'
export type { RegionServer } from './listen/listen.ts'
export type { ListenOptions } from './listen/options.ts'
export type { RegionOptions } from './options.ts'
export type { ReportOptions } from './report/options.ts'
export { createRegion, Region } from './region.ts'
export { services } from './service-list.ts'
export type { RegionSnapshot } from './verbs/snapshot.ts'
export type { Trace, TraceNode } from './trace/trace.ts'
export type { RegionWorld, WorldSnapshot } from './world.ts'
