/** Prints what the library says to the person who runs the tests, outside any assertion. `console` is looked up at the call: runners replace it. */
import { runOutside } from '../world-scope.ts'

export const printToConsole = (text: string): void => runOutside(() => console.error(text))
