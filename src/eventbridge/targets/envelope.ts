/** The event as targets receive it. */

/** In the order of members that AWS prints. Recorded: test_put_events_with_time_field. */
export interface EventEnvelope {
  readonly version: '0'
  readonly id: string
  readonly 'detail-type': string
  readonly source: string
  readonly account: string
  /** Without milliseconds: `2026-01-01T00:00:00Z`. */
  readonly time: string
  readonly region: string
  readonly resources: readonly string[]
  readonly detail: Readonly<Record<string, unknown>>
}

export const toEventTime = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')
