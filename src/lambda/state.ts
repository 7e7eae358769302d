import type { World } from '../core/world.ts'
import type { FunctionDefinition } from './definition/definition.ts'
import type { Environment } from './runtime/environment.ts'

/** What runs of one function in one world. */
export interface FunctionRuntime {
  /** Frozen environments that can take an invocation, per version; the last one used is the next one taken. */
  readonly idle: Map<string, Environment[]>
  running: number
}

/** An execution that can be ended from outside. */
export interface Running {
  end(): void
  /** The clock was set to another date: that much later (or earlier). */
  shift(milliseconds: number): void
}

export interface LambdaState {
  /** Shared with the worlds it was forked from or into, until written. */
  definitions: Map<string, FunctionDefinition>
  ownsDefinitions: boolean
  readonly runtimes: Map<string, FunctionRuntime>
  readonly running: Set<Running>
}

export const createState = (): LambdaState => ({
  definitions: new Map(),
  ownsDefinitions: true,
  runtimes: new Map(),
  running: new Set(),
})

/** Definitions are shared; a fork's environments are all cold. */
export function forkState(state: LambdaState): LambdaState {
  state.ownsDefinitions = false
  return {
    definitions: state.definitions,
    ownsDefinitions: false,
    runtimes: new Map(),
    running: new Set(),
  }
}

export function addDefinition(state: LambdaState, definition: FunctionDefinition): void {
  if (!state.ownsDefinitions) {
    state.definitions = new Map(state.definitions)
    state.ownsDefinitions = true
  }
  state.definitions.set(definition.name, definition)
}

export function runtimeOf(state: LambdaState, name: string): FunctionRuntime {
  let runtime = state.runtimes.get(name)
  if (!runtime) state.runtimes.set(name, (runtime = { idle: new Map(), running: 0 }))
  return runtime
}

/** The clock was set to another date: what runs or waits is no older for it. */
export function shiftState(state: LambdaState, _world: World, milliseconds: number): void {
  for (const running of state.running) running.shift(milliseconds)
}

/** Ends what runs: each record becomes `failed`, its environment is gone, queued events are forgotten. */
export function endState(state: LambdaState, world: World): void {
  for (const running of [...state.running]) running.end()
  state.running.clear()
  for (const { idle } of state.runtimes.values()) {
    for (const environments of idle.values()) {
      for (const environment of environments) environment.discard(world.clock)
    }
  }
  state.runtimes.clear()
}
