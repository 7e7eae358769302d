/** The handle of a log group. */
import { checkNames, nameOf } from '../../core/checks.ts'
import { isServiceError, MisuseError } from '../../core/errors.ts'
import { missingResource } from '../../core/handles/look-up.ts'
import { toText } from '../../core/handles/message-input.ts'
import { worldOf, writableWorldOf } from '../../core/handles/resource-handle.ts'
import { ServiceHandle, type ServiceHandleDescription } from '../../core/handles/service-handle.ts'
import { resolveWorld } from '../../core/world/context.ts'
import type {
  LogEvent,
  LogFilter,
  LogFilterOptions,
  LogGroup,
  LogGroupOperation,
  LogSubscriptionOptions,
  MetricFilterOptions,
  PutLogOptions,
} from '../../core/world/log-ports.ts'
import type { World } from '../../core/world/world.ts'
import { allGroups, groupOf, streamsOf } from '../groups/find.ts'
import { GROUP_KIND, groupNameIn } from '../groups/names.ts'
import { comparePositions } from '../groups/viewed-event.ts'
import { parsePattern } from '../patterns/parse-pattern.ts'
import { logs } from '../service.ts'
import { callLogs } from './call.ts'
import { addMetricFilter, subscribe } from './filters.ts'
import { toLogEvent, withoutPrefix } from './log-event.ts'
import { toTime } from '../../core/handles/times.ts'

const OPERATIONS: Readonly<Record<LogGroupOperation, true>> = {
  CreateLogGroup: true,
  CreateLogStream: true,
  DeleteLogGroup: true,
  DeleteLogStream: true,
  DeleteMetricFilter: true,
  DeleteRetentionPolicy: true,
  DeleteSubscriptionFilter: true,
  DescribeLogStreams: true,
  DescribeMetricFilters: true,
  DescribeSubscriptionFilters: true,
  FilterLogEvents: true,
  GetLogEvents: true,
  PutLogEvents: true,
  PutMetricFilter: true,
  PutRetentionPolicy: true,
  PutSubscriptionFilter: true,
}

const DESCRIPTION: ServiceHandleDescription = {
  ...GROUP_KIND,
  service: 'logs',
  operations: Object.keys(OPERATIONS),
  open: (world, { name }) => new LogGroupHandle(world, name),
}

/** The only implementation of `LogGroup`. */
export class LogGroupHandle extends ServiceHandle<LogGroupOperation> implements LogGroup {
  /** Made by `createLogGroup`, `region.createLogGroup`, `region.logGroup` and `fn.logGroup`. */
  constructor(home: World, name: string) {
    super(DESCRIPTION, home, name)
  }

  get events(): readonly LogEvent[] {
    return this.#streams()
      .flatMap(({ events }) => events)
      .sort(comparePositions)
      .map(toLogEvent)
  }

  get streams(): readonly string[] {
    return this.#streams().map(({ name }) => name)
  }

  filter(pattern: string, options: LogFilterOptions = {}): readonly LogEvent[] {
    const caller = `${this.name}.filter()`
    checkNames(options, caller, ['stream', 'from', 'to'])
    const { stream } = options
    const from = toTime(options.from, caller, 'from') ?? 0
    const to = toTime(options.to, caller, 'to') ?? Infinity
    const { match } = this.#parse(pattern, caller)
    return this.events.filter(
      (event) =>
        (stream === undefined || event.stream === stream) &&
        event.at >= from &&
        event.at < to &&
        (match(event.message) ?? match(withoutPrefix(event.message))) !== undefined,
    )
  }

  put(messages: unknown, options: PutLogOptions = {}): void {
    const world = writableWorldOf(this)
    const caller = `${this.name}.put()`
    checkNames(options, caller, ['stream'])
    const { stream: logStreamName = 'default' } = options
    const state = world.state(logs)
    const group = groupOf(state, world, this.name)
    if (!group) throw missingGroup(world, this.name)
    const timestamp = world.clock.now()
    const list: readonly unknown[] = Array.isArray(messages) ? messages : [messages]
    const logEvents = list.map((one) => ({ timestamp, message: toText(one, caller) }))
    const names = { logGroupName: this.name, logStreamName }
    if (!streamsOf(state, world, group).some(({ name }) => name === logStreamName)) {
      callLogs(world, caller, 'CreateLogStream', names)
    }
    callLogs(world, caller, 'PutLogEvents', { ...names, logEvents })
  }

  subscribe(
    target: { readonly arn: string } | string,
    options: LogSubscriptionOptions = {},
  ): LogFilter {
    return subscribe(writableWorldOf(this), this.name, target, options)
  }

  addMetricFilter(name: string, options: MetricFilterOptions): LogFilter {
    return addMetricFilter(writableWorldOf(this), this.name, name, options)
  }

  #streams(): ReturnType<typeof streamsOf> {
    const world = worldOf(this)
    const state = world.state(logs)
    const group = groupOf(state, world, this.name)
    if (group) return streamsOf(state, world, group)
    // The group of a function that has not run yet.
    if (world.ports.functionLogs?.groups().includes(this.name) === true) return []
    throw missingGroup(world, this.name)
  }

  #parse(pattern: string, caller: string): ReturnType<typeof parsePattern> {
    if (typeof pattern !== 'string') {
      throw new MisuseError(`${caller} received ${nameOf(pattern)}.`, 'a filter pattern')
    }
    try {
      return parsePattern(pattern)
    } catch (error) {
      if (!isServiceError(error)) throw error
      throw new MisuseError(
        `${caller} was refused: ${error.message}.`,
        'a filter pattern',
        'Text with other characters than letters, digits and _ needs quotation marks: \'"[ERROR]"\'.',
      )
    }
  }
}

const missingGroup = (world: World, name: string): MisuseError => {
  const known = [
    ...allGroups(world.state(logs), world).map((group) => group.name),
    ...(world.ports.functionLogs?.groups() ?? []),
  ]
  return missingResource(GROUP_KIND.noun, name, new Set(known))
}

/**
 * Returns the handle of a log group by name or ARN.
 *
 * @throws MisuseError when no group has it and no function writes to it
 */
export function logGroupHandle(home: World, nameOrArn: string): LogGroup {
  if (typeof nameOrArn !== 'string') {
    throw new MisuseError(`region.logGroup() received ${nameOf(nameOrArn)}.`, "a log group's name")
  }
  const world = resolveWorld(home)
  const name = groupNameIn(nameOrArn)
  const isKnown =
    groupOf(world.state(logs), world, name) !== undefined ||
    world.ports.functionLogs?.groups().includes(name) === true
  if (!isKnown) throw missingGroup(world, nameOrArn)
  return new LogGroupHandle(home, name)
}
