/* oxlint-disable typescript/no-unsafe-declaration-merging, typescript/no-empty-object-type -- `Region` keeps the promise */
/** The verbs of a region that concern users: user pools and identity pools. */
import type { IdentityPool, IdentityPoolOptions } from '../../cognitoidentity/index.ts'
import { rooms as identityRooms } from '../../cognitoidentity/rooms.ts'
import type { UserPool, UserPoolOptions } from '../../cognitoidp/index.ts'
import { rooms as cognitoRooms } from '../../cognitoidp/rooms.ts'
import { handleKey, type Handle } from '../../core/handle.ts'
import { resolveWorld } from '../../core/world/context.ts'
import type { RegionWorld } from '../world.ts'

// Makes the class a handle (resources.ts explains why).
export interface RegionUsers extends Handle<RegionWorld> {}

/** The part of `Region` that speaks of users. */
export abstract class RegionUsers {
  /** Creates a user pool. The same as `createUserPool` with this region. */
  createUserPool(name: string, options: Omit<UserPoolOptions, 'region'> = {}): UserPool {
    return cognitoRooms.cognitoidp().createUserPoolIn(worldOf(this), name, options)
  }

  /**
   * Returns the user pool with this name, id or ARN, even if an SDK call created it.
   *
   * @throws MisuseError when no pool has it; the message suggests a similar name
   */
  userPool(idOrName: string): UserPool {
    return cognitoRooms.cognitoidp().userPoolHandle(worldOf(this), idOrName)
  }

  /** Creates an identity pool. The same as `createIdentityPool` with this region. */
  createIdentityPool(
    name: string,
    options: Omit<IdentityPoolOptions, 'region'> = {},
  ): IdentityPool {
    return identityRooms.cognitoidentity().createIdentityPoolIn(worldOf(this), name, options)
  }

  /**
   * Returns the identity pool with this name or id, even if an SDK call created it.
   *
   * @throws MisuseError when no pool has it; the message suggests a similar name
   */
  identityPool(idOrName: string): IdentityPool {
    return identityRooms.cognitoidentity().identityPoolHandle(worldOf(this), idOrName)
  }
}

const worldOf = (region: RegionUsers): RegionWorld => resolveWorld(region[handleKey].home)
