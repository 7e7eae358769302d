/** `UserPoolUser`, the handle of a user, and records of users. */
import { handleKey, type HandleIdentity } from '../../core/handle.ts'
import { missingResource } from '../../core/handles/look-up.ts'
import { resolveWorld } from '../../core/world/context.ts'
import type { World } from '../../core/world/world.ts'
import { cognitoidp } from '../service.ts'
import { keyOf, type MfaMethod, type StoredUser, type UserStatus } from '../state.ts'

/** A user of a pool, as it was when it was read. */
export interface UserRecord {
  readonly username: string
  readonly sub: string
  readonly status: UserStatus
  readonly enabled: boolean
  /** By name. Every value is text, `email_verified` as well. */
  readonly attributes: Readonly<Record<string, string>>
  readonly groups: readonly string[]
  /** The second factors that the user has set up. */
  readonly mfa: readonly MfaMethod[]
  /** Milliseconds since 1970, by the region's clock. */
  readonly createdAt: number
  readonly modifiedAt: number
}

export const toUserRecord = (user: StoredUser): UserRecord => ({
  username: user.username,
  sub: user.sub,
  status: user.status,
  enabled: user.isEnabled,
  attributes: { ...user.attributes },
  groups: user.groups,
  mfa: user.mfa.enabled,
  createdAt: user.createdAt,
  modifiedAt: user.modifiedAt,
})

/**
 * A handle of a user. It reads the user as it is now.
 *
 * @example
 * const ann = users.addUser('ann', { password: 'P2$Sword' })
 * ann.status // 'CONFIRMED'
 */
export class UserPoolUser {
  static {
    Object.defineProperty(this.prototype, handleKey, {
      get(this: UserPoolUser): HandleIdentity<UserPoolUser> {
        return {
          kind: 'user',
          home: this.#home,
          withWorld: (world) => new UserPoolUser(world, this.#poolId, this.username),
        }
      },
    })
  }

  /** Its name. In a pool whose users sign in with their email or phone it is the sub. */
  readonly username: string
  readonly #home: World
  readonly #poolId: string

  /** @internal */
  constructor(home: World, poolId: string, username: string) {
    this.#home = home
    this.#poolId = poolId
    this.username = username
  }

  /** The id that never changes: a UUID. */
  get sub(): string {
    return this.#stored.sub
  }

  get status(): UserStatus {
    return this.#stored.status
  }

  get enabled(): boolean {
    return this.#stored.isEnabled
  }

  /** By name. Every value is text. */
  get attributes(): Readonly<Record<string, string>> {
    return { ...this.#stored.attributes }
  }

  get groups(): readonly string[] {
    return this.#stored.groups
  }

  /** Returns the name. */
  toString(): string {
    return this.username
  }

  get #stored(): StoredUser {
    const { users } = resolveWorld(this.#home).state(cognitoidp)
    const user = users.get(keyOf(this.#poolId, this.username))
    if (!user) throw missingUser(this.username, users.values(), this.#poolId)
    return user
  }
}

export const missingUser = (name: string, users: Iterable<StoredUser>, poolId: string): Error => {
  const known = [...users].filter((user) => user.poolId === poolId)
  return missingResource(
    'a user',
    name,
    known.map(({ username }) => username),
  )
}
