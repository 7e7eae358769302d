import type { Service } from '../core/world.ts'
import { operations } from './operations/index.ts'
import { lambdaOptions, type LambdaOptions } from './region-options.ts'
import { createState, endState, forkState, shiftState, type LambdaState } from './state.ts'

export const lambda: Service<LambdaState, LambdaOptions> = {
  id: 'lambda',
  title: 'Lambda',
  namespace: 'com.amazonaws.lambda',
  options: lambdaOptions,
  operations,
  resourceOf(_operation, input: { FunctionName?: unknown }) {
    const name = input.FunctionName
    if (typeof name !== 'string') return undefined
    // '123456789012:function:place:prod' and 'place:prod' both name 'place'.
    const [, resource = name] = /(?:^|:)function:(.*)$/.exec(name) ?? []
    return resource.split(':')[0]
  },
  createState,
  forkState,
  // Keeps the functions. Running and queued invocations end, and warm environments are dropped.
  resetState: endState,
  endState,
  shiftState,
}
