/**
 * Prints the library's own reports. Each call looks up `console` anew because test runners replace
 * it.
 */
import { runOutside } from '../world-scope.ts'

export const printToConsole = (text: string): void => runOutside(() => console.error(text))
