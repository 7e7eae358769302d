/** `createUserPool`, and the look-up of pools. */
import { letIn } from '../../core/delivery/sender.ts'
import { cognitoFor } from '../triggers/run-trigger.ts'
import { existingResource, missingResource, worldOfRegion } from '../../core/handles/look-up.ts'
import { isStale } from '../../core/world/generation.ts'
import { resolveWorld } from '../../core/world/context.ts'
import type { World } from '../../core/world/world.ts'
import { removePool } from '../operations/pools.ts'
import { cognitoidp } from '../service.ts'
import { callFor } from './call.ts'
import { checkOptions, toCreateInput, toMfaMethods, type UserPoolOptions } from './options.ts'
import { UserPool } from './user-pool.ts'

/**
 * Creates a user pool of Amazon Cognito. It belongs to the region that this code runs in, to the
 * option `region`, or to the default region.
 * AWS: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools.html
 *
 * @throws MisuseError when the name is taken, and for options that Cognito does not accept
 * @example
 * import { createUserPool } from 'miniregion'
 *
 * const users = createUserPool('shop', { signInAliases: ['email'] })
 * console.log(users.issuer) // https://cognito-idp.us-east-1.amazonaws.com/us-east-1_...
 */
export const createUserPool = (name: string, options: UserPoolOptions = {}): UserPool =>
  createUserPoolIn(worldOfRegion(options.region, 'createUserPool()'), name, options)

export function createUserPoolIn(
  home: World,
  name: string,
  options: UserPoolOptions = {},
): UserPool {
  const world = resolveWorld(home)
  world.checkWritable()
  const caller = `createUserPool('${String(name)}')`
  checkOptions(options, caller)
  const state = world.state(cognitoidp)
  const existing = [...state.pools.values()].find((pool) => pool.name === name)
  if (existing && !isStale(existing, world))
    throw existingResource('a user pool', name, `region.userPool('${name}')`)
  if (existing) removePool(state, existing.id)
  const input = toCreateInput(world, name, options, caller)
  const expected = 'options that Cognito takes'
  const made = callFor(world, caller, 'CreateUserPool', input, expected)
  const id = String(Reflect.get(Object(made['UserPool']), 'Id'))
  if (options.domain !== undefined) {
    const domain = { UserPoolId: id, Domain: options.domain }
    callFor(world, caller, 'CreateUserPoolDomain', domain, expected)
    const stored = state.domains.get(options.domain)
    if (stored) state.domains.set(stored.domain, { ...stored, declared: stored })
  }
  const created = state.pools.get(id)
  if (created) {
    const pool = { ...created, mfaMethods: toMfaMethods(options) }
    state.pools.set(id, { ...pool, declared: pool })
    for (const fn of functionsOf(pool.settings.LambdaConfig)) letIn(world, fn, cognitoFor(pool.arn))
  }
  return new UserPool(home, id, name)
}

/**
 * Returns the handle of a user pool: `region.userPool(idOrName)`.
 *
 * @throws MisuseError when the pool does not exist
 */
export function userPoolHandle(home: World, name: string): UserPool {
  const pools = [...resolveWorld(home).state(cognitoidp).pools.values()]
  const pool = pools.find((each) => each.id === name || each.arn === name || each.name === name)
  if (pool) return new UserPool(home, pool.id, pool.name)
  throw missingResource(
    'a user pool',
    name,
    pools.map((each) => each.name),
  )
}

/** The functions that a pool's configuration names. */
const functionsOf = (config: object): ReadonlySet<string> =>
  new Set(Object.values(config).filter((value): value is string => typeof value === 'string'))
