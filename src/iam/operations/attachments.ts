/** Attached managed policies of users, groups and roles, and permissions boundaries. */
import { UnsupportedError } from '../../core/errors.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { IAMOperation } from '../api/model.ts'
import { isPolicyOfAws, policyDocument } from '../documents/find-policy.ts'
import * as errors from '../errors.ts'
import { ATTACHED_POLICIES } from '../limits.ts'
import type { IamState, PolicyHolder, Role, User } from '../state.ts'
import { checkBoundary } from './roles.ts'
import { accessTo, find, keep, nameIn, type HolderKind } from './shared/holders.ts'
import { pageOf, type PageInput, type PageOutput } from './shared/pages.ts'

interface AttachInput {
  readonly PolicyArn: string
}

/** AWS has many more managed policies than are known here. */
const notAttachable = (arn: string): Error =>
  isPolicyOfAws(arn)
    ? new UnsupportedError({ service: 'IAM', operation: 'AttachRolePolicy', parameter: arn })
    : errors.policyNotAttachable(arn)

const ARN = /^arn:[^:]+:iam::(?:aws|\d{12}):policy\/.+$/

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export const attachPolicy = <Holder extends PolicyHolder>(
  holderKind: HolderKind<Holder>,
): Operation<IamState, AttachInput, undefined> => {
  const { kind, title } = holderKind
  const name = `Attach${title}Policy` satisfies IAMOperation
  return defineOperation({
    name,
    handles: [`${title}Name`, 'PolicyArn'],
    access: accessTo(holderKind, name),
    run(state: IamState, input: AttachInput) {
      const { PolicyArn } = input
      if (!ARN.test(PolicyArn)) throw errors.arnInvalid()
      const holder = find(holderKind, state, nameIn(input, holderKind))
      if (policyDocument(state, PolicyArn) === undefined) throw notAttachable(PolicyArn)
      if (holder.attached.includes(PolicyArn)) return undefined
      if (holder.attached.length >= ATTACHED_POLICIES)
        throw errors.quotaExceeded(
          `PoliciesPer${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
          ATTACHED_POLICIES,
        )
      keep(holderKind, state, { ...holder, attached: [...holder.attached, PolicyArn] })
      return undefined
    },
  })
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export const detachPolicy = <Holder extends PolicyHolder>(
  holderKind: HolderKind<Holder>,
): Operation<IamState, AttachInput, undefined> => {
  const { title } = holderKind
  const name = `Detach${title}Policy` satisfies IAMOperation
  return defineOperation({
    name,
    handles: [`${title}Name`, 'PolicyArn'],
    access: accessTo(holderKind, name),
    run(state: IamState, input: AttachInput) {
      const { PolicyArn } = input
      const holder = find(holderKind, state, nameIn(input, holderKind))
      // Recorded: iam test_iam.
      if (!holder.attached.includes(PolicyArn)) throw errors.policyNotFound(PolicyArn)
      const attached = holder.attached.filter((arn) => arn !== PolicyArn)
      keep(holderKind, state, { ...holder, attached })
      return undefined
    },
  })
}

interface ListInput extends PageInput {
  readonly PathPrefix?: string
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export const listAttachedPolicies = <Holder extends PolicyHolder>(
  holderKind: HolderKind<Holder>,
): Operation<IamState, ListInput, PageOutput & object> => {
  const { title } = holderKind
  const name = `ListAttached${title}Policies` satisfies IAMOperation
  return defineOperation({
    name,
    handles: [`${title}Name`, 'PathPrefix', 'Marker', 'MaxItems'],
    access: accessTo(holderKind, name),
    run(state: IamState, input: ListInput) {
      const { PathPrefix = '/' } = input
      const { attached } = find(holderKind, state, nameIn(input, holderKind))
      const matching = attached.filter((arn) => pathOf(arn).startsWith(PathPrefix))
      const { page, rest } = pageOf(name, matching, (arn) => arn, input)
      const shown = page.map((arn) => ({ PolicyName: nameOf(arn), PolicyArn: arn }))
      return { AttachedPolicies: shown, ...rest }
    },
  })
}

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)
const pathOf = (arn: string): string =>
  arn.slice(arn.indexOf('policy/') + 'policy'.length, arn.lastIndexOf('/') + 1)

interface BoundaryInput {
  readonly PermissionsBoundary: string
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
export const putBoundary = <Holder extends Role | User>(
  holderKind: HolderKind<Holder> & { readonly title: 'Role' | 'User' },
): Operation<IamState, BoundaryInput, undefined> => {
  const { title } = holderKind
  const name = `Put${title}PermissionsBoundary` satisfies IAMOperation
  return defineOperation({
    name,
    handles: [`${title}Name`, 'PermissionsBoundary'],
    access: accessTo(holderKind, name),
    run(state: IamState, input: BoundaryInput) {
      const holder = find(holderKind, state, nameIn(input, holderKind))
      checkBoundary(state, input.PermissionsBoundary)
      keep(holderKind, state, { ...holder, boundary: input.PermissionsBoundary })
      return undefined
    },
  })
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
export const deleteBoundary = <Holder extends Role | User>(
  holderKind: HolderKind<Holder> & { readonly title: 'Role' | 'User' },
): Operation<IamState, object, undefined> => {
  const { title } = holderKind
  const name = `Delete${title}PermissionsBoundary` satisfies IAMOperation
  return defineOperation({
    name,
    handles: [`${title}Name`],
    access: accessTo(holderKind, name),
    run(state: IamState, input: object) {
      const holder = find(holderKind, state, nameIn(input, holderKind))
      keep(holderKind, state, { ...holder, boundary: undefined })
      return undefined
    },
  })
}
