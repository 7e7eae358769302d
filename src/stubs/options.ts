/* eslint-disable @typescript-eslint/no-explicit-any -- without a type argument the input may be anything */
/** Which calls a stub answers. */
import { checkNames, nameOf, shownValue } from '../core/checks.ts'
import { contains, isAsymmetric, isMembers } from '../core/compare.ts'
import { didYouMean, MisuseError } from '../core/errors.ts'
import { schemaOf } from '../protocol/smithy.ts'
import type { Received, When } from './answer-types.ts'

/** Options of `region.stub()`. */
export interface StubOptions<Input = any> {
  /** How many calls it answers; then older stubs and the simulation answer again. Default: all. */
  readonly times?: number
  /** Only calls whose input contains this, or for which this returns true. */
  readonly when?: When<Received<Input>> | ((input: Received<Input>) => boolean)
}

/** The options, checked. */
export interface Condition {
  readonly times: number
  /** Throws what the test's own function throws. */
  readonly matches: (input: unknown) => boolean
}

const always = (): boolean => true

export function toCondition(options: unknown, command: string, inputSchema: unknown): Condition {
  checkNames(options, 'region.stub()', ['times', 'when'])
  const { times = Infinity, when } = options as { times?: unknown; when?: unknown }
  if (times !== Infinity && !(Number.isInteger(times) && (times as number) >= 1)) {
    throw new MisuseError(
      `region.stub() got times: ${shownValue(times)}.`,
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
        `region.stub() got when: ${shownValue(when)}.`,
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
    'true or false, at once',
  )
}

/** A part of the input that no input has would never be found. */
function checkMembers(when: object, command: string, inputSchema: unknown): void {
  const schema = schemaOf(inputSchema)
  const known = schema.isStructSchema() ? Object.keys(schema.getMemberSchemas()) : []
  for (const name of Object.keys(when)) {
    if (known.includes(name)) continue
    throw new MisuseError(
      `region.stub() got a condition on '${name}': the input of ${command} has no member '${name}'.`,
      known.length > 0 ? `one of ${known.join(', ')}` : undefined,
      didYouMean(name, known),
    )
  }
}
