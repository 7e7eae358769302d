/** `createParameter`, and its options. */
import { checkNames, nameOf } from '../core/checks.ts'
import { MisuseError } from '../core/errors.ts'
import { existingResource, worldOfRegion } from '../core/handles/look-up.ts'
import { isStale } from '../core/world/generation.ts'
import { resolveWorld } from '../core/world/context.ts'
import type { World } from '../core/world/world.ts'
import { Parameter, putParameterFor, toText } from './handle.ts'
import { ssm } from './service.ts'
import type { ParameterTier, ParameterType } from './state.ts'

/**
 * Options of `createParameter`.
 * AWS: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export interface ParameterOptions {
  /** Default `String`, or `StringList` for an array. */
  readonly type?: ParameterType
  /** Default: none. */
  readonly description?: string
  /** Default `Standard`. */
  readonly tier?: ParameterTier
  /** Default `text`. */
  readonly dataType?: 'text' | 'aws:ec2:image' | 'aws:ssm:integration'
  /** A regular expression for the values. Default: any value. */
  readonly allowedPattern?: string
  /** The key of a `SecureString`. Default `alias/aws/ssm`. */
  readonly keyId?: string
  /** Default: none. */
  readonly tags?: Readonly<Record<string, string>>
  /** The region that it belongs to. Default: the one that this code runs in. */
  readonly region?: object
}

const OPTIONS = [
  'type',
  'description',
  'tier',
  'dataType',
  'allowedPattern',
  'keyId',
  'tags',
  'region',
]

/**
 * Creates a parameter of Systems Manager. It belongs to the region that this code runs in, to the
 * option `region`, or to the default region.
 * AWS: https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html
 *
 * @throws MisuseError when the name is taken, and for names and values that AWS does not accept
 * @example
 * import { createParameter } from 'miniregion'
 *
 * const table = createParameter('/shop/table', 'orders')
 * console.log(table.value) // orders
 */
export const createParameter = (
  name: string,
  value: string | readonly string[],
  options: ParameterOptions = {},
): Parameter =>
  createParameterIn(worldOfRegion(options.region, 'createParameter()'), name, value, options)

export function createParameterIn(
  home: World,
  name: string,
  value: string | readonly string[],
  options: ParameterOptions = {},
): Parameter {
  const world = resolveWorld(home)
  world.checkWritable()
  const caller = `createParameter('${String(name)}')`
  checkNames(options, caller, OPTIONS)
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string')
  if (typeof value !== 'string' && !isList) {
    throw new MisuseError(
      `${caller} received ${nameOf(value)} as its value.`,
      'a string or strings',
    )
  }
  const { parameters } = world.state(ssm)
  const existing = parameters.get(name)
  if (existing && !isStale(existing, world)) {
    throw existingResource('a parameter', name, `region.parameter('${name}')`)
  }
  if (existing) parameters.delete(name)
  const { type, description, tier, dataType, allowedPattern, keyId, tags = {} } = options
  putParameterFor(world, caller, {
    Name: name,
    Value: toText(value),
    Type: type ?? (typeof value === 'string' ? 'String' : 'StringList'),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    ...(description !== undefined && { Description: description }),
    ...(tier !== undefined && { Tier: tier }),
    ...(dataType !== undefined && { DataType: dataType }),
    ...(allowedPattern !== undefined && { AllowedPattern: allowedPattern }),
    ...(keyId !== undefined && { KeyId: keyId }),
  })
  const stored = parameters.get(name)
  if (stored) parameters.set(name, { ...stored, declared: stored })
  return new Parameter(world, name)
}
