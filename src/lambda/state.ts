/** Lambda's state in one world. */
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import type { DeliveryPump } from '../core/delivery/pump.ts'
import type { World } from '../core/world/world.ts'
import type { FunctionDefinition } from './definition/definition.ts'
import type { DurableExecutions } from './durable/executions.ts'
import type { MappingDefinition } from './definition/mapping.ts'
import type { Environment } from './runtime/environment.ts'

/** The running and warm environments of one function in one world. */
export interface FunctionRuntime {
  /** The frozen environments of each pool, which take invocations; the last used one first. */
  readonly idle: Map<string, Environment[]>
  /** Number of running invocations by pool of provisioned environments. */
  readonly busy: Map<string, number>
  /**
   * Provisioned environments that are being initialized, or whose initialization failed, by
   * qualifier.
   */
  readonly provisioning: Map<string, Provisioning>
  /** Number of running invocations outside of provisioned environments. */
  onDemand: number
}

export interface Provisioning {
  status: 'IN_PROGRESS' | 'FAILED'
  available: number
}

/** A running or queued invocation. */
export interface Running {
  /** Ends it with its world. */
  end(): void
  /** Moves its times with a clock that was set to another date. */
  shift(milliseconds: number): void
}

/** Reads the source of a mapping, in one world. */
export interface Poller {
  /** The source has something new. */
  wake(): void
  /** Takes nothing new. What runs ends as it would. */
  stop(): void
}

/** The event source mappings of a world. */
export interface MappingState {
  /** By UUID. Shared with forks until one of them changes a mapping. */
  readonly definitions: CopyOnWriteMap<string, MappingDefinition>
  /**
   * The number of the next record by mapping and shard, for each of its parallel batches: what came
   * before is done with. See `progressKey`.
   */
  readonly progress: CopyOnWriteMap<string, readonly number[]>
  /** `LastProcessingResult` by UUID. */
  readonly results: CopyOnWriteMap<string, string>
  /** By UUID, of the mappings that were woken. A fork begins without. */
  readonly pollers: Map<string, Poller>
}

/** A function that is being created or updated, on the region's clock. */
export interface Transition {
  readonly kind: 'creating' | 'updating'
  readonly until: number
}

export interface LambdaState {
  /** Shared with forks until one of them registers a function. */
  readonly definitions: CopyOnWriteMap<string, FunctionDefinition>
  readonly runtimes: Map<string, FunctionRuntime>
  readonly running: Set<Running>
  /** By name of the function. */
  readonly transitions: Map<string, Transition>
  /** Number of running invocations that share the account's unreserved concurrency. */
  onDemand: number
  /** Asynchronous events on their way; made when there is one. A fork begins without. */
  queue: DeliveryPump | undefined
  /** Made when a durable function is invoked. A fork begins without. */
  durable: DurableExecutions | undefined
  readonly mappings: MappingState
}

const forkMappings = (mappings?: MappingState): MappingState => ({
  definitions: mappings?.definitions.fork() ?? new CopyOnWriteMap(),
  progress: mappings?.progress.fork() ?? new CopyOnWriteMap(),
  results: mappings?.results.fork() ?? new CopyOnWriteMap(),
  pollers: new Map(),
})

export const createState = (): LambdaState => ({
  definitions: new CopyOnWriteMap(),
  runtimes: new Map(),
  running: new Set(),
  transitions: new Map(),
  onDemand: 0,
  queue: undefined,
  durable: undefined,
  mappings: forkMappings(),
})

/** Shares the definitions with a fork, whose environments are all cold. */
export const forkState = ({ definitions, mappings, transitions }: LambdaState): LambdaState => ({
  definitions: definitions.fork(),
  runtimes: new Map(),
  running: new Set(),
  transitions: new Map(transitions),
  onDemand: 0,
  queue: undefined,
  durable: undefined,
  mappings: forkMappings(mappings),
})

export function runtimeOf(state: LambdaState, name: string): FunctionRuntime {
  let runtime = state.runtimes.get(name)
  if (!runtime)
    state.runtimes.set(
      name,
      (runtime = { idle: new Map(), busy: new Map(), provisioning: new Map(), onDemand: 0 }),
    )
  return runtime
}

/**
 * Drops the warm environments of a function, or of one of its versions: its next run is a cold
 * start.
 */
export function coolDown(state: LambdaState, name: string, world: World, version?: string): void {
  const { idle } = state.runtimes.get(name) ?? {}
  for (const [pool, environments] of idle ?? []) {
    const [first] = environments
    if (version !== undefined && first?.definition.version !== version) continue
    for (const environment of environments) environment.discard(world.clock)
    idle?.delete(pool)
  }
}

/**
 * Moves the times of running and queued invocations with a clock that was set to another date, so
 * that their ages stay.
 */
export function shiftState(state: LambdaState, _world: World, milliseconds: number): void {
  for (const running of state.running) running.shift(milliseconds)
  for (const [name, { kind, until }] of state.transitions) {
    state.transitions.set(name, { kind, until: until + milliseconds })
  }
  state.queue?.shift(milliseconds)
}

/** Ends all running invocations as `failed`, drops all environments and forgets queued events. */
export function endState(state: LambdaState, world: World): void {
  state.queue?.end()
  for (const poller of state.mappings.pollers.values()) poller.stop()
  state.mappings.pollers.clear()
  for (const running of [...state.running]) running.end()
  state.running.clear()
  state.durable = undefined
  state.transitions.clear()
  for (const { idle } of state.runtimes.values()) {
    for (const environments of idle.values()) {
      for (const environment of environments) environment.discard(world.clock)
    }
  }
  state.runtimes.clear()
}

/**
 * Keeps the functions and mappings, and returns them to what they were when they were created.
 * Sources are empty again, so mappings begin with what comes.
 */
export function resetState(state: LambdaState, world: World): void {
  endState(state, world)
  const { definitions, progress, results } = state.mappings
  for (const [uuid, mapping] of [...definitions.entries()]) {
    definitions.set(uuid, { ...mapping, ...mapping.initial })
  }
  progress.clear()
  results.clear()
  for (const { name, declared } of [...state.definitions.values()]) {
    if (declared) state.definitions.set(name, declared)
  }
}
