/** `createSecret`, and its options. */
import { checkNames } from '../core/checks.ts'
import { MisuseError } from '../core/errors.ts'
import { existingResource, worldOfRegion } from '../core/handles/look-up.ts'
import { FUNCTION_KIND } from '../core/resources/kinds.ts'
import { toReference } from '../core/resources/reference.ts'
import type { FunctionReference } from '../core/world/ports.ts'
import { isStale } from '../core/world/generation.ts'
import { resolveWorld } from '../core/world/context.ts'
import type { World } from '../core/world/world.ts'
import { callFor, Secret, toMembers } from './handle.ts'
import { letRotate, schedule, toRotation } from './rotation.ts'
import { secretsmanager } from './service.ts'
import type { StoredSecret } from './state.ts'

/**
 * Options of `createSecret`.
 * AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
 */
export interface SecretOptions {
  /** Default: none. */
  readonly description?: string
  /** Kept and shown. Default: the account's key for Secrets Manager. */
  readonly kmsKeyId?: string
  /**
   * The function that rotates the secret: its handle, name or ARN. With `everyDays` it rotates on
   * the clock, otherwise when RotateSecret is called.
   */
  readonly rotation?:
    | string
    | FunctionReference
    | { readonly function: string | FunctionReference; readonly everyDays?: number }
  /** Default: none. */
  readonly tags?: Readonly<Record<string, string>>
  /** The region that it belongs to. Default: the one that this code runs in. */
  readonly region?: object
}

const OPTIONS = ['description', 'kmsKeyId', 'rotation', 'tags', 'region']

/**
 * Creates a secret. Objects become JSON text, bytes a binary. It belongs to the region that this
 * code runs in, to the option `region`, or to the default region.
 * AWS: https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html
 *
 * @throws MisuseError when the name is taken, and for names and values that AWS does not accept
 * @example
 * import { createSecret } from 'miniregion'
 *
 * const db = createSecret('shop/db', { user: 'ann', password: 'hush' })
 * console.log(db.value) // {"user":"ann","password":"hush"}
 */
export const createSecret = (name: string, value: unknown, options: SecretOptions = {}): Secret =>
  createSecretIn(worldOfRegion(options.region, 'createSecret()'), name, value, options)

export function createSecretIn(
  home: World,
  name: string,
  value: unknown,
  options: SecretOptions = {},
): Secret {
  const world = resolveWorld(home)
  world.checkWritable()
  const caller = `createSecret('${String(name)}')`
  checkNames(options, caller, OPTIONS)
  if (value === undefined || typeof value === 'function') {
    throw new MisuseError(`${caller} received ${typeof value} as its value.`, 'text, bytes or JSON')
  }
  const state = world.state(secretsmanager)
  const existing = state.secrets.get(name)
  if (existing && !isStale(existing, world)) {
    throw existingResource('a secret', name, `region.secret('${name}')`)
  }
  if (existing) state.secrets.delete(name)
  const { description, kmsKeyId, tags = {}, rotation } = options
  callFor(world, caller, 'CreateSecret', {
    Name: name,
    ClientRequestToken: world.ids.uuid('secret-version'),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    ...(description !== undefined && { Description: description }),
    ...(kmsKeyId !== undefined && { KmsKeyId: kmsKeyId }),
    ...toMembers(value),
  })
  const created = state.secrets.get(name)
  if (created) {
    const stored = rotation === undefined ? created : rotating(world, caller, created, rotation)
    state.secrets.set(name, { ...stored, declared: stored })
    if (rotation !== undefined) schedule(world, state, stored)
  }
  return new Secret(world, name)
}

function rotating(
  world: World,
  caller: string,
  secret: StoredSecret,
  option: NonNullable<SecretOptions['rotation']>,
): StoredSecret {
  const isObject = typeof option === 'object' && 'function' in option
  const fn = isObject ? option.function : option
  const { arn } = toReference(fn, [FUNCTION_KIND], { world, caller, option: 'rotation' })
  letRotate(world, arn, secret.arn)
  const days = isObject ? option.everyDays : undefined
  const rules = days === undefined ? {} : { AutomaticallyAfterDays: days }
  return { ...secret, rotation: toRotation(arn, rules, undefined, world.clock.now()) }
}
