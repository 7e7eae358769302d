import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { deleteMapping, toConfiguration } from '../../event-sources/index.ts'
import type { LambdaState } from '../../state.ts'
import { mappingAccess, type ByUuid } from './mapping-access.ts'

type Output = Record<string, unknown>

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_DeleteEventSourceMapping.html */
export const deleteEventSourceMapping: Operation<LambdaState, ByUuid, Output> = defineOperation({
  name: 'DeleteEventSourceMapping',
  handles: ['UUID'],
  access: mappingAccess('lambda:DeleteEventSourceMapping'),
  run(state, { UUID }) {
    const result = state.mappings.results.get(UUID)
    return toConfiguration(deleteMapping(state, UUID), result, 'Deleting')
  },
})
