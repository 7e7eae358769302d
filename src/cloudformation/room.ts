import type { ServiceRoom } from '../core/world/world.ts'
import { errorStatusesOf } from '../model/index.ts'
import { CLOUDFORMATION_MODEL } from './api/model.ts'
import { OWN_TYPES } from './own-types/index.ts'
import { operations } from './operations/index.ts'
import { createState, forkState, resetState, type CloudFormationState } from './state.ts'

/** CloudFormation, as a region runs it. */
export const room: ServiceRoom<CloudFormationState> = {
  operations,
  get errors() {
    return errorStatusesOf(CLOUDFORMATION_MODEL)
  },
  resourceOf: (_operation, { StackName }: { readonly StackName?: unknown }) =>
    typeof StackName === 'string' ? StackName : undefined,
  resourceTypes: OWN_TYPES,
  createState,
  forkState,
  resetState,
}
