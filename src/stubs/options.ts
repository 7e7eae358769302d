/* oxlint-disable typescript/no-explicit-any -- without a type argument the input may be anything */
/** The options of a stub, and the calls that it answers. */
import { checkNames, nameOf, shownValue } from '../core/checks.ts'
import { contains, isAsymmetric, isMembers } from '../core/compare.ts'
import { didYouMean, MisuseError } from '../core/errors.ts'
import { schemaOf } from '../protocol/smithy.ts'
import type { Received, When } from './answer-types.ts'

/** Options of `region.stub()`. */
export interface StubOptions<Input = any> {
  /**
   * The number of calls that it answers. Afterwards older stubs and the simulation answer again.
   * Default: all.
   */
  readonly times?: number
  /** Only calls whose input contains this, or for which the function returns true. */
  readonly when?: When<Received<Input>> | ((input: Received<Input>) => boolean)
}

/** The checked options. */
export interface Condition {
  readonly times: number
  /** Throws the error of the test's own function. */
  readonly matches: (input: unknown) => boolean
}

const always = (): boolean => true

export function toCondition(options: unknown, command: string, inputSchema: unknown): Condition {
  checkNames(options, 'region.stub()', ['times', 'when'])
  const { times = Infinity, when } = options as { times?: unknown; when?: unknown }
  if (times !== Infinity && !(Number.isInteger(times) && (times as number) >= 1)) {
    throw new MisuseError(
      `region.stub() received times: ${shownValue(times)}.`,
      'a whole number from 1, or Infinity',
    )
  }
  return { times: times as number, matches: toMatcher(when, command, inputSchema) }
}

function toMatcher(
  when: unknown,
  command: string,
  inputSchema: unknown,
): (input: unknown) => boolean {
  if (when === undefined) return always
  if (typeof when === 'function') {
    return (input) => toVerdict((when as (input: unknown) => unknown)(input), command)
  }
  if (!isAsymmetric(when)) {
    if (!isMembers(when)) {
      throw new MisuseError(
        `region.stub() received when: ${shownValue(when)}.`,
        'a part of the input, or a function of it',
      )
    }
    checkMembers(when, command, inputSchema)
  }
  return (input) => contains(input, when)
}

function toVerdict(verdict: unknown, command: string): boolean {
  if (typeof verdict === 'boolean') return verdict
  throw new MisuseError(
    `The condition of a stub of ${command} returned ${nameOf(verdict)}.`,
    'true or false, without a promise',
  )
}

/** A condition on a member that the input does not have would never match. */
function checkMembers(when: object, command: string, inputSchema: unknown): void {
  const schema = schemaOf(inputSchema)
  const known = schema.isStructSchema() ? Object.keys(schema.getMemberSchemas()) : []
  for (const name of Object.keys(when)) {
    if (known.includes(name)) continue
    throw new MisuseError(
      `region.stub() received a condition on '${name}', which the input of ${command} does not have.`,
      known.length > 0 ? `one of ${known.join(', ')}` : undefined,
      didYouMean(name, known),
    )
  }
}
