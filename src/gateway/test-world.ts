/* eslint-disable @typescript-eslint/no-explicit-any -- events are whatever the test looks at */
/** For this room's tests: a world with a small invoker in the place of Lambda. */
import { createClock } from '../core/time/clock.ts'
import { createFaults } from '../core/faults.ts'
import { createIds } from '../core/ids.ts'
import { createJournal, type JournalRecord } from '../core/journal.ts'
import type { FunctionInvoker, FunctionOutcome, FunctionReference } from '../core/ports.ts'
import { handleKey, type Handle } from '../core/handle.ts'
import type { RegionReference } from './api/options.ts'
import type { Service, World } from '../core/world.ts'
import { createWork } from '../core/time/pending-work.ts'

export type TestHandler = (event: any) => unknown

export interface TestCall {
  readonly function: string
  readonly event: any
  readonly cause: JournalRecord
}

export interface TestWorld extends World {
  /** Every invocation, oldest first. */
  readonly calls: TestCall[]
  readonly region: Handle & RegionReference
  register(name: string, handler: TestHandler): FunctionReference
}

/** Frozen at a known time, so that every id and time of a test is known. */
export function createTestWorld(): TestWorld {
  const clock = createClock()
  clock.freeze('2026-01-02T03:04:05Z')
  const handlers = new Map<string, TestHandler>()
  const calls: TestCall[] = []
  const states = new Map<string, unknown>()
  const world: TestWorld = {
    get main() {
      return world
    },
    has: () => false,
    in: () => world,
    parent: undefined,
    options: {
      region: 'us-east-1',
      accountId: '123456789012',
      seed: 'test',
      services: {},
      journalLimit: 1000,
    },
    clock,
    ids: createIds('test'),
    journal: createJournal(clock.now),
    faults: createFaults(() => 0),
    ports: { functions: createInvoker(handlers, calls, () => clock.now()) },
    services: [],
    work: createWork(),
    sealed: false,
    ended: false,
    state<State>(service: Service<State>): State {
      if (!states.has(service.id)) states.set(service.id, service.createState(world))
      return states.get(service.id) as State
    },
    checkWritable() {},
    call: () => Promise.reject(new Error('no operations here')),
    callSync() {
      throw new Error('no operations here')
    },
    refuse: (error) => error,
    calls,
    region: {
      name: 'us-east-1',
      accountId: '123456789012',
      [handleKey]: { kind: 'region', home: undefined as never, withWorld: () => undefined },
    },
    register(name, handler) {
      handlers.set(name, handler)
      return { name, arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}` }
    },
  }
  Object.assign(world.region[handleKey], { home: world })
  return world
}

const toOutcome = (
  record: Pick<FunctionOutcome, 'kind' | 'at' | 'causedBy' | 'requestId'>,
  status: FunctionOutcome['status'],
  payload: unknown,
  error: FunctionOutcome['error'],
): FunctionOutcome => ({
  ...record,
  status,
  unobservedStatus: status,
  payload,
  error,
  unobservedError: error,
})

function createInvoker(
  handlers: Map<string, TestHandler>,
  calls: TestCall[],
  now: () => number,
): FunctionInvoker {
  const json = (value: unknown): unknown =>
    value === undefined ? null : JSON.parse(JSON.stringify(value))
  return {
    has: (name) => handlers.has(name),
    names: () => [...handlers.keys()],
    async invoke({ function: name, event, cause }) {
      calls.push({ function: name, event: json(event), cause })
      const record = {
        kind: 'invocation' as const,
        at: now(),
        causedBy: cause,
        requestId: String(calls.length),
      }
      try {
        const payload = json(await handlers.get(name)!(json(event)))
        return toOutcome(record, 'succeeded', payload, undefined)
      } catch (error) {
        const { name: errorType, message: errorMessage } = error as Error
        const status = errorMessage === 'throttled' ? 'throttled' : 'failed'
        return toOutcome(record, status, undefined, { errorType, errorMessage })
      }
    },
  }
}
