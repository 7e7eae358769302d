/** Handlers that speak the protocol of durable functions themselves. The SDK does the same in test/interop. */
import {
  CheckpointDurableExecutionCommand,
  LambdaClient,
  type OperationUpdate,
} from '@aws-sdk/client-lambda'
import { createRegion } from '../../region/index.ts'

export interface Event {
  readonly DurableExecutionArn: string
  readonly CheckpointToken: string
  readonly InitialExecutionState: { readonly Operations: readonly Seen[] }
}

interface Seen {
  readonly Id: string
  readonly Status: string
  readonly StepDetails?: { readonly Attempt?: number; readonly Result?: string }
}

export const DONE = { Status: 'SUCCEEDED', Result: '"done"' }
export const PENDING = { Status: 'PENDING' }
export const START: Pick<OperationUpdate, 'Action'> = { Action: 'START' }

export const setUp = (): { region: ReturnType<typeof createRegion>; client: LambdaClient } => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return { region, client: new LambdaClient({ ...region.sdk, maxAttempts: 1 }) }
}

export const checkpointer = (client: LambdaClient, event: Event) => {
  let token: string | undefined = event.CheckpointToken
  return async (...Updates: OperationUpdate[]) => {
    const answer = await client.send(
      new CheckpointDurableExecutionCommand({
        DurableExecutionArn: event.DurableExecutionArn,
        CheckpointToken: token,
        Updates,
      }),
    )
    token = answer.CheckpointToken
    return answer
  }
}

export const statusOf = (event: Event, id: string): string | undefined =>
  event.InitialExecutionState.Operations.find((operation) => operation.Id === id)?.Status
