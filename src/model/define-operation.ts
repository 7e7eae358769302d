/**
 * Defines the operations of a service with a model. The model refuses wrong inputs, and members
 * that an operation does not handle.
 */
import type { Access, CallContext, Operation, World } from '../core/world/world.ts'
import type { MaybePromise } from '../core/maybe-promise.ts'
import type { Model } from './model.ts'

/** A room's description of one operation. */
export interface OperationDescription<State, Input, Output, Name extends string> {
  readonly name: Name
  /**
   * The members of the input that `run` acts on, or that mean nothing in a test: `FunctionName`,
   * `VpcConfig.SubnetIds`. Any other member throws an UnsupportedError that names it.
   */
  readonly handles: readonly string[]
  /** For a service whose JSON is read by hand: `Operation.parse`, `Operation.print`. */
  readonly parse?: (body: unknown) => Input
  print?(output: NoInfer<Output>): string
  /** The permissions that the call needs. */
  access?(input: NoInfer<Input>, world: World): readonly Access[]
  /** Reads in AWS's order: check, act, answer. The input fulfils the model's constraints. */
  run(state: State, input: Input, context: CallContext): MaybePromise<Output>
}

export type DefineOperation<Name extends string> = <State, Input extends object, Output>(
  description: OperationDescription<State, Input, Output, Name>,
) => Operation<State, Input, Output>

/**
 * Returns a function with which a room defines its operations. `title` names the service in
 * refusals.
 *
 * The model's answer comes first, because AWS gives it to the same request whether or not the rest
 * is simulated.
 */
export function operationsOf<Name extends string>(
  title: string,
  model: Pick<Model<Name, string>, 'checkOf' | 'inputOf' | 'unhandledOf'>,
): DefineOperation<Name> {
  return (description) => {
    const { name, handles } = description
    const check = model.checkOf(name)
    const refuseUnhandled = model.unhandledOf(title, name, handles)
    return {
      ...description,
      inputShape: () => model.inputOf(name),
      run(state, input, context) {
        check(input)
        refuseUnhandled(input)
        return description.run(state, input, context)
      },
    }
  }
}
