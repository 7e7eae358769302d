/** A parsed schedule expression. */
export interface Schedule {
  /**
   * Returns the first run after a time, or undefined if there is none. `from`: when the schedule
   * began. Both in milliseconds since 1970.
   */
  next(after: number, from: number): number | undefined
}
