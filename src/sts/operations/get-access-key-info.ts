import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { StsState } from '../state.ts'

/** AWS: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html */
export const getAccessKeyInfo: Operation<
  StsState,
  { readonly AccessKeyId: string },
  { readonly Account: string }
> = defineOperation({
  name: 'GetAccessKeyInfo',
  // Every key of this region belongs to its account.
  handles: ['AccessKeyId'],
  access: () => [{ action: 'sts:GetAccessKeyInfo', resource: '*' }],
  run: (_state, _input, { world }) => ({ Account: world.options.accountId }),
})
