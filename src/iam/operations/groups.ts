/** Groups, and the users in them. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { GROUPS_OF_USER } from '../limits.ts'
import { changed, type Group, type IamState, type User } from '../state.ts'
import {
  accessTo,
  accessToAll,
  arnOf,
  checkFree,
  find,
  GROUP,
  keep,
  newId,
  USER,
} from './shared/holders.ts'
import { pageOf, type PageInput, type PageOutput } from './shared/pages.ts'
import { shownUser } from './users.ts'

interface Named {
  readonly GroupName: string
}

interface CreateInput extends Named {
  readonly Path?: string
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html */
export const createGroup: Operation<IamState, CreateInput, object> = defineOperation({
  name: 'CreateGroup',
  handles: ['GroupName', 'Path'],
  access: accessTo(GROUP, 'CreateGroup'),
  run(state, { GroupName, Path = '/' }: CreateInput, { world }) {
    checkFree(GROUP, state, GroupName)
    const group: Group = {
      name: GroupName,
      path: Path,
      id: newId(world, 'AGPA'),
      arn: arnOf(world, 'group', Path, GroupName),
      createdAt: world.clock.now(),
      inline: new Map(),
      attached: [],
      generation: world.generation,
    }
    keep(GROUP, state, group)
    return { Group: shownGroup(group) }
  },
})

const shownGroup = ({ path, name, id, arn, createdAt }: Group): object => ({
  Path: path,
  GroupName: name,
  GroupId: id,
  Arn: arn,
  CreateDate: new Date(createdAt),
})

const usersOf = ({ users }: IamState, group: string): User[] =>
  [...users.values()].filter(({ groups }) => groups.includes(group))

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html */
export const getGroup: Operation<IamState, Named & PageInput, PageOutput & object> =
  defineOperation({
    name: 'GetGroup',
    handles: ['GroupName', 'Marker', 'MaxItems'],
    access: accessTo(GROUP, 'GetGroup'),
    run(state, input: Named & PageInput) {
      const group = find(GROUP, state, input.GroupName)
      const { page, rest } = pageOf(
        'GetGroup',
        usersOf(state, group.name),
        ({ name }) => name,
        input,
      )
      return { Group: shownGroup(group), Users: page.map(shownUser), ...rest }
    },
  })

interface ListInput extends PageInput {
  readonly PathPrefix?: string
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroups.html */
export const listGroups: Operation<IamState, ListInput, PageOutput & object> = defineOperation({
  name: 'ListGroups',
  handles: ['PathPrefix', 'Marker', 'MaxItems'],
  access: accessToAll('ListGroups'),
  run({ groups }, input: ListInput) {
    const { PathPrefix = '/' } = input
    const matching = [...groups.values()].filter(({ path }) => path.startsWith(PathPrefix))
    const { page, rest } = pageOf('ListGroups', matching, ({ name }) => name, input)
    return { Groups: page.map(shownGroup), ...rest }
  },
})

interface UserInput {
  readonly UserName: string
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html */
export const listGroupsForUser: Operation<IamState, UserInput & PageInput, PageOutput & object> =
  defineOperation({
    name: 'ListGroupsForUser',
    handles: ['UserName', 'Marker', 'MaxItems'],
    access: accessTo(USER, 'ListGroupsForUser'),
    run(state, input: UserInput & PageInput) {
      const { groups } = find(USER, state, input.UserName)
      const found = groups.map((name) => find(GROUP, state, name))
      const { page, rest } = pageOf('ListGroupsForUser', found, ({ name }) => name, input)
      return { Groups: page.map(shownGroup), ...rest }
    },
  })

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html */
export const addUserToGroup: Operation<IamState, Named & UserInput, undefined> = defineOperation({
  name: 'AddUserToGroup',
  handles: ['GroupName', 'UserName'],
  access: accessTo(GROUP, 'AddUserToGroup'),
  run(state, { GroupName, UserName }: Named & UserInput) {
    const { name } = find(GROUP, state, GroupName)
    const user = find(USER, state, UserName)
    if (user.groups.includes(name)) return undefined
    if (user.groups.length >= GROUPS_OF_USER)
      throw errors.quotaExceeded('GroupsPerUser', GROUPS_OF_USER)
    keep(USER, state, { ...user, groups: [...user.groups, name] })
    return undefined
  },
})

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveUserFromGroup.html */
export const removeUserFromGroup: Operation<IamState, Named & UserInput, undefined> =
  defineOperation({
    name: 'RemoveUserFromGroup',
    handles: ['GroupName', 'UserName'],
    access: accessTo(GROUP, 'RemoveUserFromGroup'),
    run(state, { GroupName, UserName }: Named & UserInput) {
      const { name } = find(GROUP, state, GroupName)
      const user = find(USER, state, UserName)
      keep(USER, state, { ...user, groups: user.groups.filter((group) => group !== name) })
      return undefined
    },
  })

interface UpdateInput extends Named {
  readonly NewGroupName?: string
  readonly NewPath?: string
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateGroup.html */
export const updateGroup: Operation<IamState, UpdateInput, undefined> = defineOperation({
  name: 'UpdateGroup',
  handles: ['GroupName', 'NewGroupName', 'NewPath'],
  access: accessTo(GROUP, 'UpdateGroup'),
  run(state, { GroupName, NewGroupName, NewPath }: UpdateInput, { world }) {
    const group = find(GROUP, state, GroupName)
    const name = NewGroupName ?? group.name
    const path = NewPath ?? group.path
    if (name.toLowerCase() !== group.name.toLowerCase()) checkFree(GROUP, state, name)
    const members = usersOf(state, group.name)
    state.groups.delete(group.name)
    keep(GROUP, state, { ...group, name, path, arn: arnOf(world, 'group', path, name) })
    for (const user of members) {
      const groups = user.groups.map((one) => (one === group.name ? name : one))
      keep(USER, state, { ...user, groups })
    }
    return undefined
  },
})

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html */
export const deleteGroup: Operation<IamState, Named, undefined> = defineOperation({
  name: 'DeleteGroup',
  handles: ['GroupName'],
  access: accessTo(GROUP, 'DeleteGroup'),
  run(state, { GroupName }: Named) {
    const { name, attached, inline } = find(GROUP, state, GroupName)
    if (usersOf(state, name).length > 0) throw errors.stillHasUsers()
    if (attached.length > 0) throw errors.stillAttached()
    if (inline.size > 0) throw errors.stillHasPolicies()
    state.groups.delete(name)
    changed(state)
    return undefined
  },
})
