/** Instance profiles: kept and shown, because no instances run here. */
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import type { IamState, InstanceProfile } from '../state.ts'
import { shownRole } from './roles.ts'
import { accessTo, accessToAll, arnOf, find, newId, ROLE } from './shared/holders.ts'
import { pageOf, type PageInput, type PageOutput } from './shared/pages.ts'
import { newTags, shownTags, type TagInput } from './shared/tags.ts'

interface Named {
  readonly InstanceProfileName: string
}

const onProfile =
  (action: string) =>
  ({ InstanceProfileName }: Named, world: World): readonly Access[] => [
    {
      action: `iam:${action}`,
      resource: arnOf(world, 'instance-profile', '/', InstanceProfileName),
    },
  ]

/** @throws ServiceError for a profile that does not exist */
export function findProfile({ instanceProfiles }: IamState, name: string): InstanceProfile {
  const profile = instanceProfiles.get(name)
  if (!profile) throw errors.instanceProfileNotFound(name)
  return profile
}

const shownProfile = (state: IamState, profile: InstanceProfile) => ({
  Path: profile.path,
  InstanceProfileName: profile.name,
  InstanceProfileId: profile.id,
  Arn: profile.arn,
  CreateDate: new Date(profile.createdAt),
  Roles: profile.role === undefined ? [] : [shownRole(find(ROLE, state, profile.role))],
})

interface CreateInput extends Named {
  readonly Path?: string
  readonly Tags?: readonly TagInput[]
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html */
export const createInstanceProfile: Operation<IamState, CreateInput, object> = defineOperation({
  name: 'CreateInstanceProfile',
  handles: ['InstanceProfileName', 'Path', 'Tags'],
  access: onProfile('CreateInstanceProfile'),
  run(state, { InstanceProfileName: name, Path = '/', Tags }: CreateInput, { world }) {
    const tags = newTags(Tags)
    if (state.instanceProfiles.has(name)) throw errors.instanceProfileExists(name)
    const profile: InstanceProfile = {
      name,
      path: Path,
      id: newId(world, 'AIPA'),
      arn: arnOf(world, 'instance-profile', Path, name),
      createdAt: world.clock.now(),
      role: undefined,
      tags,
      generation: world.generation,
    }
    state.instanceProfiles.set(name, profile)
    return { InstanceProfile: { ...shownProfile(state, profile), ...shownTags(tags) } }
  },
})

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html */
export const getInstanceProfile: Operation<IamState, Named, object> = defineOperation({
  name: 'GetInstanceProfile',
  handles: ['InstanceProfileName'],
  access: onProfile('GetInstanceProfile'),
  run(state, { InstanceProfileName }: Named) {
    const profile = findProfile(state, InstanceProfileName)
    return { InstanceProfile: { ...shownProfile(state, profile), ...shownTags(profile.tags) } }
  },
})

interface ListInput extends PageInput {
  readonly PathPrefix?: string
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html */
export const listInstanceProfiles: Operation<IamState, ListInput, PageOutput & object> =
  defineOperation({
    name: 'ListInstanceProfiles',
    handles: ['PathPrefix', 'Marker', 'MaxItems'],
    access: accessToAll('ListInstanceProfiles'),
    run(state, input: ListInput) {
      const { PathPrefix = '/' } = input
      const all = [...state.instanceProfiles.values()]
      const matching = all.filter(({ path }) => path.startsWith(PathPrefix))
      const { page, rest } = pageOf('ListInstanceProfiles', matching, ({ name }) => name, input)
      return { InstanceProfiles: page.map((profile) => shownProfile(state, profile)), ...rest }
    },
  })

interface RoleInput {
  readonly RoleName: string
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html */
export const listInstanceProfilesForRole: Operation<
  IamState,
  RoleInput & PageInput,
  PageOutput & object
> = defineOperation({
  name: 'ListInstanceProfilesForRole',
  handles: ['RoleName', 'Marker', 'MaxItems'],
  access: accessTo(ROLE, 'ListInstanceProfilesForRole'),
  run(state, input: RoleInput & PageInput) {
    const { name: role } = find(ROLE, state, input.RoleName)
    const matching = [...state.instanceProfiles.values()].filter((one) => one.role === role)
    const { page, rest } = pageOf(
      'ListInstanceProfilesForRole',
      matching,
      ({ name }) => name,
      input,
    )
    return { InstanceProfiles: page.map((profile) => shownProfile(state, profile)), ...rest }
  },
})

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html */
export const addRoleToInstanceProfile: Operation<IamState, Named & RoleInput, undefined> =
  defineOperation({
    name: 'AddRoleToInstanceProfile',
    handles: ['InstanceProfileName', 'RoleName'],
    access: onProfile('AddRoleToInstanceProfile'),
    run(state, { InstanceProfileName, RoleName }: Named & RoleInput) {
      const profile = findProfile(state, InstanceProfileName)
      const { name: role } = find(ROLE, state, RoleName)
      if (profile.role !== undefined)
        throw errors.quotaExceeded('InstanceSessionsPerInstanceProfile', 1)
      state.instanceProfiles.set(profile.name, { ...profile, role })
      return undefined
    },
  })

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html */
export const removeRoleFromInstanceProfile: Operation<IamState, Named & RoleInput, undefined> =
  defineOperation({
    name: 'RemoveRoleFromInstanceProfile',
    handles: ['InstanceProfileName', 'RoleName'],
    access: onProfile('RemoveRoleFromInstanceProfile'),
    run(state, { InstanceProfileName, RoleName }: Named & RoleInput) {
      const profile = findProfile(state, InstanceProfileName)
      if (profile.role !== RoleName) throw errors.holderNotFound('role', RoleName)
      state.instanceProfiles.set(profile.name, { ...profile, role: undefined })
      return undefined
    },
  })

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html */
export const deleteInstanceProfile: Operation<IamState, Named, undefined> = defineOperation({
  name: 'DeleteInstanceProfile',
  handles: ['InstanceProfileName'],
  access: onProfile('DeleteInstanceProfile'),
  run(state, { InstanceProfileName }: Named) {
    const profile = findProfile(state, InstanceProfileName)
    if (profile.role !== undefined) throw errors.stillReferenced()
    state.instanceProfiles.delete(profile.name)
    return undefined
  },
})
