import { atCaller, isUnsupportedError } from '../errors.ts'
import type { CallRecord } from '../journal.ts'
import type { Operation, Service, World } from '../world/world.ts'

/** Runs a synchronous operation without a record, because it belongs to the test's set-up. */
export function runQuietly<State, Input, Output>(
  world: World,
  service: Service<State>,
  operation: Operation<State, Input, Output>,
  input: Input,
): Output {
  try {
    return runUnrecorded(world, service, operation, input)
  } catch (error) {
    throw isUnsupportedError(error) ? world.refuse(error) : atCaller(error)
  }
}

/** Runs it without noting a refusal either, for callers that do without what is not simulated. */
export function runUnrecorded<State, Input, Output>(
  world: World,
  service: Service<State>,
  { name, run }: Operation<State, Input, Output>,
  input: Input,
): Output {
  const record: CallRecord = {
    kind: 'call',
    at: world.clock.now(),
    causedBy: world.journal.root,
    requestId: '',
    service: service.id,
    operation: name,
    resource: undefined,
    source: 'service',
    input,
    output: undefined,
    error: undefined,
    status: undefined,
    duration: 0,
  }
  return run(world.state(service), input, { world, record }) as Output
}
