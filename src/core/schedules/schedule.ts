/** A parsed schedule expression. Times are in milliseconds since 1970. */
export interface Schedule {
  /**
   * Returns the first run after a time, or undefined if there is none.
   *
   * @param from When the schedule began
   */
  next(after: number, from: number): number | undefined
}
