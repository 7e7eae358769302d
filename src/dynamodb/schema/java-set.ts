/** The iteration order of Java's HashSet for strings. AWS prints some lists of names in it. */
import { inJavaOrder } from '../../model/java-order.ts'

/** The distinct names, in the iteration order of `new HashSet(capacity)`. */
export const javaSetOrder = (names: readonly string[], capacity?: number): string[] =>
  inJavaOrder([...new Set(names)], (name) => name, capacity)
