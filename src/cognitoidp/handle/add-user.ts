/** `users.addUser`: a user as a fixture. */
import { checkNames, shownValue } from '../../core/checks.ts'
import { isServiceError, MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type { Action } from '../action.ts'
import { cognitoidp } from '../service.ts'
import {
  keyOf,
  type CognitoState,
  type StoredPool,
  type StoredUser,
  type UserStatus,
} from '../state.ts'
import { checkAliases, keepUser } from '../users/names.ts'
import { createUser } from '../users/create.ts'
import { withPassword } from '../users/set-password.ts'

/** Options of `users.addUser`. */
export interface UserOptions {
  /** Default: none. `web.signIn(user)` needs none. */
  readonly password?: string
  /** Groups, which are created if the pool has none of that name. Default: none. */
  readonly groups?: readonly string[]
  /** By name: `{ name: 'Ann', 'custom:tier': 'gold' }`. Default: none. */
  readonly attributes?: Readonly<Record<string, string>>
  /** Default `CONFIRMED`. */
  readonly status?: UserStatus
  /** Default true. */
  readonly enabled?: boolean
}

const NAMES = ['password', 'groups', 'attributes', 'status', 'enabled']
const STATUSES = ['UNCONFIRMED', 'CONFIRMED', 'RESET_REQUIRED', 'FORCE_CHANGE_PASSWORD']

export function addUserTo(
  world: World,
  pool: StoredPool,
  name: string,
  options: UserOptions,
  poolName: string,
): StoredUser {
  const caller = `${poolName}.addUser('${String(name)}')`
  checkNames(options, caller, NAMES)
  const { status = 'CONFIRMED' } = options
  if (!STATUSES.includes(status))
    throw new MisuseError(`${caller} received status: ${shownValue(status)}.`, STATUSES.join(', '))
  const state = world.state(cognitoidp)
  const record = world.journal.root
  const action: Action = { world, state, record, pool, client: undefined, metadata: undefined }
  try {
    return add(action, name, options, status)
  } catch (error) {
    if (!isServiceError(error)) throw error
    throw new MisuseError(
      `${caller} was refused: ${error.message}`,
      'a name, a password and attributes that the pool accepts',
    )
  }
}

function add(
  action: Action,
  name: string,
  { password, groups = [], attributes = {}, enabled = true }: UserOptions,
  status: UserStatus,
): StoredUser {
  const { state, pool, world } = action
  const created = createUser(action, name, attributes, status)
  const complete = {
    ...created,
    attributes: status === 'UNCONFIRMED' ? created.attributes : withVerified(created.attributes),
    isEnabled: enabled,
    groups: [...new Set(groups)],
  }
  const user =
    password === undefined
      ? complete
      : withPassword(action, complete, password, status === 'FORCE_CHANGE_PASSWORD')
  checkAliases(state, pool, user)
  for (const group of user.groups) ensureGroup(state, pool, group, world.clock.now())
  keepUser(state, pool, { ...user, declared: user })
  return user
}

/** A fixture's addresses are verified unless it says otherwise. */
function withVerified(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const verified: Record<string, string> = { ...attributes }
  for (const name of ['email', 'phone_number'])
    if (verified[name] !== undefined) verified[`${name}_verified`] ??= 'true'
  return verified
}

function ensureGroup(
  { groups }: CognitoState,
  { id }: StoredPool,
  name: string,
  now: number,
): void {
  const key = keyOf(id, name)
  if (groups.has(key)) return
  const group = {
    poolId: id,
    name,
    description: undefined,
    roleArn: undefined,
    precedence: undefined,
    createdAt: now,
    modifiedAt: now,
  }
  groups.set(key, { ...group, declared: { ...group, declared: undefined } })
}
