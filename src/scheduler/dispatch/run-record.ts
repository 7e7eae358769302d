/** The record of a run of a schedule. */
import type { DeliveryRecord, DeliveryStatus } from '../../core/delivery/delivery.ts'
import type { JournalRecord } from '../../core/journal.ts'

/** One run of a schedule, and what became of it. */
export interface ScheduleRun extends JournalRecord {
  readonly kind: 'scheduleRun'
  /** `scheduler`. */
  readonly service: string
  /** Name of the schedule. In a group of its own: `group/name`. */
  readonly schedule: string
  /** When it was due, as in `<aws.scheduler.scheduled-time>`: `2026-01-01T02:00:00Z`. */
  readonly scheduledTime: string
  readonly executionId: string
  /** ARN of the target. */
  readonly to: string
  /** The latest text that the target was sent. */
  readonly input: string
  readonly status: DeliveryStatus
  /** How many attempts were made. */
  readonly attempt: number
  /** Why the latest attempt failed. */
  readonly why: string | undefined
}

/** A class, because its delivery goes on after it was recorded. */
export class RunRecord implements ScheduleRun {
  readonly kind = 'scheduleRun'
  readonly service = 'scheduler'
  readonly at: number
  readonly causedBy: JournalRecord
  readonly schedule: string
  readonly scheduledTime: string
  readonly executionId: string
  readonly to: string
  input: string
  /** Set right after the record was made. */
  delivery: DeliveryRecord | undefined

  constructor(
    facts: Pick<
      RunRecord,
      'at' | 'causedBy' | 'schedule' | 'scheduledTime' | 'executionId' | 'to' | 'input'
    >,
  ) {
    this.at = facts.at
    this.causedBy = facts.causedBy
    this.schedule = facts.schedule
    this.scheduledTime = facts.scheduledTime
    this.executionId = facts.executionId
    this.to = facts.to
    this.input = facts.input
  }

  /** Its line in traces. */
  get label(): string {
    return `schedule ${this.schedule}`
  }

  get status(): DeliveryStatus {
    return this.delivery?.status ?? 'pending'
  }

  get attempt(): number {
    return this.delivery?.attempt ?? 0
  }

  get why(): string | undefined {
    return this.delivery?.why
  }
}
