import { ServiceError } from '../../core/errors.ts'
import { runSteps, type Steps } from '../../core/maybe-promise.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { OnFailure } from '../stacks/create.ts'
import { createStackSteps } from '../stacks/create-stack.ts'
import { StackFailure } from '../stacks/failure.ts'
import type { CloudFormationState } from '../state.ts'
import { accessTo } from './access-to.ts'
import { TEMPLATE_MEMBERS, toDescription, type TemplateInput } from './template-request.ts'

interface Input extends TemplateInput {
  readonly OnFailure?: OnFailure
}

/**
 * A stack exists, complete or rolled back, when the call returns: nothing takes time here but the
 * functions of custom resources. Functions run the handlers that are registered under the name of
 * their code (lambda/deployment/code.ts).
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export const createStack: Operation<CloudFormationState, Input, { readonly StackId: string }> =
  defineOperation({
    name: 'CreateStack',
    handles: [
      ...TEMPLATE_MEMBERS,
      ...['OnFailure', 'TimeoutInMinutes', 'EnableTerminationProtection'],
    ],
    access: accessTo('CreateStack'),
    run: (_state, input, { world, record }) => runSteps(create(world, input, record)),
  })

function* create(
  world: World,
  input: Input,
  cause: JournalRecord,
): Steps<{ readonly StackId: string }> {
  const description = toDescription(world, input, cause)
  try {
    const { id } = yield* createStackSteps(world, description, { onFailure: onFailureOf(input) })
    return { StackId: id }
  } catch (error) {
    // The status of the stack says why.
    if (error instanceof StackFailure) return { StackId: error.stackId }
    throw error
  }
}

function onFailureOf({ OnFailure: action, DisableRollback: isDisabled }: Input): OnFailure {
  // AWS: API_CreateStack.html: either, but not both. Unverified: the text
  if (action !== undefined && isDisabled !== undefined)
    throw new ServiceError(
      'ValidationError',
      'You may not specify both OnFailure and DisableRollback',
    )
  return action ?? (isDisabled ? 'DO_NOTHING' : 'ROLLBACK')
}
