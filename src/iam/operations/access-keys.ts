/** Access keys of users. */
import type { CallRecord } from '../../core/journal.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { KEYS_OF_USER } from '../limits.ts'
import { changed, type AccessKey, type IamState } from '../state.ts'
import { accessTo, accessToAll, find, USER } from './shared/holders.ts'
import { pageOf, type PageInput, type PageOutput } from './shared/pages.ts'
import { ownName } from './users.ts'

interface MaybeNamed {
  readonly UserName?: string
}

interface KeyInput extends MaybeNamed {
  readonly AccessKeyId: string
}

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const keysOf = ({ accessKeys }: IamState, name: string): AccessKey[] =>
  [...accessKeys.values()].filter(({ userName }) => userName === name)

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
export const createAccessKey: Operation<IamState, MaybeNamed, object> = defineOperation({
  name: 'CreateAccessKey',
  handles: ['UserName'],
  access: accessTo(USER, 'CreateAccessKey'),
  run(state, input: MaybeNamed, context) {
    const { name } = find(USER, state, ownName(state, input, context))
    if (keysOf(state, name).length >= KEYS_OF_USER)
      throw errors.quotaExceeded('AccessKeysPerUser', KEYS_OF_USER)
    const { ids, clock } = context.world
    const key: AccessKey = {
      id: `AKIA${ids.text('access-key', 16, UPPER)}`,
      secret: ids.text('secret-access-key', 40, BASE64),
      userName: name,
      isActive: true,
      createdAt: clock.now(),
    }
    state.accessKeys.set(key.id, key)
    changed(state)
    return { AccessKey: { ...shownKey(key), SecretAccessKey: key.secret } }
  },
})

const shownKey = ({ userName, id, isActive, createdAt }: AccessKey) => ({
  UserName: userName,
  AccessKeyId: id,
  Status: isActive ? 'Active' : 'Inactive',
  CreateDate: new Date(createdAt),
})

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
export const listAccessKeys: Operation<IamState, MaybeNamed & PageInput, PageOutput & object> =
  defineOperation({
    name: 'ListAccessKeys',
    handles: ['UserName', 'Marker', 'MaxItems'],
    access: accessTo(USER, 'ListAccessKeys'),
    run(state, input: MaybeNamed & PageInput, context) {
      const { name } = find(USER, state, ownName(state, input, context))
      const { page, rest } = pageOf('ListAccessKeys', keysOf(state, name), ({ id }) => id, input)
      return { AccessKeyMetadata: page.map(shownKey), ...rest }
    },
  })

/** The key of a request, which belongs to the named user or to the caller. */
function findKey(state: IamState, { UserName, AccessKeyId }: KeyInput): AccessKey {
  if (UserName !== undefined) find(USER, state, UserName)
  const key = state.accessKeys.get(AccessKeyId)
  if (!key || (UserName !== undefined && key.userName !== UserName))
    throw errors.accessKeyNotFound(AccessKeyId)
  return key
}

interface UpdateInput extends KeyInput {
  readonly Status: 'Active' | 'Inactive'
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html */
export const updateAccessKey: Operation<IamState, UpdateInput, undefined> = defineOperation({
  name: 'UpdateAccessKey',
  handles: ['UserName', 'AccessKeyId', 'Status'],
  access: accessTo(USER, 'UpdateAccessKey'),
  run(state, input: UpdateInput) {
    const key = findKey(state, input)
    state.accessKeys.set(key.id, { ...key, isActive: input.Status === 'Active' })
    changed(state)
    return undefined
  },
})

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html */
export const deleteAccessKey: Operation<IamState, KeyInput, undefined> = defineOperation({
  name: 'DeleteAccessKey',
  handles: ['UserName', 'AccessKeyId'],
  access: accessTo(USER, 'DeleteAccessKey'),
  run(state, input: KeyInput) {
    state.accessKeys.delete(findKey(state, input).id)
    changed(state)
    return undefined
  },
})

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html */
export const getAccessKeyLastUsed: Operation<IamState, KeyInput, object> = defineOperation({
  name: 'GetAccessKeyLastUsed',
  handles: ['AccessKeyId'],
  access: accessToAll('GetAccessKeyLastUsed'),
  run(state, input: KeyInput, { world }) {
    const key = findKey(state, input)
    const calls = world.main.journal.of<CallRecord>(
      'call',
      ({ caller }) => caller?.accessKeyId === key.id,
    )
    const last = calls.at(-1)
    // AWS: the page above: `N/A` for a key that was never used.
    const used = last
      ? {
          LastUsedDate: new Date(last.at),
          ServiceName: last.service,
          Region: world.options.region,
        }
      : { ServiceName: 'N/A', Region: 'N/A' }
    return { UserName: key.userName, AccessKeyLastUsed: used }
  },
})
