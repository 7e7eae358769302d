/** Runs a stub's answer: code of the test, even if a handler's call led to it. */
import { currentScope, runInWorld } from '../core/world/context.ts'
import type { CallRecord } from '../core/journal.ts'
import type { StubbedCall } from '../core/planned/stubs.ts'
import type { World } from '../core/world/world.ts'

export function runStub(world: World, stub: StubbedCall, record: CallRecord): unknown {
  // Outside the handler's sandbox, because the test's code has its own environment variables and
  // console.
  const answered = currentScope()?.environment
    ? runInWorld(world, () => stub.run(record))
    : stub.run(record)
  if (!(answered instanceof Promise)) return answered
  const end = world.work.begin(() => `the stub of ${record.operation}`)
  return answered.finally(end)
}
