import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { StsState } from '../state.ts'
import { identityOf } from './caller.ts'

interface Output {
  readonly UserId: string
  readonly Account: string
  readonly Arn: string
}

/** AWS: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const getCallerIdentity: Operation<StsState, object, Output> = defineOperation({
  name: 'GetCallerIdentity',
  handles: [],
  // It needs no permission, and even an explicit deny does not stop it.
  access: () => [],
  run(state, _input, { world, record }) {
    const { userId, arn } = identityOf(world, state, record)
    return { UserId: userId, Account: arn.split(':')[4] ?? world.options.accountId, Arn: arn }
  },
})
