/** CreateGroup, GetGroup, UpdateGroup, DeleteGroup, ListGroups. */
import { withoutUndefined } from '../../core/without-undefined.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { groupExists, groupNotFound } from '../errors.ts'
import { findPool } from '../pools/find.ts'
import { keyOf, type CognitoState, type StoredGroup, type StoredPool } from '../state.ts'
import { accessTo, pageOf, type PoolInput } from './parts.ts'

export interface GroupInput extends PoolInput {
  readonly GroupName: string
}

interface SettingsInput extends GroupInput {
  readonly Description?: string
  readonly RoleArn?: string
  readonly Precedence?: number
}

interface GroupOutput {
  readonly Group: Record<string, unknown>
}

const SETTINGS = ['UserPoolId', 'GroupName', 'Description', 'RoleArn', 'Precedence']

export function findGroup({ groups }: CognitoState, { id }: StoredPool, name: string): StoredGroup {
  const group = groups.get(keyOf(id, name))
  if (!group) throw groupNotFound()
  return group
}

const groupsIn = ({ groups }: CognitoState, { id }: StoredPool): StoredGroup[] =>
  [...groups.values()].filter(({ poolId }) => poolId === id)

export const describeGroup = (group: StoredGroup): Record<string, unknown> =>
  withoutUndefined({
    GroupName: group.name,
    UserPoolId: group.poolId,
    Description: group.description,
    RoleArn: group.roleArn,
    Precedence: group.precedence,
    LastModifiedDate: new Date(group.modifiedAt),
    CreationDate: new Date(group.createdAt),
  })

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html */
export const createGroup: Operation<CognitoState, SettingsInput, GroupOutput> = defineOperation({
  name: 'CreateGroup',
  handles: SETTINGS,
  access: accessTo('CreateGroup'),
  run(state, input, { world }) {
    const pool = findPool(state, input.UserPoolId)
    const key = keyOf(pool.id, input.GroupName)
    if (state.groups.has(key)) throw groupExists()
    const now = world.clock.now()
    const group: StoredGroup = {
      poolId: pool.id,
      name: input.GroupName,
      description: input.Description,
      roleArn: input.RoleArn,
      precedence: input.Precedence,
      createdAt: now,
      modifiedAt: now,
      declared: undefined,
    }
    state.groups.set(key, group)
    return { Group: describeGroup(group) }
  },
})

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html */
export const getGroup: Operation<CognitoState, GroupInput, GroupOutput> = defineOperation({
  name: 'GetGroup',
  handles: ['UserPoolId', 'GroupName'],
  access: accessTo('GetGroup'),
  run: (state, { UserPoolId, GroupName }) => ({
    Group: describeGroup(findGroup(state, findPool(state, UserPoolId), GroupName)),
  }),
})

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateGroup.html */
export const updateGroup: Operation<CognitoState, SettingsInput, GroupOutput> = defineOperation({
  name: 'UpdateGroup',
  handles: SETTINGS,
  access: accessTo('UpdateGroup'),
  run(state, input, { world }) {
    const group = findGroup(state, findPool(state, input.UserPoolId), input.GroupName)
    const next = {
      ...group,
      description: input.Description ?? group.description,
      roleArn: input.RoleArn ?? group.roleArn,
      precedence: input.Precedence ?? group.precedence,
      modifiedAt: world.clock.now(),
    }
    state.groups.set(keyOf(group.poolId, group.name), next)
    return { Group: describeGroup(next) }
  },
})

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteGroup.html */
export const deleteGroup: Operation<CognitoState, GroupInput, object> = defineOperation({
  name: 'DeleteGroup',
  handles: ['UserPoolId', 'GroupName'],
  access: accessTo('DeleteGroup'),
  run(state, { UserPoolId, GroupName }) {
    const pool = findPool(state, UserPoolId)
    const { name } = findGroup(state, pool, GroupName)
    state.groups.delete(keyOf(pool.id, name))
    for (const [key, user] of [...state.users]) {
      if (user.poolId !== pool.id || !user.groups.includes(name)) continue
      state.users.set(key, { ...user, groups: user.groups.filter((each) => each !== name) })
    }
    return {}
  },
})

interface ListInput extends PoolInput {
  readonly Limit?: number
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html */
export const listGroups: Operation<CognitoState, ListInput, object> = defineOperation({
  name: 'ListGroups',
  handles: ['UserPoolId', 'Limit', 'NextToken'],
  access: accessTo('ListGroups'),
  run(state, { UserPoolId, Limit: limit, NextToken: token }, { world }) {
    const groups = groupsIn(state, findPool(state, UserPoolId))
    const page = pageOf(world, 'ListGroups', UserPoolId, groups, ({ name }) => name, {
      limit,
      token,
    })
    return {
      Groups: page.items.map(describeGroup),
      ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
    }
  },
})
