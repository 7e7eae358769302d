export type MoveTaskStatus = 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED'

/** A message move task. */
export interface MoveTask {
  readonly id: string
  readonly sourceArn: string
  readonly destinationArn: string | undefined
  readonly perSecond: number | undefined
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly toMove: number
  /** The number of the newest message that it moves. */
  readonly lastNumber: number
  moved: number
  status: MoveTaskStatus
  failureReason: string | undefined
  /** Ends a running task. */
  stop: (() => void) | undefined
}
