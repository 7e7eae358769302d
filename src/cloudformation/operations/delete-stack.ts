import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { importersOf } from '../stacks/importers.ts'
import { undo } from '../stacks/deploy.ts'
import { exportsOf, findStack, setStack, type CloudFormationState } from '../state.ts'
import { TemplateError } from '../errors.ts'
import { accessTo } from './create-stack.ts'

interface Input {
  readonly StackName: string
}

/**
 * A stack that does not exist is deleted without an error.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html
 */
export const deleteStack: Operation<CloudFormationState, Input, object> = defineOperation({
  name: 'DeleteStack',
  handles: ['StackName', 'RoleARN', 'ClientRequestToken', 'DeletionMode'],
  access: accessTo('DeleteStack'),
  run(state, { StackName: name }, { world }) {
    const stack = findStack(state, name)
    if (!stack || stack.deletedAt !== undefined) return {}
    for (const exported of exportsOf(state)) {
      if (exported.stack.id !== stack.id) continue
      const [importer] = importersOf(state, exported.name)
      // Seen: DeleteStack in public issues
      if (importer) {
        throw new TemplateError(
          `Export ${exported.name} cannot be deleted as it is in use by ${importer}`,
          [],
        )
      }
    }
    undo(world, stack.resources)
    setStack(state, { ...stack, deletedAt: world.clock.now(), status: 'DELETE_COMPLETE' })
    return {}
  },
})
