/** `createLogGroup` and `region.createLogGroup`. */
import { checkNames, shownValue } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { existingResource, worldOfRegion } from '../../core/handles/look-up.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import { resolveWorld } from '../../core/world/context.ts'
import { isStale } from '../../core/world/generation.ts'
import type { LogGroup } from '../../core/world/log-ports.ts'
import type { World } from '../../core/world/world.ts'
import { GROUP_KIND } from '../groups/names.ts'
import { DAY_MS, RETENTION_DAYS } from '../limits.ts'
import { logs } from '../service.ts'
import { keepGroup, removeGroup, type GroupSettings, type LogGroupClass } from '../state.ts'
import { callLogs } from './call.ts'
import { LogGroupHandle } from './log-group.ts'

/**
 * Options of `createLogGroup`.
 * AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
 */
export interface LogGroupOptions {
  /** How long events are kept: `'7d'`, `'30d'`, ... one of CloudWatch Logs' values. Default: always. */
  readonly retention?: Duration
  /** Default `STANDARD`. Kept and shown. */
  readonly logGroupClass?: LogGroupClass
  /** Default: none. */
  readonly tags?: Readonly<Record<string, string>>
  /** The region that it belongs to. Default: the one that this code runs in. */
  readonly region?: object
}

/**
 * Creates a log group. It belongs to the region that this code runs in, to the option `region`, or
 * to the default region. The group of a function needs no creation: its first run creates it, as on
 * AWS.
 * AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
 *
 * @throws MisuseError when the name is taken, and for options that CloudWatch Logs does not accept
 * @example
 * import { createLogGroup } from 'miniregion'
 *
 * const audit = createLogGroup('/shop/audit', { retention: '30d' })
 * audit.put({ user: 'ann', action: 'login' })
 * audit.filter('{ $.action = "login" }').length // 1
 */
export const createLogGroup = (name: string, options: LogGroupOptions = {}): LogGroup =>
  createLogGroupIn(worldOfRegion(options.region, 'createLogGroup()'), name, options)

export function createLogGroupIn(
  home: World,
  name: string,
  options: LogGroupOptions = {},
): LogGroup {
  const world = resolveWorld(home)
  world.checkWritable()
  const caller = `createLogGroup('${String(name)}')`
  checkNames(options, caller, ['retention', 'logGroupClass', 'tags', 'region'])
  const { logGroupClass, tags } = options
  const retentionInDays = toDays(options.retention, caller)
  const state = world.state(logs)
  const existing = state.groups.get(name)
  if (existing?.declared) {
    if (!isStale(existing, world)) {
      throw existingResource(GROUP_KIND.noun, name, `region.logGroup('${name}')`)
    }
    removeGroup(state, name)
  }
  callLogs(world, caller, 'CreateLogGroup', {
    logGroupName: name,
    ...(logGroupClass !== undefined && { logGroupClass }),
    ...(tags !== undefined && { tags }),
  })
  const created = state.groups.get(name)
  if (created?.declared) {
    const declared: GroupSettings = { ...created.declared, retentionInDays }
    keepGroup(state, { ...created, retentionInDays, declared })
  }
  return new LogGroupHandle(world, name)
}

function toDays(retention: Duration | undefined, caller: string): number | undefined {
  if (retention === undefined) return undefined
  const days = toMilliseconds(retention, 'retention') / DAY_MS
  if (RETENTION_DAYS.includes(days)) return days
  throw new MisuseError(
    `${caller} received retention: ${shownValue(retention)}.`,
    `a number of days that CloudWatch Logs has: ${RETENTION_DAYS.map((each) => `'${each}d'`).join(', ')}`,
  )
}
