/* oxlint-disable typescript/no-explicit-any -- handlers of every kind */
/** A world whose only service is Lambda, with a minimal pipeline, for the tests of this room. */
import { currentCause, currentScope, runInWorld } from '../core/world/context.ts'
import type { CallRecord } from '../core/journal.ts'
import { StubWorld } from '../core/testing/stub-world.ts'
import type { Call, WorldOptions } from '../core/world/world.ts'
import { functionInvoker } from './index.ts'
import { lambda } from './service.ts'
import { registerFunctionIn } from './handle/register-function.ts'
import type { FunctionOptions } from './options.ts'
import type { LambdaFunction } from './handle/function.ts'

export class TestWorld extends StubWorld {
  constructor(options: Partial<WorldOptions>, parent: TestWorld | undefined) {
    super({ options, parent, services: [lambda] })
    this.ports = { functions: functionInvoker(this) }
  }

  fork(): TestWorld {
    return new TestWorld(this.options, this)
  }

  run<Result>(body: () => Result): Result {
    return runInWorld(this, body)
  }

  register(
    name: string,
    handler: (...args: any[]) => unknown,
    options?: FunctionOptions,
  ): LambdaFunction {
    return registerFunctionIn(this, name, handler, options)
  }

  override async call({ operation, input, source, cause }: Call): Promise<unknown> {
    const held = currentScope()?.environment?.hold()
    if (held) await held
    const record: CallRecord = {
      kind: 'call',
      at: this.clock.now(),
      causedBy: cause ?? currentCause(this),
      requestId: this.ids.uuid('request'),
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
    this.journal.append(record)
    const context = { world: this, record }
    const output: unknown = await lambda
      .room()
      .operations[operation]?.run(this.state(lambda), input, context)
    record.status = 200
    return output
  }
}

export const createTestWorld = (options: Partial<WorldOptions> = {}): TestWorld =>
  new TestWorld(options, undefined)
