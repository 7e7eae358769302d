/* eslint-disable @typescript-eslint/no-explicit-any -- handlers of every kind */
/** A world for this room's unit tests: the core's parts with the smallest pipeline. Not part of the package. */
import { createClock } from '../core/time/clock.ts'
import { currentCause, currentScope, runInWorld } from '../core/context.ts'
import { createFaults } from '../core/faults.ts'
import { createIds } from '../core/ids.ts'
import { createJournal, type CallRecord } from '../core/journal.ts'
import { MisuseError } from '../core/errors.ts'
import type { Call, Service, World, WorldOptions } from '../core/world.ts'
import { createWork } from '../core/time/pending-work.ts'
import { functionInvoker, lambda } from './index.ts'
import { registerFunctionIn } from './register-function.ts'
import type { FunctionOptions } from './options.ts'
import type { LambdaFunction } from './function.ts'

export interface TestWorld extends World {
  ended: boolean
  sealed: boolean
  fork(): TestWorld
  end(): void
  run<Result>(body: () => Result): Result
  register(
    name: string,
    handler: (...args: any[]) => unknown,
    options?: FunctionOptions,
  ): LambdaFunction
}

export function createTestWorld(
  options: Partial<WorldOptions> = {},
  parent?: TestWorld,
): TestWorld {
  const states = new Map<Service, unknown>()
  const work = createWork()
  const clock = createClock(work)
  const full: WorldOptions = {
    region: 'us-east-1',
    accountId: '123456789012',
    seed: 'test',
    services: {},
    journalLimit: 10_000,
    ...options,
  }
  const ids = createIds(full.seed)
  const world: TestWorld = {
    get main() {
      return world
    },
    has: () => false,
    in: () => world,
    parent,
    options: full,
    clock,
    ids,
    journal: createJournal(clock.now, full.journalLimit),
    faults: createFaults(() => ids.random('fault')),
    ports: { functions: undefined as never },
    services: [lambda],
    work,
    sealed: false,
    ended: false,
    state<State>(service: Service<State>): State {
      if (!states.has(service)) {
        const made = parent
          ? service.forkState(parent.state(service), world)
          : service.createState(world)
        states.set(service, made)
      }
      return states.get(service) as State
    },
    checkWritable() {
      if (world.ended) throw new MisuseError('The world has ended.')
    },
    call: (request) => call(world, request),
    callSync() {
      throw new Error('not in this world')
    },
    refuse: (error) => error,
    fork: () => createTestWorld(full, world),
    end() {
      for (const [service, state] of states) service.endState?.(state, world)
      clock.end()
      world.ended = true
    },
    run: (body) => runInWorld(world, body),
    register: (name, handler, functionOptions) =>
      registerFunctionIn(world, name, handler, functionOptions),
  }
  Object.assign(world, { ports: { functions: functionInvoker(world) } })
  return world
}

async function call(world: TestWorld, { operation, input, source, cause }: Call): Promise<unknown> {
  const held = currentScope()?.environment?.hold()
  if (held) await held
  const record: CallRecord = {
    kind: 'call',
    at: world.clock.now(),
    causedBy: cause ?? currentCause(world),
    requestId: world.ids.uuid('request'),
    service: 'lambda',
    operation,
    resource: undefined,
    source,
    input,
    output: undefined,
    error: undefined,
    status: undefined,
    duration: 0,
  }
  world.journal.append(record)
  const output: unknown = await lambda.operations[operation]!.run(world.state(lambda), input, {
    world,
    record,
  })
  record.status = 200
  return output
}
