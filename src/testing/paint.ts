/** The colours of a diff. Runners hand theirs to a matcher; an assertion of a runner without matchers asks the terminal, as node:assert does. */
import type { Paint } from '../core/world.ts'

export type { Paint }

/** What Jest and Vitest hand to a matcher, where they colour. */
export interface MatcherUtils {
  readonly EXPECTED_COLOR?: (text: string) => string
  readonly RECEIVED_COLOR?: (text: string) => string
}

export const paintOf = (utils: MatcherUtils | undefined): Paint | undefined =>
  utils?.EXPECTED_COLOR && utils.RECEIVED_COLOR
    ? { expected: utils.EXPECTED_COLOR, received: utils.RECEIVED_COLOR }
    : undefined

const ansi =
  (code: number) =>
  (text: string): string =>
    `\u001B[${code}m${text}\u001B[39m`

/** Undefined where the terminal shows no colours, or the user wants none. */
export function terminalPaint(): Paint | undefined {
  const { FORCE_COLOR: force, NO_COLOR: none, NODE_DISABLE_COLORS: off } = process.env
  const wanted =
    force === undefined
      ? !none && !off && process.stderr.isTTY && process.stderr.hasColors()
      : force !== '0'
  return wanted ? { expected: ansi(32), received: ansi(31) } : undefined
}
