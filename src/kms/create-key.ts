/** `createKey`, and its options. */
import { checkNames } from '../core/checks.ts'
import { isServiceError, MisuseError } from '../core/errors.ts'
import { existingResource, worldOfRegion } from '../core/handles/look-up.ts'
import { isStale } from '../core/world/generation.ts'
import { resolveWorld } from '../core/world/context.ts'
import type { World } from '../core/world/world.ts'
import { Key } from './handle.ts'
import { KEY_SPECS, type KeySpec, type KeyUsage } from './key-specs.ts'
import { kms } from './service.ts'

/**
 * Options of `createKey`.
 * AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
 */
export interface KeyOptions {
  /** Default `SYMMETRIC_DEFAULT`. */
  readonly spec?: KeySpec
  /** Default: the only usage of the spec; `ENCRYPT_DECRYPT` for RSA. */
  readonly usage?: KeyUsage
  /** Default: none. */
  readonly description?: string
  /** A key policy as JSON text, which is kept. Default: AWS's. */
  readonly policy?: string
  /** Default: none. */
  readonly tags?: Readonly<Record<string, string>>
  /** The region that it belongs to. Default: the one that this code runs in. */
  readonly region?: object
}

const OPTIONS = ['spec', 'usage', 'description', 'policy', 'tags', 'region']

/**
 * Creates a key of Key Management Service with an alias. It belongs to the region that this code
 * runs in, to the option `region`, or to the default region.
 * AWS: https://docs.aws.amazon.com/kms/latest/developerguide/overview.html
 *
 * @throws MisuseError when the alias is taken, and for names that KMS does not accept
 * @example
 * import { createKey } from 'miniregion'
 *
 * const key = createKey('alias/shop')
 * console.log(key.arn) // arn:aws:kms:us-east-1:123456789012:key/...
 */
export const createKey = (alias: string, options: KeyOptions = {}): Key =>
  createKeyIn(worldOfRegion(options.region, 'createKey()'), alias, options)

export function createKeyIn(home: World, alias: string, options: KeyOptions = {}): Key {
  const world = resolveWorld(home)
  world.checkWritable()
  const caller = `createKey('${String(alias)}')`
  checkNames(options, caller, OPTIONS)
  const state = world.state(kms)
  const existing = state.aliases.get(alias)
  if (existing && !isStale(existing, world)) {
    throw existingResource('a key', alias, `region.key('${alias}')`)
  }
  if (existing) {
    state.aliases.delete(alias)
    state.keys.delete(existing.keyId)
  }
  const { spec = 'SYMMETRIC_DEFAULT', usage, description, policy, tags = {} } = options
  const [onlyUsage] = Object.hasOwn(KEY_SPECS, spec) ? KEY_SPECS[spec].usages : []
  const created = call(world, caller, 'CreateKey', {
    KeySpec: spec,
    KeyUsage: usage ?? onlyUsage,
    Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    ...(description !== undefined && { Description: description }),
    ...(policy !== undefined && { Policy: policy }),
  }) as { readonly KeyMetadata: { readonly KeyId: string } }
  const { KeyId } = created.KeyMetadata
  try {
    call(world, caller, 'CreateAlias', { AliasName: alias, TargetKeyId: KeyId })
  } catch (error) {
    state.keys.delete(KeyId)
    throw error
  }
  declare(world, KeyId, alias)
  return new Key(world, KeyId)
}

/** Lets a reset keep the key and its alias. */
function declare(world: World, id: string, alias: string): void {
  const { keys, aliases } = world.state(kms)
  const key = keys.get(id)
  const name = aliases.get(alias)
  if (key) keys.set(id, { ...key, declared: key })
  if (name) aliases.set(alias, { ...name, declared: name })
}

/** Makes a call without a record. Its refusals are slips of the test. */
function call(world: World, caller: string, operation: string, input: object): unknown {
  try {
    return world.callSync({ service: 'kms', operation, input, source: 'service' })
  } catch (error) {
    if (!isServiceError(error)) throw error
    throw new MisuseError(
      `${caller} was refused: ${error.message}`,
      "an alias such as 'alias/shop', and options that AWS takes",
    )
  }
}
