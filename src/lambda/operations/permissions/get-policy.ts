import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { resourceNotFound } from '../../deployment-errors.ts'
import type { LambdaState } from '../../state.ts'
import { findPolicyOwner } from './policy.ts'

interface Input {
  readonly FunctionName: string
  readonly Qualifier?: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const getPolicy: Operation<LambdaState, Input, Record<string, unknown>> = defineOperation({
  name: 'GetPolicy',
  handles: ['FunctionName', 'Qualifier'],
  access: accessTo('GetPolicy'),
  run(state, { FunctionName, Qualifier }, { world }) {
    const { definition, key, revisionId } = findPolicyOwner(world, state, FunctionName, Qualifier)
    const statements = definition.policies.get(key)
    if (!statements) throw resourceNotFound()
    const policy = { Version: '2012-10-17', Id: 'default', Statement: statements }
    return { Policy: JSON.stringify(policy), RevisionId: revisionId }
  },
})
