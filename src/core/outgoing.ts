/** Mail, text messages and HTTP calls that would have left AWS, as the journal keeps them. */
import type { JournalRecord } from './journal.ts'

/** One of `region.outbox`. */
export interface OutgoingRecord extends JournalRecord {
  readonly kind: 'outgoing'
  /** Id of the service that sent it: `sns`. */
  readonly service: string
  /** The address, telephone number or URL. */
  readonly to: string
  readonly via: 'email' | 'sms' | 'http'
  /** Of a mail. */
  readonly subject: string | undefined
  readonly text: string
  /** The code or token in it that confirms something. */
  readonly code: string | undefined
  /** Of an HTTP call. */
  readonly headers?: Readonly<Record<string, string>>
  /** Of an HTTP call, where its sender keeps it. */
  readonly method?: string
  /** The status of the answer to an HTTP call, where its sender keeps it. Undefined until it comes. */
  readonly status?: number | undefined
}
