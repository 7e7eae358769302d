/**
 * Recognizes the doubles that test libraries put over globals. A handler does not install them, so
 * one that appears while an invocation runs is the test's and stays.
 */

/** The marks of mocks and fakes. Read without `Reflect`, which a function may have replaced. */
interface Marked {
  readonly _isMockFunction?: unknown
  readonly isSinonProxy?: unknown
  readonly mock?: unknown
  readonly clock?: unknown
  readonly name?: unknown
}

/** Whether a function is a mock or spy of Vitest, Jest, node:test or sinon. */
export const isMock = ({ _isMockFunction, isSinonProxy, mock }: Marked): boolean =>
  _isMockFunction !== undefined || isSinonProxy !== undefined || typeof mock === 'object'

/** Whether a value is a mock, or a fake timer or `Date`. */
export function isTestDouble(value: unknown): boolean {
  if (typeof value !== 'function') return false
  const { clock, name }: Marked = value
  // Fake dates of Vitest (without fake timers), node:test and mockdate; fake timers of node:test.
  return (
    isMock(value) ||
    clock !== undefined ||
    name === 'MockDate' ||
    (typeof name === 'string' && name.startsWith('bound #'))
  )
}
