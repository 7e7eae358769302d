/** The operations on durable executions. */
import type { Operation } from '../../../core/world/world.ts'
import type { LambdaState } from '../../state.ts'
import { checkpointDurableExecution } from './checkpoint-durable-execution.ts'
import { getDurableExecution } from './get-durable-execution.ts'
import { getDurableExecutionHistory } from './get-durable-execution-history.ts'
import { getDurableExecutionState } from './get-durable-execution-state.ts'
import { listDurableExecutionsByFunction } from './list-durable-executions-by-function.ts'
import {
  sendDurableExecutionCallbackFailure,
  sendDurableExecutionCallbackHeartbeat,
  sendDurableExecutionCallbackSuccess,
} from './send-durable-execution-callback.ts'
import { stopDurableExecution } from './stop-durable-execution.ts'

export const durableOperations: Readonly<Record<string, Operation<LambdaState>>> = {
  CheckpointDurableExecution: checkpointDurableExecution,
  GetDurableExecution: getDurableExecution,
  GetDurableExecutionHistory: getDurableExecutionHistory,
  GetDurableExecutionState: getDurableExecutionState,
  ListDurableExecutionsByFunction: listDurableExecutionsByFunction,
  SendDurableExecutionCallbackFailure: sendDurableExecutionCallbackFailure,
  SendDurableExecutionCallbackHeartbeat: sendDurableExecutionCallbackHeartbeat,
  SendDurableExecutionCallbackSuccess: sendDurableExecutionCallbackSuccess,
  StopDurableExecution: stopDurableExecution,
}
