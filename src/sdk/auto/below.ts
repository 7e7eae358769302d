/**
 * Where a patch keeps what it covers. What is patched outlives a test file, and a process may hold
 * several copies of this package: a newer patch takes the place of an older one, not the place
 * above it.
 */
export const BELOW: unique symbol = Symbol.for('miniregion.below')
