import type { ServiceRoom } from '../core/world/world.ts'
import { errorStatusesOf } from '../model/index.ts'
import { IAM_MODEL } from './api/model.ts'
import { roleByArn } from './directory.ts'
import { rooms } from './rooms.ts'
import { createState, forkState, resetState, type IamState } from './state.ts'

/** Identity and Access Management, as a region runs it. */
export const room: ServiceRoom<IamState> = {
  // Authorization needs none of them.
  get operations() {
    return rooms.iamOperations().operations
  },
  get errors() {
    return errorStatusesOf(IAM_MODEL)
  },
  get matchers() {
    return rooms.iamReports().matchers
  },
  get resourceTypes() {
    return rooms.iamTemplates().resourceTypes
  },
  resourceOf: (_operation, input: Record<string, unknown>) => {
    const named = NAMES.map((member) => input[member]).find((name) => typeof name === 'string')
    return typeof named === 'string' ? named : undefined
  },
  // The trust policy of a role says who may assume it, and nothing about calls of IAM.
  resourcePolicyOf: (state, arn, action) =>
    action.startsWith('sts:') ? roleByArn(state, arn)?.trustPolicy : undefined,
  secrets: new Set(['SecretAccessKey', 'Password']),
  createState,
  forkState,
  resetState,
}

const NAMES = [
  'RoleName',
  'UserName',
  'GroupName',
  'PolicyArn',
  'PolicyName',
  'InstanceProfileName',
]
