/** How EventBridge counts the bytes of events. */

/** The members of an entry of PutEvents that count. */
export interface CountedEntry {
  readonly Time?: Date | undefined
  readonly Source?: string
  readonly DetailType?: string
  readonly Detail?: string
  readonly Resources?: readonly string[]
}

const textBytes = ({
  Source = '',
  DetailType = '',
  Detail = '',
  Resources = [],
}: CountedEntry): number =>
  [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + Buffer.byteLength(text), 0)

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html, entry size. */
export const requestBytes = (entry: CountedEntry): number =>
  textBytes(entry) + (entry.Time === undefined ? 0 : 14)

const TIME_BYTES = '2026-01-01T00:00:00Z'.length

/**
 * The bytes of an event in an archive.
 * Recorded: test_start_list_describe_canceled_replay (159 bytes). Unverified: the time counts as its
 * text.
 */
export const entryBytes = (entry: CountedEntry): number => textBytes(entry) + TIME_BYTES
