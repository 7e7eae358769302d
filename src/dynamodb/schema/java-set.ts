/** The order in which Java's HashSet hands out texts: AWS prints some lists of names in it. */
import { inJavaOrder } from '../../model/java-order.ts'

/** `names` without repetition, as `new HashSet(capacity)` orders them. */
export const javaSetOrder = (names: readonly string[], capacity?: number): string[] =>
  inJavaOrder([...new Set(names)], (name) => name, capacity)
