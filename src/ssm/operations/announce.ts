/**
 * Tells the default event bus what happens to parameters.
 * AWS: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-cwe.html
 */
import type { JournalRecord } from '../../core/journal.ts'
import type { CallContext, World } from '../../core/world/world.ts'
import { latestOf, type ParameterPolicy, type StoredParameter } from '../state.ts'
import { parameterArn } from './parameter-name.ts'

type Change = 'Create' | 'Update' | 'Delete' | 'LabelParameterVersion'

export const announce = (
  { world, record }: CallContext,
  operation: Change,
  parameter: StoredParameter,
): void => announceChange(world, record, operation, parameter)

/**
 * What a policy did.
 * AWS: reference-eventbridge-events.html, Parameter Store Policy Action. Unverified: the members
 * beside policy-type and parameter-name.
 */
export function announcePolicy(
  world: World,
  parameter: StoredParameter,
  { type, text }: ParameterPolicy,
): void {
  world.ports.awsEvents?.put({
    source: 'aws.ssm',
    detailType: 'Parameter Store Policy Action',
    resources: [parameterArn(world.options, parameter.name)],
    detail: {
      'policy-type': type,
      'parameter-name': parameter.name,
      'parameter-type': latestOf(parameter).type,
      'policy-content': text,
      'action-status': 'Success',
      'action-reason': '',
    },
    cause: world.journal.root,
  })
}

export function announceChange(
  world: World,
  cause: JournalRecord,
  operation: Change,
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
