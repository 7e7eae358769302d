/** Replays of archived events. */
import type { JournalRecord } from '../../core/journal.ts'
import { buildArn, type ArnForm, type ArnScope } from '../../core/resources/arn-form.ts'
import type { Timer } from '../../core/time/clock.ts'

const REPLAY_ARN: ArnForm = { service: 'events', type: 'replay' }

export const replayArn = (scope: ArnScope, name: string): string =>
  buildArn(REPLAY_ARN, scope, name)

export type ReplayState =
  'STARTING' | 'RUNNING' | 'CANCELLING' | 'COMPLETED' | 'CANCELLED' | 'FAILED'

export interface StoredReplay {
  readonly name: string
  readonly description: string | undefined
  readonly archive: string
  /** The name of the bus. */
  readonly bus: string
  /** The rules that receive the events. Undefined: all. */
  readonly rules: readonly string[] | undefined
  /** The events that occurred from here until there, in milliseconds since 1970. */
  readonly from: number
  readonly to: number
  readonly startedAt: number
  readonly causedBy: JournalRecord
  readonly state: ReplayState
  readonly endedAt: number | undefined
  /** The time of the last event that was sent. */
  readonly lastEventAt: number | undefined
}

/** What a replay that has not ended waits for. */
export interface RunningReplay {
  readonly timer: Timer
  readonly endWork: () => void
}

export const hasEnded = ({ state }: StoredReplay): boolean =>
  state === 'COMPLETED' || state === 'CANCELLED' || state === 'FAILED'
