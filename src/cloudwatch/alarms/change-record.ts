/** The record of an alarm that changed its state. */
import type { JournalRecord } from '../../core/journal.ts'
import type { StateValue } from '../alarm.ts'

/** A class, for its line in traces. */
export class AlarmChange implements JournalRecord {
  readonly kind = 'alarmChange'
  readonly service = 'cloudwatch'
  readonly at: number
  readonly causedBy: JournalRecord
  readonly alarm: string
  readonly from: StateValue
  readonly to: StateValue
  readonly reason: string

  constructor(facts: Pick<AlarmChange, 'at' | 'causedBy' | 'alarm' | 'from' | 'to' | 'reason'>) {
    this.at = facts.at
    this.causedBy = facts.causedBy
    this.alarm = facts.alarm
    this.from = facts.from
    this.to = facts.to
    this.reason = facts.reason
  }

  get label(): string {
    return `alarm ${this.alarm}: ${this.from} -> ${this.to}`
  }
}
