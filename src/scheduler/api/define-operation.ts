import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import { SCHEDULER_MODEL, type SchedulerErrorCode, type SchedulerOperation } from './model.ts'

const model: Model<SchedulerOperation, SchedulerErrorCode> = modelOf(SCHEDULER_MODEL)

export const defineOperation: DefineOperation<SchedulerOperation> = operationsOf('Scheduler', model)
