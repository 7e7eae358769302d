import { stackDoesNotExist } from '../stacks/errors.ts'
import type { Stack } from '../stack.ts'
import { findStack, type CloudFormationState } from '../state.ts'

/** The stack that a request names. Throws AWS's error for an unknown one. */
export function existingStack(state: CloudFormationState, nameOrId: string): Stack {
  const stack = findStack(state, nameOrId)
  if (stack) return stack
  throw stackDoesNotExist(nameOrId)
}
