/** One stub as the test defined it. Worlds that inherit it share it, and it never changes. */
import { checkNames, nameOf } from '../core/checks.ts'
import { isThenable } from '../core/maybe-promise.ts'
import { MisuseError } from '../core/errors.ts'
import type { JournalRecord } from '../core/journal.ts'
import { isCalledByTestFile } from '../core/caller/test-file.ts'
import { readCommand, type StubbedCommand } from './command.ts'
import { toPlainInput, type DocumentValues } from './documents.ts'
import { isError, toFailure } from './failure.ts'
import { toCondition, type Condition } from './options.ts'
import { shapeOutput } from './shape.ts'
import { withChecksums } from './sqs-checksums.ts'
import { repeatable } from './streams.ts'

/** One call of `region.stub()`. */
export interface StubDefinition {
  /** The only AWS region that it answers in. Undefined: all. */
  readonly region: string | undefined
  readonly command: StubbedCommand
  readonly condition: Condition
  /** For commands with plain values. */
  readonly documents: DocumentValues | undefined
  /** Returns the test's answer: its value or error, or the result of its function. */
  readonly give: (input: unknown) => unknown
  /** Whether the test file itself made it, not a module that several files share. */
  readonly endsWithFile: boolean
  /** The records of the calls that it was chosen for, in every world. */
  readonly records: WeakSet<JournalRecord>
}

export function defineStub(
  region: string | undefined,
  command: unknown,
  answer: unknown,
  options: unknown,
  values: DocumentValues,
): StubDefinition {
  const read = readCommand(command)
  const [, , , , input, output] = read.schema
  const documents = read.isDocument ? values : undefined
  checkNames(options, 'region.stub()', ['times', 'when'])
  const condition = toCondition(options, read.name, input)
  const given = typeof answer === 'function' ? answer : fixed(answer, output)
  const definition: StubDefinition = {
    region,
    command: read,
    condition,
    documents,
    give: typeof given === 'function' ? (given as (input: unknown) => unknown) : () => given,
    endsWithFile: isCalledByTestFile(),
    records: new WeakSet(),
  }
  // A fixed answer is checked at once.
  if (typeof answer !== 'function' && !isError(answer)) finish(definition, {}, given)
  return definition
}

function fixed(answer: unknown, output: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    throw new MisuseError(
      `region.stub() received ${nameOf(answer)} as its answer.`,
      "the output, an error, or a function of the input: (input) => ({ MessageId: '1' })",
    )
  }
  return isError(answer) ? answer : repeatable(answer, output)
}

/** Returns the input in the form that the test sees. */
export const inputOf = ({ command, documents }: StubDefinition, input: unknown): unknown =>
  documents ? toPlainInput(command.schema[4], input, documents) : input

/**
 * Returns the answer to a call in the codec's types, or a promise of it. Throws the error of the
 * call.
 */
export function answer(definition: StubDefinition, input: unknown): unknown {
  try {
    const given = definition.give(inputOf(definition, input))
    return isThenable(given) ? settle(definition, input, given) : finish(definition, input, given)
  } catch (error) {
    throw toFailure(error)
  }
}

async function settle(
  definition: StubDefinition,
  input: unknown,
  given: PromiseLike<unknown>,
): Promise<unknown> {
  try {
    return finish(definition, input, await given)
  } catch (error) {
    throw toFailure(error)
  }
}

function finish(definition: StubDefinition, input: unknown, given: unknown): unknown {
  if (isError(given)) throw given
  const { command, documents } = definition
  const [, namespace, operation, , , output] = command.schema
  const shaped = shapeOutput(output, given, { command: command.name, documents })
  return withChecksums(namespace, operation, input, shaped)
}
