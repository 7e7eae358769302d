/** `IdentityPool`, the handle of an identity pool, and `createIdentityPool`. */
import { checkNames, nameOf } from '../../core/checks.ts'
import { isServiceError, MisuseError } from '../../core/errors.ts'
import { existingResource, missingResource, worldOfRegion } from '../../core/handles/look-up.ts'
import {
  homeOf,
  ResourceHandle,
  worldOf,
  type HandleDescription,
} from '../../core/handles/resource-handle.ts'
import { runQuietly } from '../../core/handles/run-quietly.ts'
import type { CallRecord } from '../../core/journal.ts'
import { buildArn } from '../../core/resources/arn-form.ts'
import { isStale } from '../../core/world/generation.ts'
import { resolveWorld } from '../../core/world/context.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { operations } from '../operations/index.ts'
import { removePool } from '../operations/pools.ts'
import { cognitoidentity } from '../service.ts'
import type { RoleMapping } from '../state.ts'

/** A client of a user pool: `users.addClient('web')`. */
export interface LoginClient {
  readonly id: string
  readonly poolId: string
}

/** A role by its handle, name or ARN. */
export type RoleReference = string | { readonly arn: string }

/**
 * Options of `createIdentityPool`.
 * AWS: https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CreateIdentityPool.html
 */
export interface IdentityPoolOptions {
  /** The clients whose ID tokens it takes. Default: none. */
  readonly userPool?: LoginClient | readonly LoginClient[]
  /** The role of signed-in users. Default: none. */
  readonly authenticatedRole?: RoleReference
  /** The role of everyone else, who are refused without it. */
  readonly unauthenticatedRole?: RoleReference
  /** Whether everyone else gets an identity. Default: whether `unauthenticatedRole` is given. */
  readonly allowUnauthenticatedIdentities?: boolean
  /** Roles by the groups or claims of a token, for all clients. Default: `authenticatedRole`. */
  readonly roleMapping?: RoleMapping
  /** Default: not said. */
  readonly allowClassicFlow?: boolean
  /** The region that it belongs to. Default: the one that this code runs in. */
  readonly region?: object
}

const OPTIONS: Readonly<Record<keyof IdentityPoolOptions, true>> = {
  userPool: true,
  authenticatedRole: true,
  unauthenticatedRole: true,
  allowUnauthenticatedIdentities: true,
  roleMapping: true,
  allowClassicFlow: true,
  region: true,
}

const POOL: HandleDescription = {
  kind: 'identity-pool',
  noun: 'an identity pool',
  arn: { service: 'cognito-identity', type: 'identitypool' },
  open: (world, handle) => new IdentityPool(world, (handle as IdentityPool).id, handle.name),
}

/** An identity of a pool. */
export interface IdentityRecord {
  readonly id: string
  /** The subjects of its logins, by provider. Empty for an identity of nobody. */
  readonly logins: Readonly<Record<string, string>>
  /** Milliseconds since 1970, by the region's clock. */
  readonly createdAt: number
}

/**
 * A handle of an identity pool. It prints as its ARN.
 *
 * @example
 * const identities = createIdentityPool('app', { userPool: web, authenticatedRole: 'app-user' })
 * identities.id // us-east-1:...
 */
export class IdentityPool extends ResourceHandle {
  /** Its id, which clients name: `us-east-1:3f1d2c4b-...` */
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

  /** All identities, in the order of creation. */
  get identities(): readonly IdentityRecord[] {
    const { identities } = worldOf(this).state(cognitoidentity)
    return [...identities.values()]
      .filter(({ poolId }) => poolId === this.id)
      .map(({ id, logins, createdAt }) => ({ id, logins, createdAt }))
  }

  /** Every call that named the pool or one of its identities, oldest first. */
  get calls(): readonly CallRecord[] {
    const world = worldOf(this)
    const { identities } = world.state(cognitoidentity)
    return world.journal.of<CallRecord>('call', ({ service, resource, input }) => {
      if (service !== 'cognitoidentity') return false
      const id: unknown = Reflect.get(Object(input), 'IdentityId')
      return (
        resource === this.id || (typeof id === 'string' && identities.get(id)?.poolId === this.id)
      )
    })
  }
}

/**
 * Creates an identity pool of Amazon Cognito. It belongs to the region that this code runs in, to the
 * option `region`, or to the default region.
 * AWS: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-identity.html
 *
 * @throws MisuseError when the name is taken, and for options that Cognito does not accept
 * @example
 * import { createIdentityPool, createUserPool } from 'miniregion'
 *
 * const web = createUserPool('shop').addClient('web')
 * const identities = createIdentityPool('app', { userPool: web, authenticatedRole: 'app-user' })
 */
export const createIdentityPool = (name: string, options: IdentityPoolOptions = {}): IdentityPool =>
  createIdentityPoolIn(worldOfRegion(options.region, 'createIdentityPool()'), name, options)

export function createIdentityPoolIn(
  home: World,
  name: string,
  options: IdentityPoolOptions = {},
): IdentityPool {
  const world = resolveWorld(home)
  world.checkWritable()
  const caller = `createIdentityPool('${String(name)}')`
  checkNames(options, caller, Object.keys(OPTIONS))
  const state = world.state(cognitoidentity)
  const existing = [...state.pools.values()].find((pool) => pool.name === name)
  if (existing && !isStale(existing, world))
    throw existingResource('an identity pool', name, `region.identityPool('${name}')`)
  if (existing) removePool(state, existing.id)
  const { unauthenticatedRole, authenticatedRole, roleMapping, allowClassicFlow } = options
  const providers = toClients(options.userPool, caller).map(toProvider)
  const created = run(world, caller, 'CreateIdentityPool', {
    IdentityPoolName: name,
    AllowUnauthenticatedIdentities:
      options.allowUnauthenticatedIdentities ?? unauthenticatedRole !== undefined,
    ...(allowClassicFlow !== undefined && { AllowClassicFlow: allowClassicFlow }),
    CognitoIdentityProviders: providers,
  })
  const id = String(created['IdentityPoolId'])
  const mapped = roleMapping
    ? providers.map(({ ProviderName, ClientId }) => [`${ProviderName}:${ClientId}`, roleMapping])
    : []
  run(world, caller, 'SetIdentityPoolRoles', {
    IdentityPoolId: id,
    Roles: {
      ...(authenticatedRole !== undefined && {
        authenticated: toRoleArn(world, authenticatedRole),
      }),
      ...(unauthenticatedRole !== undefined && {
        unauthenticated: toRoleArn(world, unauthenticatedRole),
      }),
    },
    RoleMappings: Object.fromEntries(mapped),
  })
  const pool = state.pools.get(id)
  if (pool) state.pools.set(id, { ...pool, declared: pool })
  return new IdentityPool(home, id, name)
}

function toClients(
  given: LoginClient | readonly LoginClient[] | undefined,
  caller: string,
): readonly LoginClient[] {
  const list: readonly unknown[] =
    given === undefined ? [] : Array.isArray(given) ? (given as unknown[]) : [given]
  for (const client of list) {
    const poolId: unknown = Reflect.get(Object(client), 'poolId')
    if (typeof poolId === 'string') continue
    throw new MisuseError(
      `${caller} received ${nameOf(client)} as its userPool.`,
      "a client of a user pool: users.addClient('web')",
    )
  }
  return list as readonly LoginClient[]
}

const toProvider = ({ id, poolId }: LoginClient): { ProviderName: string; ClientId: string } => {
  const region = poolId.slice(0, poolId.indexOf('_'))
  return { ProviderName: `cognito-idp.${region}.amazonaws.com/${poolId}`, ClientId: id }
}

function toRoleArn({ options }: World, role: RoleReference): string {
  const text = typeof role === 'string' ? role : role.arn
  return text.startsWith('arn:') ? text : `arn:aws:iam::${options.accountId}:role/${text}`
}

function run(
  world: World,
  caller: string,
  name: string,
  input: object,
): Readonly<Record<string, unknown>> {
  try {
    const operation = operations[name] as Operation
    return runQuietly(world, cognitoidentity, operation, input) as Record<string, unknown>
  } catch (error) {
    if (!isServiceError(error)) throw error
    throw new MisuseError(`${caller} was refused: ${error.message}`, 'options that Cognito takes')
  }
}

/**
 * Returns the handle of an identity pool: `region.identityPool(idOrName)`.
 *
 * @throws MisuseError when the pool does not exist
 */
export function identityPoolHandle(home: World, name: string): IdentityPool {
  const pools = [...resolveWorld(home).state(cognitoidentity).pools.values()]
  const pool = pools.find((each) => each.id === name || each.name === name)
  if (pool) return new IdentityPool(home, pool.id, pool.name)
  throw missingResource(
    'an identity pool',
    name,
    pools.map((each) => each.name),
  )
}
