/**
 * Definitions that outlive their test file. If several files run in one process, a module that they
 * share is evaluated once, and its definitions must stay for the other files. A file may also
 * declare a name that another file has declared, as it could in a separate process. So each
 * definition has the number of its file. A definition with a lower number than the world's is
 * stale: it works, and a new definition of the same name replaces it.
 */

/** Counts test files: a world. */
interface Counting {
  readonly generation: number
}

/** A definition with the number of its file. Copies made by an update keep the number. */
export interface Declared {
  readonly generation: number
}

/** Whether a new definition of the same name may replace this one. */
export const isStale = (definition: Declared, { generation }: Counting): boolean =>
  definition.generation < generation
