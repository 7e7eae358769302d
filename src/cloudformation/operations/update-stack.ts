import { ServiceError } from '../../core/errors.ts'
import { runSteps, type Steps } from '../../core/maybe-promise.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { rooms } from '../rooms.ts'
import { StackFailure } from '../stacks/failure.ts'
import { findStack, setStack, type CloudFormationState } from '../state.ts'
import type { Stack } from '../stack.ts'
import { accessTo } from './access-to.ts'
import { existingStack } from './existing-stack.ts'
import { TEMPLATE_MEMBERS, toDescription, type TemplateInput } from './template-request.ts'

/**
 * A stack has changed, or has been rolled back, when the call returns.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html
 */
export const updateStack: Operation<
  CloudFormationState,
  TemplateInput,
  { readonly StackId: string }
> = defineOperation({
  name: 'UpdateStack',
  handles: [...TEMPLATE_MEMBERS, 'UsePreviousTemplate'],
  access: accessTo('UpdateStack'),
  run: (state, input, { world, record }) => runSteps(update(world, state, input, record)),
})

function* update(
  world: World,
  state: CloudFormationState,
  input: TemplateInput,
  cause: JournalRecord,
): Steps<{ readonly StackId: string }> {
  const stack = findStack(state, input.StackName)
  if (!stack || stack.deletedAt !== undefined) {
    // Seen: UpdateStack in public issues
    throw new ServiceError('ValidationError', `Stack [${input.StackName}] does not exist`)
  }
  checkUpdatable(stack)
  const description = toDescription(world, input, cause, stack)
  try {
    const { id } = yield* rooms.stackUpdates().updateStackSteps(world, stack, description)
    return { StackId: id }
  } catch (error) {
    // The status of the stack says why.
    if (error instanceof StackFailure) return { StackId: error.stackId }
    throw error
  }
}

// AWS: the stack status codes that allow an update
const UPDATABLE =
  /^(?:CREATE_COMPLETE|UPDATE_COMPLETE|UPDATE_ROLLBACK_COMPLETE|UPDATE_FAILED|IMPORT_COMPLETE)$/

export function checkUpdatable({ id, status }: Stack): void {
  if (UPDATABLE.test(status)) return
  // Seen: UpdateStack in public issues
  throw new ServiceError(
    'ValidationError',
    `Stack:${id} is in ${status} state and can not be updated.`,
  )
}

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
export const updateTerminationProtection: Operation<
  CloudFormationState,
  { readonly StackName: string; readonly EnableTerminationProtection: boolean },
  { readonly StackId: string }
> = defineOperation({
  name: 'UpdateTerminationProtection',
  handles: ['StackName', 'EnableTerminationProtection'],
  access: accessTo('UpdateTerminationProtection'),
  run(state, { StackName: name, EnableTerminationProtection: isProtected }) {
    const stack = existingStack(state, name)
    setStack(state, { ...stack, options: { ...stack.options, isProtected } })
    return { StackId: stack.id }
  },
})
