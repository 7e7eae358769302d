import { MisuseError } from '../core/errors.ts'

/** The error of a matcher that reads a body, for a test that does not await it. */
export const notAwaited = (name: string, call = `expect(...).${name}(...)`): MisuseError =>
  new MisuseError(
    `${name} was called and not awaited: the test ended before it was known whether it holds.`,
    `await ${call}`,
  )
