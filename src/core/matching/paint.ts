/**
 * The colours of a diff. Runners pass theirs to a matcher. Without a runner's matchers the terminal
 * decides, as for node:assert.
 */
import type { Paint } from '../world/world.ts'

export type { Paint }

/** The colours that Jest and Vitest pass to a matcher, if they use colours. */
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

/** Undefined if the terminal has no colours, or the user disabled them. */
export function terminalPaint(): Paint | undefined {
  const { FORCE_COLOR: force, NO_COLOR: none, NODE_DISABLE_COLORS: off } = process.env
  const wanted =
    force === undefined
      ? !none && !off && process.stderr.isTTY && process.stderr.hasColors()
      : force !== '0'
  return wanted ? { expected: ansi(32), received: ansi(31) } : undefined
}
