/** The alias of the account. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import type { IamState } from '../state.ts'
import { accessToAll } from './shared/holders.ts'
import { pageOf, type PageInput, type PageOutput } from './shared/pages.ts'

interface AliasInput {
  readonly AccountAlias: string
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html */
export const createAccountAlias: Operation<IamState, AliasInput, undefined> = defineOperation({
  name: 'CreateAccountAlias',
  handles: ['AccountAlias'],
  access: accessToAll('CreateAccountAlias'),
  run({ aliases }, { AccountAlias }: AliasInput) {
    if (aliases.has(AccountAlias)) throw errors.aliasTaken(AccountAlias)
    // AWS: the page above: an account has one alias, and a new one replaces it.
    for (const alias of [...aliases.keys()]) aliases.delete(alias)
    aliases.set(AccountAlias, true)
    return undefined
  },
})

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountAlias.html */
export const deleteAccountAlias: Operation<IamState, AliasInput, undefined> = defineOperation({
  name: 'DeleteAccountAlias',
  handles: ['AccountAlias'],
  access: accessToAll('DeleteAccountAlias'),
  run({ aliases }, { AccountAlias }: AliasInput) {
    if (!aliases.has(AccountAlias)) throw errors.aliasNotFound(AccountAlias)
    aliases.delete(AccountAlias)
    return undefined
  },
})

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html */
export const listAccountAliases: Operation<IamState, PageInput, PageOutput & object> =
  defineOperation({
    name: 'ListAccountAliases',
    handles: ['Marker', 'MaxItems'],
    access: accessToAll('ListAccountAliases'),
    run({ aliases }, input: PageInput) {
      const { page, rest } = pageOf('ListAccountAliases', [...aliases.keys()], (one) => one, input)
      return { AccountAliases: page, ...rest }
    },
  })
