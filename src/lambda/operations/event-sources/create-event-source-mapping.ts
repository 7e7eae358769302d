import type { Operation } from '../../../core/world/world.ts'
import { accessedArn } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import {
  createMapping,
  SETTINGS_MEMBERS,
  toConfiguration,
  type CreateInput,
} from '../../event-sources/index.ts'
import type { LambdaState } from '../../state.ts'

type Output = Record<string, unknown>

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const createEventSourceMapping: Operation<LambdaState, CreateInput, Output> =
  defineOperation({
    name: 'CreateEventSourceMapping',
    handles: [
      'EventSourceArn',
      'FunctionName',
      'StartingPosition',
      'StartingPositionTimestamp',
      ...SETTINGS_MEMBERS,
      'Tags',
      // Kept and shown.
      'KMSKeyArn',
      'MetricsConfig',
      'LoggingConfig',
    ],
    access: ({ FunctionName }, world) => [
      {
        action: 'lambda:CreateEventSourceMapping',
        resource: '*',
        context: { 'lambda:FunctionArn': accessedArn(world, FunctionName) },
      },
    ],
    run: (state, input, { world, record }) =>
      toConfiguration(createMapping(world, state, input, record), undefined, 'Creating'),
  })
