import { atCaller, isUnsupportedError } from '../../core/errors.ts'
import type { CallRecord } from '../../core/journal.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { sqs } from '../service.ts'
import type { SqsState } from '../state.ts'

/** Runs a synchronous operation without a record, because it belongs to the test's set-up. */
export function runQuietly<Input, Output>(
  world: World,
  { name, run }: Operation<SqsState, Input, Output>,
  input: Input,
): void {
  const record: CallRecord = {
    kind: 'call',
    at: world.clock.now(),
    causedBy: world.journal.root,
    requestId: '',
    service: sqs.id,
    operation: name,
    resource: undefined,
    source: 'service',
    input,
    output: undefined,
    error: undefined,
    status: undefined,
    duration: 0,
  }
  try {
    void run(world.state(sqs), input, { world, record })
  } catch (error) {
    throw isUnsupportedError(error) ? world.refuse(error) : atCaller(error)
  }
}
