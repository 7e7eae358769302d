import type { Clock } from './clock.ts'
import type { UnsupportedError } from './errors.ts'
import type { Faults } from './faults.ts'
import type { Ids } from './ids.ts'
import type { Journal } from './journal.ts'
import type { Ports } from './ports.ts'
import type { Call, Service } from './service.ts'
import type { Work } from './work.ts'

/** Settings of a region that the rooms read. */
export interface WorldOptions {
  readonly region: string
  readonly accountId: string
  readonly seed: string | number
  /** Handlers see only what AWS would give, no host variables. */
  readonly strictEnvironment: boolean
  /** How many records a world keeps. */
  readonly journalLimit: number
  /**
   * What becomes of an AWS call that no simulated service answers, under `miniregion/auto`: refused (`error`, the default), refused without
   * failing the test (`warn`), or sent on to the network (`bypass`).
   */
  readonly unhandled?: 'error' | 'warn' | 'bypass'
  /** How long tables and indexes show CREATING, UPDATING and DELETING: not at all (the default), or milliseconds on the clock. */
  readonly tableStatus?: 'immediate' | number
  /** Whether DynamoDB throttles what exceeds a table's capacity. Default: unlimited. */
  readonly capacity?: 'unlimited' | 'enforced'
  /** Whether DynamoDB's reads that are not consistent, and global indexes, lag behind the writes. Default: strong. */
  readonly consistency?: 'strong' | 'eventual'
  /** By how many milliseconds on the clock they lag. Default 1000. */
  readonly consistencyLag?: number
}

/**
 * A region as the rooms see it: everything a service may use of the world around it. `Region` (in the room `region`) is the
 * only implementation. Forks are worlds whose `parent` is the world they were forked from.
 */
export interface World {
  readonly parent: World | undefined
  readonly options: WorldOptions
  readonly clock: Clock
  readonly ids: Ids
  readonly journal: Journal
  readonly faults: Faults
  readonly ports: Ports
  /** Every simulated service: the codecs find a call's service by its namespace or target. */
  readonly services: readonly Service[]
  /** What still runs or waits to run. */
  readonly work: Work
  /** A template: its handles may be used only inside a fork of it. */
  readonly sealed: boolean
  /** Its test is over: it can be read, not written. */
  readonly ended: boolean
  /** The state a service keeps in this world. */
  state<State>(service: Service<State>): State
  /** Throws a MisuseError when this world may not change any more. */
  checkWritable(): void
  /** Through the whole pipeline: faults, records, errors. */
  call(call: Call): Promise<unknown>
  /** The same without faults, for the synchronous `Table`; the operation must be synchronous. */
  callSync(call: Call): unknown
  /** Notes a refusal, for `region.unsupported`; returns the error to throw. */
  refuse(error: UnsupportedError): UnsupportedError
}
