/** A service's model, ready to be asked. */
import { checkerOf } from './constraints.ts'
import { errorsOf, type ErrorFactory } from './errors.ts'
import { unhandledMemberCheck } from './handled-members.ts'
import { RULES } from './services.ts'
import type { StructureShape } from './shape.ts'
import { Source, type ModelSource } from './source.ts'

export interface Model<Operation extends string, Code extends string> {
  /** An operation's input, as the model describes it. */
  inputOf(operation: Operation): StructureShape
  /** A closure that throws what AWS answers to an input that breaks the model's constraints. */
  checkOf(operation: Operation): (input: object) => void
  /**
   * A closure that throws an UnsupportedError when an input has a member that is not among those an operation handles; `title` is the service's
   * name for people. unhandledMemberOf tells the form of `handles`.
   */
  unhandledOf(
    title: string,
    operation: Operation,
    handles: readonly string[],
  ): (input: object) => void
  readonly error: ErrorFactory<Code>
}

/** Calls `compile` when the closure is first used: a room costs what a test calls of it. */
function lazily(compile: () => (input: object) => void): (input: object) => void {
  let compiled: ((input: object) => void) | undefined
  return (input) => (compiled ??= compile())(input)
}

export function modelOf<Operation extends string, Code extends string>(
  source: ModelSource<Operation, Code>,
): Model<Operation, Code> {
  const parsed = new Source(source)
  const inputs = new Map<Operation, StructureShape>()
  const inputOf = (operation: Operation): StructureShape => {
    const known = inputs.get(operation)
    if (known) return known
    const input = parsed.input(operation)
    inputs.set(operation, input)
    return input
  }
  const rules = RULES[source.service]
  return {
    inputOf,
    checkOf: (operation) => lazily(() => checkerOf(inputOf(operation), rules)),
    unhandledOf: (title, operation, handles) =>
      lazily(() => unhandledMemberCheck(title, operation, inputOf(operation), handles)),
    error: errorsOf(source),
  }
}
