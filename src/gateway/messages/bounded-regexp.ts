/**
 * Regular expressions of a definition, run against what clients send. A pattern such as `^(a+)+$`
 * takes exponential time for some inputs, and must not hang the process.
 */
import { MisuseError } from '../../core/errors.ts'
import { rooms } from '../rooms.ts'

export interface BoundedRegExp {
  readonly source: string
  /** @throws MisuseError when the match takes longer than a second. */
  test(text: string): boolean
}

const LIMIT_MS = 1000
/** Steps that take a few milliseconds at most. */
const QUICK_STEPS = 1e6

/** @throws SyntaxError for a malformed pattern */
export function createBoundedRegExp(source: string, flags = ''): BoundedRegExp {
  const regExp = new RegExp(source, flags)
  const repetitions = repetitionsOf(source)
  let testWithin: ((text: string) => boolean) | undefined
  return {
    source,
    test(text) {
      if (text.length ** (repetitions + 1) <= QUICK_STEPS) return regExp.test(text)
      return (testWithin ??= createLimitedTest(regExp))(text)
    },
  }
}

/**
 * The number of repetitions in a pattern: a match takes at most that power of the input's length,
 * times the length for its start. Infinity for repeated groups, which may nest repetitions.
 */
function repetitionsOf(source: string): number {
  const bare = source.replace(/\\[^]/g, '.').replace(/\[[^\]]*\]/g, '.')
  return /\)[*+{]/.test(bare) ? Infinity : (bare.match(/[*+{]/g)?.length ?? 0)
}

/** A test that ends after the limit, as only node:vm can. */
function createLimitedTest(regExp: RegExp): (text: string) => boolean {
  const { createContext, Script } = rooms.vm()
  const input = { regExp, text: '' }
  const context = createContext(input)
  const script = new Script('regExp.test(text)')
  return (text) => {
    input.text = text
    try {
      return script.runInContext(context, { timeout: LIMIT_MS }) as boolean
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
      throw new MisuseError(
        `The pattern ${regExp} takes more than ${LIMIT_MS / 1000} s for an input of ${text.length} characters.`,
        'a pattern without repetitions inside of repetitions',
      )
    }
  }
}
