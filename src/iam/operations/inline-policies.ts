/** Inline policies of users, groups and roles: the same four operations for each. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { IAMOperation } from '../api/model.ts'
import * as errors from '../errors.ts'
import { INLINE_SIZE, sizeOf } from '../limits.ts'
import type { IamState, PolicyHolder } from '../state.ts'
import { checkDocument, encoded } from './shared/documents.ts'
import { accessTo, find, keep, nameIn, type HolderKind } from './shared/holders.ts'
import { pageOf, type PageInput, type PageOutput } from './shared/pages.ts'

interface Named {
  readonly PolicyName: string
  readonly PolicyDocument: string
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putInlinePolicy = <Holder extends PolicyHolder>(
  holderKind: HolderKind<Holder>,
): Operation<IamState, Named, undefined> => {
  const { kind, title } = holderKind
  const name = `Put${title}Policy` satisfies IAMOperation
  return defineOperation({
    name,
    handles: [`${title}Name`, 'PolicyName', 'PolicyDocument'],
    access: accessTo(holderKind, name),
    run(state: IamState, input: Named) {
      const holder = find(holderKind, state, nameIn(input, holderKind))
      const { PolicyName, PolicyDocument } = input
      checkDocument(PolicyDocument, 'identity')
      const inline = new Map(holder.inline).set(PolicyName, PolicyDocument)
      const size = [...inline.values()].reduce((sum, document) => sum + sizeOf(document), 0)
      if (size > INLINE_SIZE[kind]) throw errors.tooLong(kind, holder.name, INLINE_SIZE[kind])
      keep(holderKind, state, { ...holder, inline })
      return undefined
    },
  })
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getInlinePolicy = <Holder extends PolicyHolder>(
  holderKind: HolderKind<Holder>,
): Operation<IamState, Named, object> => {
  const { kind, title } = holderKind
  const name = `Get${title}Policy` satisfies IAMOperation
  return defineOperation({
    name,
    handles: [`${title}Name`, 'PolicyName'],
    access: accessTo(holderKind, name),
    run(state: IamState, input: Named) {
      const holder = find(holderKind, state, nameIn(input, holderKind))
      const document = holder.inline.get(input.PolicyName)
      if (document === undefined) throw errors.inlinePolicyNotFound(kind, input.PolicyName)
      return {
        [`${title}Name`]: holder.name,
        PolicyName: input.PolicyName,
        PolicyDocument: encoded(document),
      }
    },
  })
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const deleteInlinePolicy = <Holder extends PolicyHolder>(
  holderKind: HolderKind<Holder>,
): Operation<IamState, Named, undefined> => {
  const { kind, title } = holderKind
  const name = `Delete${title}Policy` satisfies IAMOperation
  return defineOperation({
    name,
    handles: [`${title}Name`, 'PolicyName'],
    access: accessTo(holderKind, name),
    run(state: IamState, input: Named) {
      const holder = find(holderKind, state, nameIn(input, holderKind))
      const inline = new Map(holder.inline)
      if (!inline.delete(input.PolicyName))
        throw errors.inlinePolicyNotFound(kind, input.PolicyName)
      keep(holderKind, state, { ...holder, inline })
      return undefined
    },
  })
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export const listInlinePolicies = <Holder extends PolicyHolder>(
  holderKind: HolderKind<Holder>,
): Operation<IamState, PageInput, PageOutput & object> => {
  const { title } = holderKind
  const name = `List${title}Policies` satisfies IAMOperation
  return defineOperation({
    name,
    handles: [`${title}Name`, 'Marker', 'MaxItems'],
    access: accessTo(holderKind, name),
    run(state: IamState, input: PageInput) {
      const { inline } = find(holderKind, state, nameIn(input, holderKind))
      const { page, rest } = pageOf(name, [...inline.keys()], (each) => each, input)
      return { PolicyNames: page, ...rest }
    },
  })
}
