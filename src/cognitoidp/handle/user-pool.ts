/** `UserPool`, the handle of a user pool. */
import { missingResource } from '../../core/handles/look-up.ts'
import {
  callsOn,
  planDelay,
  planFailure,
  type ResourceOperations,
} from '../../core/handles/planned-faults.ts'
import {
  homeOf,
  ResourceHandle,
  worldOf,
  writableWorldOf,
  type HandleDescription,
} from '../../core/handles/resource-handle.ts'
import type { CallRecord } from '../../core/journal.ts'
import type { FailureOptions, FaultOptions } from '../../core/planned/faults.ts'
import { buildArn } from '../../core/resources/arn-form.ts'
import type { Duration } from '../../core/time/duration.ts'
import type { World } from '../../core/world/world.ts'
import { publicKeysOf, type PublicJwk } from '../keys/key-ring.ts'
import { operations } from '../operations/index.ts'
import { issuerOf } from '../pools/find.ts'
import { rooms } from '../rooms.ts'
import { cognitoidp } from '../service.ts'
import type { StoredPool } from '../state.ts'
import { findUser } from '../users/names.ts'
import { addUserTo, type UserOptions } from './add-user.ts'
import { callFor } from './call.ts'
import { toClientInput, type UserPoolClientOptions } from './client-options.ts'
import { UserPoolClient } from './client.ts'
import { missingUser, toUserRecord, UserPoolUser, type UserRecord } from './user.ts'

const POOL: HandleDescription = {
  kind: 'user-pool',
  noun: 'a user pool',
  arn: { service: 'cognito-idp', type: 'userpool' },
  open: (world, handle) => new UserPool(world, (handle as UserPool).id, handle.name),
}

/** Options of `users.addGroup`. */
export interface GroupOptions {
  readonly description?: string
  /** The ARN of a role, for identity pools. */
  readonly role?: string | { readonly arn: string }
  /** The group with the lowest number gives the preferred role. */
  readonly precedence?: number
}

/**
 * A handle of a user pool. It prints as its ARN.
 *
 * @example
 * const users = createUserPool('shop', { signInAliases: ['email'] })
 * const web = users.addClient('web')
 * const ann = users.addUser('ann@example.com', { password: 'P2$Sword' })
 * const { idToken } = await web.signIn(ann)
 */
export class UserPool extends ResourceHandle {
  /** Its id: `us-east-1_a1B2c3D4e`. */
  readonly id: string

  /** @internal */
  constructor(home: World, id: string, name: string) {
    super(POOL, home, name)
    this.id = id
  }

  /** The ARN. */
  override get arn(): string {
    return buildArn(POOL.arn, homeOf(this).options, this.id)
  }

  /** The claim `iss` of its tokens: `https://cognito-idp.us-east-1.amazonaws.com/<id>`. */
  get issuer(): string {
    return issuerOf(this.id)
  }

  /** Its public keys, as `jwks.json` under the issuer shows them. */
  get jwks(): { readonly keys: readonly PublicJwk[] } {
    return { keys: publicKeysOf(this.#stored) }
  }

  /** All users, in the order of creation. */
  get users(): readonly UserRecord[] {
    const { users } = worldOf(this).state(cognitoidp)
    return [...users.values()].filter(({ poolId }) => poolId === this.id).map(toUserRecord)
  }

  /**
   * Returns the user with this name, sub or alias, even if it signed itself up.
   *
   * @throws MisuseError when there is none
   */
  user(name: string): UserPoolUser {
    const state = worldOf(this).state(cognitoidp)
    const user = findUser(state, this.#stored, name)
    if (!user) throw missingUser(name, state.users.values(), this.id)
    return new UserPoolUser(homeOf(this), this.id, user.username)
  }

  /** Every call that named the pool, one of its clients, or a token of it, oldest first. */
  get calls(): readonly CallRecord[] {
    return callsOn(this.#operations, this.id, worldOf(this))
  }

  /** Makes calls of an operation fail. Default: the next one, once. */
  fail(operation: string, error: string | Error, options: FailureOptions = {}): void {
    const target = { name: this.id, home: homeOf(this) }
    const fault = { caller: `${this.name}.fail`, operation, options }
    planFailure(this.#operations, target, error, fault)
  }

  /** Delays the answers to calls of an operation. */
  delay(operation: string, duration: Duration, options: FaultOptions = {}): void {
    const target = { name: this.id, home: homeOf(this) }
    const fault = { caller: `${this.name}.delay`, operation, options }
    planDelay(this.#operations, target, duration, fault)
  }

  /**
   * Adds an app client.
   *
   * @throws MisuseError for options that Cognito does not accept
   */
  addClient(name: string, options: UserPoolClientOptions = {}): UserPoolClient {
    const world = writableWorldOf(this)
    const caller = `${this.name}.addClient('${String(name)}')`
    const input = toClientInput(this.id, name, options, caller)
    const made = callFor(world, caller, 'CreateUserPoolClient', input, 'options that Cognito takes')
    const id = String(Reflect.get(Object(made['UserPoolClient']), 'ClientId'))
    const { clients } = world.state(cognitoidp)
    const stored = clients.get(id)
    if (stored) clients.set(id, { ...stored, declared: stored })
    return new UserPoolClient(homeOf(this), id, name, this.id)
  }

  /**
   * Returns the app client with this name or id.
   *
   * @throws MisuseError when there is none
   */
  client(nameOrId: string): UserPoolClient {
    const { clients } = worldOf(this).state(cognitoidp)
    const own = [...clients.values()].filter(({ poolId }) => poolId === this.id)
    const found = own.find(
      ({ id, settings }) => id === nameOrId || settings.ClientName === nameOrId,
    )
    if (found) return new UserPoolClient(homeOf(this), found.id, found.settings.ClientName, this.id)
    throw missingResource(
      'a user pool client',
      nameOrId,
      own.map(({ settings }) => settings.ClientName),
    )
  }

  /**
   * Adds a user as a fixture: confirmed unless `status` says otherwise, and without triggers and
   * messages.
   *
   * @throws MisuseError for a name that is taken, and for values that Cognito does not accept
   */
  addUser(name: string, options: UserOptions = {}): UserPoolUser {
    const world = writableWorldOf(this)
    const { username } = addUserTo(world, this.#stored, name, options, this.name)
    return new UserPoolUser(homeOf(this), this.id, username)
  }

  /** Adds a group. */
  addGroup(name: string, { description, role, precedence }: GroupOptions = {}): this {
    const world = writableWorldOf(this)
    callFor(
      world,
      `${this.name}.addGroup('${String(name)}')`,
      'CreateGroup',
      {
        UserPoolId: this.id,
        GroupName: name,
        ...(description !== undefined && { Description: description }),
        ...(role !== undefined && { RoleArn: typeof role === 'string' ? role : role.arn }),
        ...(precedence !== undefined && { Precedence: precedence }),
      },
      'a new name',
    )
    const { groups } = world.state(cognitoidp)
    const stored = groups.get(`${this.id} ${name}`)
    if (stored) groups.set(`${this.id} ${name}`, { ...stored, declared: stored })
    return this
  }

  /** Adds a resource server with its scopes: `users.addResourceServer('api', ['read', 'write'])`. */
  addResourceServer(identifier: string, scopes: readonly string[]): this {
    const world = writableWorldOf(this)
    callFor(
      world,
      `${this.name}.addResourceServer('${String(identifier)}')`,
      'CreateResourceServer',
      {
        UserPoolId: this.id,
        Identifier: identifier,
        Name: identifier.replace(/[^\w\s+=,.@-]/g, '-'),
        Scopes: scopes.map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName })),
      },
      'a new identifier, and names of scopes',
    )
    const { pools } = world.state(cognitoidp)
    const stored = pools.get(this.id)
    if (stored?.declared) {
      const declared = { ...stored.declared, resourceServers: stored.resourceServers }
      pools.set(this.id, { ...stored, declared })
    }
    return this
  }

  /**
   * Sends a request to the pool's domain: a path such as `/oauth2/token`, or a full URL. Redirects
   * are returned, not followed. A pool without the option `domain` answers here as well.
   *
   * @throws MisuseError for another host
   */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response> = (
    input,
    init,
  ) => rooms.cognitoDomains().fetchFromPool(worldOf(this), this.#stored, input, init)

  get #stored(): StoredPool {
    const { pools } = worldOf(this).state(cognitoidp)
    const pool = pools.get(this.id)
    if (!pool)
      throw missingResource(
        'a user pool',
        this.name,
        [...pools.values()].map(({ name }) => name),
      )
    return pool
  }

  /** Most calls name a client or a token instead of the pool. */
  get #operations(): ResourceOperations {
    const names = Object.keys(operations)
    return {
      service: 'cognitoidp',
      noun: 'a user pool',
      operations: names.filter((name) => !CLIENT_OPERATIONS.includes(name)),
      sharedOperations: CLIENT_OPERATIONS,
      isAbout: (input, id) => {
        const clientId: unknown = Reflect.get(Object(input), 'ClientId')
        if (typeof clientId !== 'string') return false
        return worldOf(this).state(cognitoidp).clients.get(clientId)?.poolId === id
      },
    }
  }
}

/** Operations whose input names a client and no pool, so that their records name no resource. */
const CLIENT_OPERATIONS = [
  ...['SignUp', 'ConfirmSignUp', 'ResendConfirmationCode', 'ForgotPassword'],
  ...['ConfirmForgotPassword', 'InitiateAuth', 'RespondToAuthChallenge'],
  ...['GetTokensFromRefreshToken', 'RevokeToken'],
]
