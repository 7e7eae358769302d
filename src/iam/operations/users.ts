/** Users: create, read, rename and delete them. */
import type { CallContext, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { changed, type IamState, type User } from '../state.ts'
import { checkBoundary, shownBoundary } from './roles.ts'
import {
  accessTo,
  accessToAll,
  arnOf,
  checkFree,
  find,
  keep,
  newId,
  USER,
} from './shared/holders.ts'
import { pageOf, type PageInput, type PageOutput } from './shared/pages.ts'
import { newTags, shownTags, type TagInput } from './shared/tags.ts'

interface Named {
  readonly UserName: string
}

interface MaybeNamed {
  readonly UserName?: string
}

interface CreateInput extends Named {
  readonly Path?: string
  readonly PermissionsBoundary?: string
  readonly Tags?: readonly TagInput[]
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export const createUser: Operation<IamState, CreateInput, object> = defineOperation({
  name: 'CreateUser',
  handles: ['UserName', 'Path', 'PermissionsBoundary', 'Tags'],
  access: accessTo(USER, 'CreateUser'),
  run(state, input: CreateInput, { world }) {
    const { UserName, Path = '/', PermissionsBoundary } = input
    const tags = newTags(input.Tags)
    checkFree(USER, state, UserName)
    checkBoundary(state, PermissionsBoundary)
    const user: User = {
      name: UserName,
      path: Path,
      id: newId(world, 'AIDA'),
      arn: arnOf(world, 'user', Path, UserName),
      createdAt: world.clock.now(),
      inline: new Map(),
      attached: [],
      boundary: PermissionsBoundary,
      tags,
      groups: [],
      generation: world.generation,
    }
    keep(USER, state, user)
    return { User: { ...shownUser(user), ...shownTags(tags) } }
  },
})

/** A user in lists and groups. */
export const shownUser = ({ path, name, id, arn, createdAt, boundary }: User): object => ({
  Path: path,
  UserName: name,
  UserId: id,
  Arn: arn,
  CreateDate: new Date(createdAt),
  ...(boundary !== undefined && { PermissionsBoundary: shownBoundary(boundary) }),
})

/** AWS: requests without a name are about the caller. */
export function ownName(
  state: IamState,
  { UserName }: MaybeNamed,
  { world, record }: Pick<CallContext, 'world' | 'record'>,
): string {
  if (UserName !== undefined) return UserName
  const { caller, causedBy } = record
  const identity = caller && world.ports.callerIdentities?.identify(caller, causedBy)
  const user = identity && [...state.users.values()].find(({ arn }) => arn === identity.arn)
  if (user) return user.name
  // Seen in public threads.
  throw errors.validation('Must specify userName when calling with non-User credentials')
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html */
export const getUser: Operation<IamState, MaybeNamed, object> = defineOperation({
  name: 'GetUser',
  handles: ['UserName'],
  access: accessTo(USER, 'GetUser'),
  run(state, input: MaybeNamed, context) {
    const isOwner = input.UserName === undefined && context.record.caller === undefined
    if (isOwner) return { User: shownOwner(context.world) }
    const user = find(USER, state, ownName(state, input, context))
    return { User: { ...shownUser(user), ...shownTags(user.tags) } }
  },
})

/** AWS: the account's root user has no name. */
const shownOwner = (world: World): object => ({
  Arn: arnOf(world, 'root', '', ''),
  UserId: world.options.accountId,
  CreateDate: new Date(world.clock.now()),
})

interface ListInput extends PageInput {
  readonly PathPrefix?: string
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html */
export const listUsers: Operation<IamState, ListInput, PageOutput & object> = defineOperation({
  name: 'ListUsers',
  handles: ['PathPrefix', 'Marker', 'MaxItems'],
  access: accessToAll('ListUsers'),
  run({ users }, input: ListInput) {
    const { PathPrefix = '/' } = input
    const matching = [...users.values()].filter(({ path }) => path.startsWith(PathPrefix))
    const { page, rest } = pageOf('ListUsers', matching, ({ name }) => name, input)
    return { Users: page.map(shownUser), ...rest }
  },
})

interface UpdateInput extends Named {
  readonly NewUserName?: string
  readonly NewPath?: string
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html */
export const updateUser: Operation<IamState, UpdateInput, undefined> = defineOperation({
  name: 'UpdateUser',
  handles: ['UserName', 'NewUserName', 'NewPath'],
  access: accessTo(USER, 'UpdateUser'),
  run(state, { UserName, NewUserName, NewPath }: UpdateInput, { world }) {
    const user = find(USER, state, UserName)
    const name = NewUserName ?? user.name
    const path = NewPath ?? user.path
    if (name.toLowerCase() !== user.name.toLowerCase()) checkFree(USER, state, name)
    state.users.delete(user.name)
    for (const key of [...state.accessKeys.values()])
      if (key.userName === user.name) state.accessKeys.set(key.id, { ...key, userName: name })
    keep(USER, state, { ...user, name, path, arn: arnOf(world, 'user', path, name) })
    return undefined
  },
})

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html */
export const deleteUser: Operation<IamState, Named, undefined> = defineOperation({
  name: 'DeleteUser',
  handles: ['UserName'],
  access: accessTo(USER, 'DeleteUser'),
  run(state, { UserName }: Named) {
    const { name, attached, inline, groups } = find(USER, state, UserName)
    const hasKeys = [...state.accessKeys.values()].some(({ userName }) => userName === name)
    if (hasKeys || attached.length > 0 || groups.length > 0) throw errors.stillReferenced()
    if (inline.size > 0) throw errors.stillHasPolicies()
    state.users.delete(name)
    changed(state)
    return undefined
  },
})
