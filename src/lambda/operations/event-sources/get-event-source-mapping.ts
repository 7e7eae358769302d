import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { mappingOf, toConfiguration } from '../../event-sources/index.ts'
import type { LambdaState } from '../../state.ts'
import { mappingAccess, type ByUuid } from './mapping-access.ts'

type Output = Record<string, unknown>

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html */
export const getEventSourceMapping: Operation<LambdaState, ByUuid, Output> = defineOperation({
  name: 'GetEventSourceMapping',
  handles: ['UUID'],
  access: mappingAccess('lambda:GetEventSourceMapping'),
  run: (state, { UUID }) =>
    toConfiguration(mappingOf(state, UUID), state.mappings.results.get(UUID)),
})
