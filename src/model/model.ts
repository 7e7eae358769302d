/** A service's model, with checks of inputs. */
import { checkerOf } from './constraints.ts'
import { errorsOf, type ErrorFactory } from './errors.ts'
import { unhandledMemberCheck } from './handled-members.ts'
import { RULES } from './services.ts'
import type { StructureShape } from './shape.ts'
import { Source, type ModelSource } from './source.ts'

export interface Model<Operation extends string, Code extends string> {
  /** Returns an operation's input, as the model describes it. */
  inputOf(operation: Operation): StructureShape
  /** Returns a closure that throws AWS's answer to an input that breaks the model's constraints. */
  checkOf(operation: Operation): (input: object) => void
  /**
   * Returns a closure that throws an UnsupportedError if an input has a member that the operation
   * does not handle. `title` is AWS's name of the service. unhandledMemberOf explains the form of
   * `handles`.
   */
  unhandledOf(
    title: string,
    operation: Operation,
    handles: readonly string[],
  ): (input: object) => void
  readonly error: ErrorFactory<Code>
}

/**
 * Calls `compile` at the first use of the closure, so that a room costs only the operations that a
 * test calls.
 */
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
