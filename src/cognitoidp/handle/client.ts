/** `UserPoolClient`, the handle of an app client: sign-ins and tokens. */
import { handleKey, type HandleIdentity } from '../../core/handle.ts'
import { missingResource } from '../../core/handles/look-up.ts'
import type { CallRecord } from '../../core/journal.ts'
import type { Duration } from '../../core/time/duration.ts'
import { toMilliseconds } from '../../core/time/duration.ts'
import { resolveWorld } from '../../core/world/context.ts'
import type { CallContext, World } from '../../core/world/world.ts'
import type { ClientAction } from '../action.ts'
import { accessClaims, idClaims } from '../auth/claims.ts'
import { checkStatus } from '../auth/find-sign-in.ts'
import { proceed } from '../auth/finish.ts'
import { signInByPassword } from '../auth/password.ts'
import type { AuthAnswer } from '../auth/sessions.ts'
import { ADMIN_SCOPE, createGrant, lifetimeOf } from '../auth/tokens.ts'
import { signToken } from '../keys/jwt.ts'
import { findPool } from '../pools/find.ts'
import { cognitoidp } from '../service.ts'
import type { CognitoState, StoredClient, StoredUser } from '../state.ts'
import { preAuthentication } from '../triggers/user-triggers.ts'
import { groupsOf } from '../users/groups.ts'
import { findUser } from '../users/names.ts'
import { missingUser } from './user.ts'

/** A user by its handle, record, name or alias. */
export type UserReference = string | { readonly username: string }

/** The tokens of a sign-in. */
export interface SignInResult {
  readonly idToken: string
  readonly accessToken: string
  readonly refreshToken: string
}

export interface SignInOptions {
  /** Default: the user is known, and no password is checked. */
  readonly password?: string
  /** ClientMetadata for the triggers. Default: none. */
  readonly clientMetadata?: Readonly<Record<string, string>>
}

export interface MintOptions {
  /** Default `id`. */
  readonly use?: 'id' | 'access'
  /** Further claims, or other values for those that there are. An undefined one is removed. */
  readonly claims?: Readonly<Record<string, unknown>>
  /** The scopes of an access token. Default `['aws.cognito.signin.user.admin']`. */
  readonly scopes?: readonly string[]
  /** Default: the client's. */
  readonly expiresIn?: Duration
}

/**
 * A handle of an app client.
 *
 * @example
 * const { idToken } = await web.signIn(ann)
 */
export class UserPoolClient {
  static {
    Object.defineProperty(this.prototype, handleKey, {
      get(this: UserPoolClient): HandleIdentity<UserPoolClient> {
        return {
          kind: 'user-pool-client',
          home: this.#home,
          withWorld: (world) => new UserPoolClient(world, this.id, this.name, this.poolId),
        }
      },
    })
  }

  /** Its id, which requests name. */
  readonly id: string
  readonly name: string
  /** The id of its pool. */
  readonly poolId: string
  readonly #home: World

  /** @internal */
  constructor(home: World, id: string, name: string, poolId: string) {
    this.#home = home
    this.id = id
    this.name = name
    this.poolId = poolId
  }

  /** Its secret, or undefined. */
  get secret(): string | undefined {
    return this.#stored(this.#world).secret
  }

  /** The calls that named it, oldest first. */
  get calls(): readonly CallRecord[] {
    return this.#world.journal.of<CallRecord>(
      'call',
      ({ service, input }) =>
        service === 'cognitoidp' && Reflect.get(Object(input), 'ClientId') === this.id,
    )
  }

  /**
   * Signs a user in through the service's own flow, triggers included, whatever flows the client
   * allows.
   *
   * @throws an error whose name is that of the challenge where one is left (`NEW_PASSWORD_REQUIRED`,
   *   `SOFTWARE_TOKEN_MFA`), and the service's own errors
   */
  async signIn(user: UserReference, options: SignInOptions = {}): Promise<SignInResult> {
    const world = this.#world
    world.checkWritable()
    const { username } = this.#find(world, user)
    const { password, clientMetadata } = options
    const answer = (await world.call({
      service: 'cognitoidp',
      operation: 'AdminInitiateAuth',
      input: {
        UserPoolId: this.poolId,
        ClientId: this.id,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: username },
      },
      source: 'service',
      run: (state: CognitoState, _input: unknown, context: CallContext) =>
        this.#begin(this.#action(context, state, clientMetadata), username, password),
    })) as AuthAnswer
    const { AuthenticationResult: tokens, ChallengeName: challenge = '' } = answer
    if (!tokens?.IdToken || tokens.RefreshToken === undefined)
      throw Object.assign(
        new Error(`The sign-in of ${username} stops at the challenge ${challenge}.`),
        { name: challenge, session: answer.Session },
      )
    return {
      idToken: tokens.IdToken,
      accessToken: tokens.AccessToken,
      refreshToken: tokens.RefreshToken,
    }
  }

  /**
   * Mints a token without a sign-in: an ID token, or with `use: 'access'` an access token. No
   * trigger runs. `claims` may replace any claim.
   */
  token(user: UserReference, options: MintOptions = {}): string {
    const world = this.#world
    world.checkWritable()
    const state = world.state(cognitoidp)
    const stored = this.#find(world, user)
    const { use = 'id', claims = {}, scopes = [ADMIN_SCOPE], expiresIn } = options
    const client = this.#stored(world)
    const action = this.#action({ world, record: world.journal.root }, state, undefined)
    const scope = scopes.join(' ')
    const source = 'TokenGeneration_Authentication'
    const grant = createGrant(action, stored, { source, scope })
    const facts = {
      grant,
      client,
      user: stored,
      groups: groupsOf(state, stored),
      eventId: client.settings.EnableTokenRevocation
        ? world.ids.uuid('cognito-event')
        : grant.originJti,
      issuedAt: Math.floor(world.clock.now() / 1_000),
    }
    const lifetime =
      expiresIn === undefined
        ? lifetimeOf(client.settings, use)
        : toMilliseconds(expiresIn, 'expiresIn') / 1_000
    const make = use === 'id' ? idClaims : accessClaims
    const own = make(facts, world.ids.uuid('cognito-jti'), lifetime)
    return signToken(action.pool, use, { ...own, ...claims })
  }

  async #begin(
    action: ClientAction,
    username: string,
    password: string | undefined,
  ): Promise<AuthAnswer> {
    if (password !== undefined) return signInByPassword(action, username, password)
    const user = this.#find(action.world, username)
    checkStatus(user)
    await preAuthentication(action, user)
    return proceed(action, this.#find(action.world, username))
  }

  #action(
    { world, record }: Pick<ClientAction, 'world' | 'record'>,
    state: CognitoState,
    metadata: Readonly<Record<string, string>> | undefined,
  ): ClientAction {
    const pool = findPool(state, this.poolId)
    return { world, state, record, pool, client: this.#stored(world), metadata }
  }

  #find(world: World, user: UserReference): StoredUser {
    const name = typeof user === 'string' ? user : user.username
    const state = world.state(cognitoidp)
    const stored = findUser(state, findPool(state, this.poolId), name)
    if (!stored) throw missingUser(name, state.users.values(), this.poolId)
    return stored
  }

  #stored(world: World): StoredClient {
    const { clients } = world.state(cognitoidp)
    const client = clients.get(this.id)
    if (!client)
      throw missingResource(
        'a user pool client',
        this.name,
        [...clients.values()].map(({ settings }) => settings.ClientName),
      )
    return client
  }

  get #world(): World {
    return resolveWorld(this.#home)
  }
}
