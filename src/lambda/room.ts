import type { ServiceRoom } from '../core/world/world.ts'
import { addStatement } from './add-statement.ts'
import { rooms } from './rooms.ts'
import {
  createState,
  endState,
  forkState,
  resetState,
  shiftState,
  type LambdaState,
} from './state.ts'

/** Lambda, as a region runs it. */
export const room: ServiceRoom<LambdaState> = {
  // Handlers that a gateway invokes need none of them, nor the API model that they are checked
  // against.
  get operations() {
    return rooms.lambdaOperations().operations
  },
  get errors() {
    return rooms.lambdaOperations().errors()
  },
  get metrics() {
    return rooms.lambdaMetrics().metrics
  },
  // Functions, with their invocations.
  coverage: {
    kinds: { functions: 'function' },
    defined: ({ definitions }) =>
      [...definitions.values()].map(({ name, generation }) => ({
        kind: 'functions',
        name,
        generation,
      })),
    usedBy: (record) =>
      record.kind === 'invocation'
        ? [{ kind: 'functions', name: String(Reflect.get(record, 'functionName')) }]
        : [],
  },
  resourceOf(_operation, input: { FunctionName?: unknown }) {
    const name = input.FunctionName
    if (typeof name !== 'string') return undefined
    // '123456789012:function:place:prod' and 'place:prod' both name 'place'.
    const [, resource = name] = /(?:^|:)function:(.*)$/.exec(name) ?? []
    return resource.split(':')[0]
  },
  // The function's own policy, or that of the version or alias in the ARN.
  resourcePolicyOf({ definitions }, arn) {
    const [name = '', qualifier = ''] = arn.split(':').slice(6)
    return definitions.get(name)?.policies.get(qualifier)
  },
  addToPolicy: addStatement,
  get resourceTypes() {
    return rooms.lambdaTemplates().resourceTypes
  },
  createState,
  forkState,
  // Keeps the functions as they were made. Running and queued invocations end, and warm
  // environments are dropped.
  resetState,
  endState,
  shiftState,
}
