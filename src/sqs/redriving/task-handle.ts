/** Task handles: base64 of JSON, as AWS's are. */
import { invalidValue } from '../errors.ts'
import type { MoveTask } from '../queues/move-task.ts'

export const createTaskHandle = ({ id, sourceArn }: MoveTask): string =>
  Buffer.from(JSON.stringify({ taskId: id, sourceArn })).toString('base64')

/** Recorded: test_move_message_tasks, a bad handle. */
export function parseTaskHandle(handle: string): {
  readonly taskId: string
  readonly sourceArn: string
} {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(handle, 'base64').toString())
    const { taskId, sourceArn } = Object(parsed) as Record<string, unknown>
    if (typeof taskId === 'string' && typeof sourceArn === 'string') return { taskId, sourceArn }
  } catch {
    // Not JSON: refused like any other text.
  }
  throw invalidValue('Value for parameter TaskHandle is invalid.')
}
