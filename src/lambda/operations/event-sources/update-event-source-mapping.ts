import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import {
  mappingOf,
  SETTINGS_MEMBERS,
  toConfiguration,
  updateMapping,
  type UpdateInput,
} from '../../event-sources/index.ts'
import type { LambdaState } from '../../state.ts'
import { mappingAccess } from './mapping-access.ts'

type Output = Record<string, unknown>

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html */
export const updateEventSourceMapping: Operation<LambdaState, UpdateInput, Output> =
  defineOperation({
    name: 'UpdateEventSourceMapping',
    handles: [
      'UUID',
      'FunctionName',
      ...SETTINGS_MEMBERS,
      // Kept and shown.
      'KMSKeyArn',
      'MetricsConfig',
      'LoggingConfig',
    ],
    access: mappingAccess('lambda:UpdateEventSourceMapping'),
    run(state, input, { world }) {
      const before = mappingOf(state, input.UUID)
      const mapping = updateMapping(world, state, input)
      const isSwitched = mapping.enabled !== before.enabled
      const passing = isSwitched ? (mapping.enabled ? 'Enabling' : 'Disabling') : 'Updating'
      return toConfiguration(mapping, state.mappings.results.get(mapping.uuid), passing)
    },
  })
