/** What every kind of filter pattern can do. */

/** A message that a filter pattern matches. */
export interface PatternMatch {
  /** The fields that TestMetricFilter shows: `{ $ip: '127.0.0.1' }`. Only of delimited patterns. */
  readonly extracted: Readonly<Record<string, string>>
  /** Returns the text behind a reference: `$.latency`, `$bytes`, `$7`. */
  valueOf(reference: string): string | undefined
}

export interface FilterPattern {
  /** Returns the match of a message, or undefined if the pattern does not match it. */
  match(message: string): PatternMatch | undefined
  /** Whether metric values and dimensions may use this reference. */
  declares(reference: string): boolean
}

/** The match of a pattern that extracts nothing. */
export const PLAIN_MATCH: PatternMatch = { extracted: {}, valueOf: () => undefined }
