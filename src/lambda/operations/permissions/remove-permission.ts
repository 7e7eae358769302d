import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { checkRevision } from '../../deployment/find.ts'
import * as errors from '../../deployment-errors.ts'
import type { LambdaState } from '../../state.ts'
import { changePolicy, findPolicyOwner } from './policy.ts'

interface Input {
  readonly FunctionName: string
  readonly StatementId: string
  readonly Qualifier?: string
  readonly RevisionId?: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
export const removePermission: Operation<LambdaState, Input, object> = defineOperation({
  name: 'RemovePermission',
  handles: ['FunctionName', 'StatementId', 'Qualifier', 'RevisionId'],
  access: accessTo('RemovePermission'),
  run(state, { FunctionName, StatementId, Qualifier, RevisionId }, { world }) {
    const owner = findPolicyOwner(world, state, FunctionName, Qualifier)
    const statements = owner.definition.policies.get(owner.key)
    if (!statements) throw errors.noPolicy()
    const rest = statements.filter(({ Sid }) => Sid !== StatementId)
    if (rest.length === statements.length) throw errors.statementNotFound(StatementId)
    checkRevision(RevisionId, owner.revisionId)
    changePolicy(world, state, owner, rest)
    return {}
  },
})
