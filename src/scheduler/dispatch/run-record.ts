/** The record of a run of a schedule. */
import { readText, type Text } from '../../core/late-text.ts'
import { toEventTime } from '../../core/schedules/scheduled-event.ts'
import { printsAs } from '../../core/reporting/print-record.ts'
import type { ArnScope } from '../../core/resources/arn-form.ts'
import { scheduleArn } from '../names.ts'
import { fillInput, type RunFacts } from './input.ts'
import type { DeliveryRecord, DeliveryStatus } from '../../core/delivery/delivery.ts'
import type { JournalRecord } from '../../core/journal.ts'

/** What a record of a run is made of. */
export interface Run {
  readonly at: number
  /** What the expression said, in milliseconds since 1970. */
  readonly dueAt: number
  readonly schedule: string
  readonly executionId: string
  readonly to: string
  /** What the target receives, with its context attributes. */
  readonly input: Text
  readonly scope: ArnScope
}

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

/** A class, because its delivery goes on after it was recorded, and most runs are never looked at. */
export class RunRecord implements ScheduleRun, RunFacts {
  readonly kind = 'scheduleRun'
  readonly service = 'scheduler'
  readonly at: number
  readonly causedBy: JournalRecord
  readonly schedule: string
  readonly executionId: string
  readonly to: string
  readonly #dueAt: number
  readonly #input: Text
  readonly #scope: ArnScope
  #delivery: DeliveryRecord | undefined

  constructor(causedBy: JournalRecord, run: Run) {
    this.at = run.at
    this.causedBy = causedBy
    this.schedule = run.schedule
    this.executionId = run.executionId
    this.to = run.to
    this.#dueAt = run.dueAt
    this.#input = run.input
    this.#scope = run.scope
  }

  get scheduleArn(): string {
    return scheduleArn(this.#scope, this.schedule)
  }

  get scheduledTime(): string {
    return toEventTime(this.#dueAt)
  }

  get input(): string {
    return readText(this.inputOf(Math.max(1, this.attempt)))
  }

  /** @internal What an attempt sends. */
  inputOf(attempt: number): Text {
    const input = this.#input
    const hasAttributes = typeof input === 'string' && input.includes('<aws.')
    return hasAttributes ? fillInput(input, this, attempt) : input
  }

  /** Its line in traces. */
  get label(): string {
    return `schedule ${this.schedule}`
  }

  /** @internal Called right after the record was made. */
  follow(delivery: DeliveryRecord): void {
    this.#delivery = delivery
  }

  get status(): DeliveryStatus {
    return this.#delivery?.status ?? 'pending'
  }

  get attempt(): number {
    return this.#delivery?.attempt ?? 0
  }

  get why(): string | undefined {
    return this.#delivery?.why
  }

  static {
    printsAs(this.prototype, (run) => {
      const { scheduledTime, input, status, attempt, why } = run
      return { ...run, scheduledTime, input, status, attempt, why }
    })
  }
}
