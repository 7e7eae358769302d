import type { Operation } from '../../core/world/world.ts'
import { errorStatusesOf } from '../../model/index.ts'
import { model } from '../api/define-operation.ts'
import { LAMBDA_MODEL } from '../api/model.ts'
import { durableOperations } from './durable/index.ts'
import { eventSourceOperations } from './event-sources/index.ts'
import { getFunction } from './functions/get-function.ts'
import { getFunctionConfiguration } from './functions/get-function-configuration.ts'
import { invoke } from './invoke.ts'
import { listFunctions } from './functions/list-functions.ts'
import type { LambdaState } from '../state.ts'

/** The simulated operations. All others throw an UnsupportedError. */
export const operations: Readonly<Record<string, Operation<LambdaState>>> = {
  ...durableOperations,
  GetFunction: getFunction,
  GetFunctionConfiguration: getFunctionConfiguration,
  Invoke: invoke,
  ListFunctions: listFunctions,
  ...eventSourceOperations,
}

/** What the API model says about the name and the qualifier of a function. */
export const checkFunction: (input: object) => void = model.checkOf('Invoke')

/** The statuses of Lambda's errors, by their codes. */
export const errors = (): Readonly<Record<string, number>> => errorStatusesOf(LAMBDA_MODEL)

/** What the API model says about a new event source mapping. */
export const checkMapping: (input: object) => void = model.checkOf('CreateEventSourceMapping')
