import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { toCode, type CodeInput } from '../../deployment/code.ts'
import { checkRevision, findFunction } from '../../deployment/find.ts'
import { publish } from '../../deployment/publish.ts'
import { checkSettled } from '../../invoking/transitions.ts'
import { updateLatest } from '../../deployment/update.ts'
import { missingHandler } from '../../definition/handlers.ts'
import type { LambdaState } from '../../state.ts'
import { toConfiguration } from './configuration.ts'

interface Input extends CodeInput {
  readonly FunctionName: string
  readonly Publish?: boolean
  readonly DryRun?: boolean
  readonly RevisionId?: string
  readonly Architectures?: readonly string[]
}

/**
 * A package that names no registered function leaves the handler as it is.
 * AWS: https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html
 */
export const updateFunctionCode: Operation<
  LambdaState,
  Input,
  Record<string, unknown>
> = defineOperation({
  name: 'UpdateFunctionCode',
  handles: [
    'FunctionName',
    'ZipFile',
    'S3Bucket',
    'S3Key',
    'S3ObjectVersion',
    'ImageUri',
    'SourceKMSKeyArn',
    'Publish',
    'DryRun',
    'RevisionId',
    'Architectures',
  ],
  access: accessTo('UpdateFunctionCode'),
  run(state, input, { world }) {
    const { definition } = findFunction(world, state, input.FunctionName)
    const { latest } = definition
    const code = toCode(state, input)
    checkSettled(world, state, definition.name)
    checkRevision(input.RevisionId, latest.revisionId)
    const { Architectures = latest.shown['Architectures'] } = input
    const changes = {
      ...(code.handler === missingHandler ? { package: code.package } : code),
      shown: Architectures === undefined ? latest.shown : { ...latest.shown, Architectures },
    }
    if (input.DryRun) return toConfiguration(world, { ...latest, ...changes }, undefined, 'settled')
    const updated = updateLatest(world, state, definition, changes)
    if (!input.Publish) return toConfiguration(world, updated.latest, undefined, 'updating')
    const [, version] = publish(world, state, updated)
    return toConfiguration(world, version, version.version, 'updating')
  },
})
