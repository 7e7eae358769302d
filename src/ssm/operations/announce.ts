/**
 * Tells the default event bus what happens to parameters.
 * AWS: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-cwe.html
 */
import type { CallContext } from '../../core/world/world.ts'
import { latestOf, type StoredParameter } from '../state.ts'
import { parameterArn } from './parameter-name.ts'

export function announce(
  { world, record: cause }: CallContext,
  operation: 'Create' | 'Update' | 'Delete' | 'LabelParameterVersion',
  parameter: StoredParameter,
): void {
  const { type, description } = latestOf(parameter)
  world.ports.awsEvents?.put({
    source: 'aws.ssm',
    detailType: 'Parameter Store Change',
    resources: [parameterArn(world.options, parameter.name)],
    detail: {
      operation,
      name: parameter.name,
      type,
      ...(description !== undefined && { description }),
    },
    cause,
  })
}
