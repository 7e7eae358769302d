/** The values at the end of a path, and tests of them. */

/** A JSON value that is neither an object nor an array. */
export type Scalar = string | number | boolean | null

/** Whether one value of the event matches. */
export type Test = (value: Scalar) => boolean
