/** AdminAddUserToGroup, AdminRemoveUserFromGroup, AdminListGroupsForUser, ListUsersInGroup. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { findPool } from '../pools/find.ts'
import { keyOf, type CognitoState } from '../state.ts'
import { keepUser } from '../users/names.ts'
import { describeGroup, findGroup, type GroupInput } from './groups.ts'
import { accessTo, adminAction, describeUser, findUserOf, pageOf, type UserInput } from './parts.ts'

interface MemberInput extends UserInput, GroupInput {}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html */
export const adminAddUserToGroup: Operation<CognitoState, MemberInput, object> = defineOperation({
  name: 'AdminAddUserToGroup',
  handles: ['UserPoolId', 'Username', 'GroupName'],
  access: accessTo('AdminAddUserToGroup'),
  run(state, input, context) {
    const action = adminAction(state, input, context)
    const user = findUserOf(action, input.Username)
    const { name } = findGroup(state, action.pool, input.GroupName)
    if (!user.groups.includes(name))
      keepUser(state, action.pool, { ...user, groups: [...user.groups, name] })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRemoveUserFromGroup.html */
export const adminRemoveUserFromGroup: Operation<CognitoState, MemberInput, object> =
  defineOperation({
    name: 'AdminRemoveUserFromGroup',
    handles: ['UserPoolId', 'Username', 'GroupName'],
    access: accessTo('AdminRemoveUserFromGroup'),
    run(state, input, context) {
      const action = adminAction(state, input, context)
      const user = findUserOf(action, input.Username)
      const { name } = findGroup(state, action.pool, input.GroupName)
      const groups = user.groups.filter((each) => each !== name)
      keepUser(state, action.pool, { ...user, groups })
      return {}
    },
  })

interface ListGroupsInput extends UserInput {
  readonly Limit?: number
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html */
export const adminListGroupsForUser: Operation<CognitoState, ListGroupsInput, object> =
  defineOperation({
    name: 'AdminListGroupsForUser',
    handles: ['UserPoolId', 'Username', 'Limit', 'NextToken'],
    access: accessTo('AdminListGroupsForUser'),
    run(state, input, context) {
      const action = adminAction(state, input, context)
      const user = findUserOf(action, input.Username)
      const groups = user.groups.flatMap((name) => state.groups.get(keyOf(user.poolId, name)) ?? [])
      const scope = [input.UserPoolId, user.username]
      const page = pageOf(
        context.world,
        'AdminListGroupsForUser',
        scope,
        groups,
        ({ name }) => name,
        { limit: input.Limit, token: input.NextToken },
      )
      return {
        Groups: page.items.map(describeGroup),
        ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
      }
    },
  })

interface ListUsersInput extends GroupInput {
  readonly Limit?: number
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html */
export const listUsersInGroup: Operation<CognitoState, ListUsersInput, object> = defineOperation({
  name: 'ListUsersInGroup',
  handles: ['UserPoolId', 'GroupName', 'Limit', 'NextToken'],
  access: accessTo('ListUsersInGroup'),
  run(state, { UserPoolId, GroupName, Limit: limit, NextToken: token }, { world }) {
    const pool = findPool(state, UserPoolId)
    const { name } = findGroup(state, pool, GroupName)
    const users = [...state.users.values()].filter(
      ({ poolId, groups }) => poolId === pool.id && groups.includes(name),
    )
    const scope = [UserPoolId, name]
    const page = pageOf(world, 'ListUsersInGroup', scope, users, ({ username }) => username, {
      limit,
      token,
    })
    return {
      Users: page.items.map(describeUser),
      ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
    }
  },
})
