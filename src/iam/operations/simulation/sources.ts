/** The policies that a simulation reads. */
import { policyDocument } from '../../documents/find-policy.ts'
import * as errors from '../../errors.ts'
import type { IamState, PolicyHolder, Role, User } from '../../state.ts'

export interface PolicySource {
  /** `PolicyInputList.1`, or the name of a policy. */
  readonly id: string
  readonly document: string
}

const SOURCE = /^arn:[^:]+:iam::\d{12}:(user|role|group)\/(?:.*\/)?([^/]+)$/

/** @throws ServiceError for a user, group or role that does not exist */
export function holderOf(state: IamState, arn: string): Role | User | PolicyHolder {
  const [, kind, name = ''] = SOURCE.exec(arn) ?? []
  if (kind !== 'user' && kind !== 'role' && kind !== 'group')
    throw errors.invalidInput(INVALID(arn))
  const found = { user: state.users, role: state.roles, group: state.groups }[kind].get(name)
  if (!found) throw errors.holderNotFound(kind, name)
  return found
}

// Unverified: the wording.
const INVALID = (arn: string): string =>
  `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`

/** The policies of a user, group or role, those of a user's groups included. */
export function documentsOf(state: IamState, arn: string): PolicySource[] {
  const holder = holderOf(state, arn)
  const groups = 'groups' in holder ? holder.groups : []
  const holders = [holder, ...groups.flatMap((name) => state.groups.get(name) ?? [])]
  return holders.flatMap(({ inline, attached }) => [
    ...[...inline].map(([id, document]) => ({ id, document })),
    ...attached.flatMap((policy) => {
      const document = policyDocument(state, policy)
      return document === undefined
        ? []
        : [{ id: policy.slice(policy.lastIndexOf('/') + 1), document }]
    }),
  ])
}
