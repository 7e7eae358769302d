/* oxlint-disable typescript/no-explicit-any -- tests read events of every shape */
/** A world for this room's tests, with a small invoker instead of Lambda. */
import { handleKey, type Handle } from '../core/handle.ts'
import type { JournalRecord } from '../core/journal.ts'
import type { Backends } from '../core/world/backends.ts'
import type { FunctionInvoker, FunctionOutcome, FunctionReference } from '../core/world/ports.ts'
import { StubWorld } from '../core/testing/stub-world.ts'
import type { RegionReference } from './api/options.ts'
import { documentAt, findIssuer } from './issuers/index.ts'
import { gateway } from './service.ts'

export type TestHandler = (event: any) => unknown

export interface TestCall {
  readonly function: string
  readonly event: any
  readonly cause: JournalRecord
}

/** A world whose clock is frozen, so that a test knows every time and id. */
export class TestWorld extends StubWorld {
  backends?: Backends
  /** Every invocation, oldest first. */
  readonly invocations: TestCall[] = []
  readonly region: Handle & RegionReference = {
    name: 'us-east-1',
    accountId: '123456789012',
    [handleKey]: { kind: 'region', home: this, withWorld: () => undefined },
  }
  readonly #handlers = new Map<string, TestHandler>()

  constructor() {
    super({ services: [gateway], frozenAt: '2026-01-02T03:04:05Z' })
    this.ports = {
      tokenIssuers: {
        find: (issuer) => findIssuer(this, issuer),
        document: (url) => documentAt(this, url),
      },
      functions: createInvoker(this.#handlers, this.invocations, () => this.clock.now()),
    }
  }

  register(name: string, handler: TestHandler): FunctionReference {
    this.#handlers.set(name, handler)
    return { name, arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}` }
  }
}

export const createTestWorld = (): TestWorld => new TestWorld()

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
    canRun: (name) => handlers.has(name),
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
