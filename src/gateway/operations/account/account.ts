/** AWS: GetAccount, UpdateAccount. */
import type { World } from '../../../core/world/world.ts'
import type { GatewayState } from '../../api/state.ts'
import { badRequest } from '../../control/errors.ts'
import { applyPatches, shortWords, type PatchRule } from '../../control/patch.ts'
import { gatewayOptions } from '../../region-options.ts'
import { defineRest, type RestOperations } from '../rest/define.ts'
import type { PatchInput } from '../rest/rest-apis.ts'

type Account = Pick<GatewayState, 'cloudwatchRoleArn'>

const getAccount = defineRest({
  name: 'GetAccount',
  verb: 'GET',
  path: '/account',
  handles: [],
  run: (state: GatewayState, _input: object, { world }) => toAccount(world, state),
})

const updateAccount = defineRest({
  name: 'UpdateAccount',
  verb: 'PATCH',
  path: '/account',
  handles: ['patchOperations'],
  run(state: GatewayState, { patchOperations }: PatchInput, { world }) {
    const before: Account = { cloudwatchRoleArn: state.cloudwatchRoleArn }
    const { cloudwatchRoleArn } = applyPatches(before, patchOperations, RULES, shortWords)
    state.cloudwatchRoleArn = cloudwatchRoleArn
    return toAccount(world, state)
  },
})

// AWS: patch-operations.html#UpdateAccount-Patch. Unverified: the wording for a role.
const RULES: readonly PatchRule<Account>[] = [
  {
    path: '/cloudwatchRoleArn',
    ops: ['replace', 'remove'],
    apply(account, { op, value }) {
      if (op === 'remove' || value === '') return { cloudwatchRoleArn: undefined }
      if (!/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(value))
        throw badRequest('Invalid ARN specified in the request')
      return { ...account, cloudwatchRoleArn: value }
    },
  },
]

// AWS: the example of `aws apigateway get-account` (the features and the version of keys), and
// limits.html (the account's throttle)
function toAccount(world: World, { cloudwatchRoleArn }: Account): Record<string, unknown> {
  const { rate, burst } = gatewayOptions.of(world).throttle ?? { rate: 10_000, burst: 5000 }
  return {
    cloudwatchRoleArn,
    throttleSettings: { rateLimit: rate, burstLimit: burst },
    features: ['UsagePlans'],
    apiKeyVersion: '4',
  }
}

export const accountOperations: RestOperations = {
  GetAccount: getAccount,
  UpdateAccount: updateAccount,
}
