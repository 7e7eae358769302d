import { ServiceError } from '../../core/errors.ts'
import { runSteps, type Steps } from '../../core/maybe-promise.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { importersOf } from '../stacks/importers.ts'
import { NESTED } from '../stacks/create-stack.ts'
import { deleteStack as deleteResources } from '../stacks/delete.ts'
import { exportsOf, findStack, type CloudFormationState } from '../state.ts'
import { TemplateError } from '../errors.ts'
import { accessTo } from './access-to.ts'

interface Input {
  readonly StackName: string
  readonly RetainResources?: readonly string[]
}

/**
 * A stack that does not exist is deleted without an error.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html
 */
export const deleteStack: Operation<CloudFormationState, Input, object> = defineOperation({
  name: 'DeleteStack',
  handles: ['StackName', 'RoleARN', 'ClientRequestToken', 'RetainResources'],
  access: accessTo('DeleteStack'),
  run(state, { StackName: name, RetainResources: retained = [] }, { world, record }) {
    const stack = findStack(state, name)
    if (!stack || stack.deletedAt !== undefined) return {}
    if (stack.options.isProtected) {
      // Seen: DeleteStack in public issues
      throw new ServiceError(
        'ValidationError',
        `Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`,
      )
    }
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
    return runSteps(deleted(world, state, stack, { cause: record, nested: NESTED, retained }))
  },
})

/** A deletion that fails is seen in the status of the stack. */
function* deleted(...request: Parameters<typeof deleteResources>): Steps<object> {
  yield* deleteResources(...request)
  return {}
}
