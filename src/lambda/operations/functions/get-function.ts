import { toTagMap } from '../../../core/resources/tags.ts'
import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { findVersion } from '../../deployment/find.ts'
import { transitionOf } from '../../invoking/transitions.ts'
import type { VersionDefinition } from '../../definition/definition.ts'
import type { LambdaState } from '../../state.ts'
import { toConfiguration } from './configuration.ts'

interface Input {
  readonly FunctionName: string
  readonly Qualifier?: string
}

/**
 * AWS: https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html. There is no package to
 * download: `Code` names no location.
 */
export const getFunction: Operation<LambdaState, Input, Record<string, unknown>> = defineOperation({
  name: 'GetFunction',
  handles: ['FunctionName', 'Qualifier'],
  access: accessTo('GetFunction'),
  run(state, { FunctionName, Qualifier }, { world }) {
    const { definition, code, qualifier } = findVersion(world, state, FunctionName, Qualifier)
    const { reservedConcurrency, tags } = definition
    const status = transitionOf(world, state, definition.name) ?? 'settled'
    return {
      Configuration: toConfiguration(world, code, qualifier, status),
      Code: locationOf(code),
      ...(tags.size > 0 && { Tags: toTagMap(tags) }),
      ...(reservedConcurrency !== undefined && {
        Concurrency: { ReservedConcurrentExecutions: reservedConcurrency },
      }),
    }
  },
})

function locationOf({ package: uploaded }: VersionDefinition): Record<string, unknown> {
  const imageUri = uploaded?.imageUri
  return imageUri === undefined
    ? { RepositoryType: 'S3' }
    : { RepositoryType: 'ECR', ImageUri: imageUri, ResolvedImageUri: imageUri }
}
