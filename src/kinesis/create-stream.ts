/** `createStream`, and its options. */
import { checkNames, shownValue } from '../core/checks.ts'
import { MisuseError } from '../core/errors.ts'
import { existingResource, worldOfRegion } from '../core/handles/look-up.ts'
import { NO_TAGS, pairsOfMap, toTags } from '../core/resources/tags.ts'
import { toMilliseconds, type Duration } from '../core/time/duration.ts'
import { isStale } from '../core/world/generation.ts'
import { resolveWorld } from '../core/world/context.ts'
import type { World } from '../core/world/world.ts'
import { KinesisStream } from './handle.ts'
import { LEAST_RETENTION_HOURS, MOST_RETENTION_HOURS, ON_DEMAND_SHARDS } from './limits.ts'
import { named } from './operations/streams/named-stream.ts'
import { tagPolicyOf } from './operations/tags/tag-policy.ts'
import { kinesis } from './service.ts'
import { newStream, replaceStream, type StreamMode, type StreamSettings } from './state.ts'

/** Options of `createStream`. */
export interface StreamOptions {
  /** The number of shards. Default 1, and 4 for `streamMode: 'ON_DEMAND'`. */
  readonly shards?: number
  /** `PROVISIONED` (default) or `ON_DEMAND`. */
  readonly streamMode?: StreamMode
  /** How long records are kept: `'24h'` (default) to `'365d'`, in whole hours. */
  readonly retentionPeriod?: Duration
  readonly tags?: Readonly<Record<string, string>>
  /** The region that it belongs to. Default: the one that this code runs in. */
  readonly region?: object
}

const OPTIONS = ['shards', 'streamMode', 'retentionPeriod', 'tags', 'region']
const MODES: readonly unknown[] = ['PROVISIONED', 'ON_DEMAND']
const HOUR_MS = 3_600_000

/**
 * Creates a Kinesis data stream, which is active at once. It belongs to the region that this code
 * runs in, to the option `region`, or to the default region.
 * AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html
 *
 * @throws MisuseError when the name is taken, and for options that Kinesis does not accept
 * @example
 * import { createStream } from 'miniregion'
 *
 * const clicks = createStream('clicks', { shards: 2 })
 * clicks.put({ page: '/' }, 'ann')
 */
export const createStream = (name: string, options: StreamOptions = {}): KinesisStream =>
  createStreamIn(worldOfRegion(options.region, 'createStream()'), name, options)

export function createStreamIn(
  home: World,
  name: string,
  options: StreamOptions = {},
): KinesisStream {
  const world = resolveWorld(home)
  world.checkWritable()
  const { settings, shards } = checked(world, name, options)
  const state = world.state(kinesis)
  const existing = state.streams.get(name)
  if (existing && !isStale(existing, world)) {
    throw existingResource('a stream', name, `region.stream('${name}')`)
  }
  replaceStream(state, newStream(state, world, name, settings, shards))
  return new KinesisStream(world, name)
}

function checked(
  world: World,
  name: string,
  options: StreamOptions,
): { readonly settings: StreamSettings; readonly shards: number } {
  // AWS: API_CreateStream.html.
  if (typeof name !== 'string' || !/^[\w.-]{1,128}$/.test(name)) {
    throw new MisuseError(
      `createStream() received the name ${shownValue(name)}.`,
      '1 to 128 letters, digits and any of _ . -',
    )
  }
  const caller = `createStream('${name}')`
  checkNames(options, caller, OPTIONS)
  const { streamMode: mode = 'PROVISIONED', tags, retentionPeriod = '24h' } = options
  if (!MODES.includes(mode)) {
    throw new MisuseError(
      `${caller} received streamMode: ${shownValue(mode)}.`,
      "'PROVISIONED' or 'ON_DEMAND'",
    )
  }
  const shards = options.shards ?? (mode === 'ON_DEMAND' ? ON_DEMAND_SHARDS : 1)
  if (!Number.isInteger(shards) || shards < 1) {
    throw new MisuseError(
      `${caller} received shards: ${shownValue(shards)}.`,
      'a whole number from 1',
    )
  }
  const policy = tagPolicyOf(named(name, world))
  return {
    shards,
    settings: {
      mode,
      retentionHours: toHours(retentionPeriod, caller),
      tags: tags === undefined ? NO_TAGS : toTags(pairsOfMap(tags), policy),
      keyId: undefined,
      metrics: [],
      maxRecordKiB: undefined,
    },
  }
}

function toHours(retention: Duration, caller: string): number {
  const hours = toMilliseconds(retention, 'retentionPeriod') / HOUR_MS
  if (Number.isInteger(hours) && hours >= LEAST_RETENTION_HOURS && hours <= MOST_RETENTION_HOURS) {
    return hours
  }
  throw new MisuseError(
    `${caller} received retentionPeriod: ${shownValue(retention)}.`,
    "whole hours from '24h' to '365d'",
  )
}
