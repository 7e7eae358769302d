/** Runs the answer of a stub: the test's code, also where a handler's call led to it. */
import { currentScope, runInWorld } from '../core/context.ts'
import type { CallRecord } from '../core/journal.ts'
import type { StubbedCall } from '../core/stubs.ts'
import type { World } from '../core/world.ts'

export function runStub(world: World, stub: StubbedCall, record: CallRecord): unknown {
  // Out of the handler's sandbox: its environment variables and console are not the test's.
  const answered = currentScope()?.environment
    ? runInWorld(world, () => stub.run(record))
    : stub.run(record)
  if (!(answered instanceof Promise)) return answered
  const end = world.work.begin(() => `the stub of ${record.operation}`)
  return answered.finally(end)
}
