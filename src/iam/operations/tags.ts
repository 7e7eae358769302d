/** Tags of roles, users, managed policies, instance profiles and providers: the same operations. */
import type { Access, Operation, World } from '../../core/world/world.ts'
import type { Tags } from '../../core/resources/tags.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { IAMOperation } from '../api/model.ts'
import * as errors from '../errors.ts'
import { changed, type IamState } from '../state.ts'
import { findProfile } from './instance-profiles.ts'
import { findProvider } from './open-id-connect-providers.ts'
import { accessedArn, find, keep, ROLE, USER } from './shared/holders.ts'
import { pageOf, type PageInput, type PageOutput } from './shared/pages.ts'
import { listed, withoutTags, withTags, type TagInput } from './shared/tags.ts'

/** What has tags, and how requests name it. */
interface Tagged {
  readonly title: 'Role' | 'User' | 'Policy' | 'InstanceProfile' | 'OpenIDConnectProvider'
  readonly member: string
  arnOf(world: World, name: string): string
  read(state: IamState, name: string): Tags
  write(state: IamState, name: string, tags: Tags): void
}

const role: Tagged = {
  title: 'Role',
  member: 'RoleName',
  arnOf: (world, name) => accessedArn(world, ROLE, name),
  read: (state, name) => find(ROLE, state, name).tags,
  write: (state, name, tags) => keep(ROLE, state, { ...find(ROLE, state, name), tags }),
}

const user: Tagged = {
  title: 'User',
  member: 'UserName',
  arnOf: (world, name) => accessedArn(world, USER, name),
  read: (state, name) => find(USER, state, name).tags,
  write: (state, name, tags) => keep(USER, state, { ...find(USER, state, name), tags }),
}

function policyOf({ policies }: IamState, arn: string) {
  const policy = policies.get(arn)
  if (!policy) throw errors.policyNotFound(arn)
  return policy
}

const policy: Tagged = {
  title: 'Policy',
  member: 'PolicyArn',
  arnOf: (_world, arn) => arn,
  read: (state, arn) => policyOf(state, arn).tags,
  write: (state, arn, tags) => {
    state.policies.set(arn, { ...policyOf(state, arn), tags })
    changed(state)
  },
}

const profile: Tagged = {
  title: 'InstanceProfile',
  member: 'InstanceProfileName',
  arnOf: (_world, name) => name,
  read: (state, name) => findProfile(state, name).tags,
  write: (state, name, tags) => {
    state.instanceProfiles.set(name, { ...findProfile(state, name), tags })
  },
}

const provider: Tagged = {
  title: 'OpenIDConnectProvider',
  member: 'OpenIDConnectProviderArn',
  arnOf: (_world, arn) => arn,
  read: (state, arn) => findProvider(state, arn).tags,
  write: (state, arn, tags) => {
    state.oidcProviders.set(arn, { ...findProvider(state, arn), tags })
  },
}

const nameIn = (input: object, { member }: Tagged): string =>
  (input as Readonly<Record<string, string>>)[member] ?? ''

const accessOf =
  (tagged: Tagged, action: string) =>
  (input: object, world: World): readonly Access[] => [
    { action: `iam:${action}`, resource: tagged.arnOf(world, nameIn(input, tagged)) },
  ]

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
function tag(tagged: Tagged): Operation<IamState, { Tags: readonly TagInput[] }, undefined> {
  const name = `Tag${tagged.title}` satisfies IAMOperation
  return defineOperation({
    name,
    handles: [tagged.member, 'Tags'],
    access: accessOf(tagged, name),
    run(state: IamState, input: { readonly Tags: readonly TagInput[] }) {
      const target = nameIn(input, tagged)
      tagged.write(state, target, withTags(tagged.read(state, target), input.Tags))
      return undefined
    },
  })
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
function untag(tagged: Tagged): Operation<IamState, { TagKeys: readonly string[] }, undefined> {
  const name = `Untag${tagged.title}` satisfies IAMOperation
  return defineOperation({
    name,
    handles: [tagged.member, 'TagKeys'],
    access: accessOf(tagged, name),
    run(state: IamState, input: { readonly TagKeys: readonly string[] }) {
      const target = nameIn(input, tagged)
      tagged.write(state, target, withoutTags(tagged.read(state, target), input.TagKeys))
      return undefined
    },
  })
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html */
function list(tagged: Tagged): Operation<IamState, PageInput, PageOutput & object> {
  const name = `List${tagged.title}Tags` satisfies IAMOperation
  return defineOperation({
    name,
    handles: [tagged.member, 'Marker', 'MaxItems'],
    access: accessOf(tagged, name),
    run(state: IamState, input: PageInput) {
      const tags = listed(tagged.read(state, nameIn(input, tagged)))
      const { page, rest } = pageOf(name, tags, ({ Key }) => Key, input)
      return { Tags: page, ...rest }
    },
  })
}

export const tagOperations: Readonly<Record<string, Operation<IamState>>> = Object.fromEntries(
  [role, user, policy, profile, provider].flatMap((tagged) =>
    [tag(tagged), untag(tagged), list(tagged)].map((operation): [string, Operation<IamState>] => [
      operation.name,
      operation,
    ]),
  ),
)
