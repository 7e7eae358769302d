import { andPassing } from '../../../core/delivery/pass-role.ts'
import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { checkRevision, findFunction } from '../../deployment/find.ts'
import {
  applySettings,
  checkSettings,
  SETTINGS,
  type SettingsInput,
} from '../../deployment/settings.ts'
import { checkSettled } from '../../invoking/transitions.ts'
import { updateLatest } from '../../deployment/update.ts'
import type { LambdaState } from '../../state.ts'
import { toConfiguration } from './configuration.ts'

interface Input extends SettingsInput {
  readonly FunctionName: string
  readonly RevisionId?: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
export const updateFunctionConfiguration: Operation<
  LambdaState,
  Input,
  Record<string, unknown>
> = defineOperation({
  name: 'UpdateFunctionConfiguration',
  handles: [...SETTINGS, 'FunctionName', 'RevisionId'],
  access: andPassing(
    accessTo('UpdateFunctionConfiguration'),
    'lambda.amazonaws.com',
    ({ Role }: { readonly Role?: string }) => [Role],
  ),
  run(state, input, { world }) {
    const { definition } = findFunction(world, state, input.FunctionName)
    checkSettings(world, input)
    checkSettled(world, state, definition.name)
    checkRevision(input.RevisionId, definition.latest.revisionId)
    const settings = applySettings(definition.latest, input)
    const { latest } = updateLatest(world, state, definition, settings)
    return toConfiguration(world, latest, undefined, 'updating')
  },
})
