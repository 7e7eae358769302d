/** `group.subscribe` and `group.addMetricFilter`. */
import { letIn } from '../../core/delivery/sender.ts'
import { logsFor } from '../groups/names.ts'
import { checkNames } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { parseArn } from '../../core/arn.ts'
import { FUNCTION_KIND } from '../../core/resources/kinds.ts'
import { toReference } from '../../core/resources/reference.ts'
import type { ResourceKind } from '../../core/resources/resource-kind.ts'
import type {
  LogFilter,
  LogSubscriptionOptions,
  MetricFilterOptions,
} from '../../core/world/log-ports.ts'
import type { World } from '../../core/world/world.ts'
import { logs } from '../service.ts'
import { keepGroup } from '../state.ts'
import { callLogs } from './call.ts'

const STREAM: ResourceKind = {
  kind: 'stream',
  noun: 'a Kinesis data stream',
  arn: { service: 'kinesis', type: 'stream' },
}

export function subscribe(
  world: World,
  group: string,
  target: unknown,
  options: LogSubscriptionOptions,
): LogFilter {
  const caller = `${group}.subscribe()`
  checkNames(options, caller, ['filterPattern', 'filterName'])
  const reference = toReference(target, [FUNCTION_KIND, STREAM], {
    world,
    caller,
    option: 'target',
    bareName: 'function',
  })
  const { arn, name, kind } = reference
  const { filterPattern = '', filterName = name } = options
  if (kind === 'function' && group === `/aws/lambda/${name}`) {
    throw new MisuseError(
      `${caller} received the function '${name}', whose own log this is.`,
      'another function: it would be invoked for each of its own lines, without end',
    )
  }
  if (kind === 'function') letIn(world, arn, logsFor(world.options, group))
  callLogs(world, caller, 'PutSubscriptionFilter', {
    logGroupName: group,
    filterName,
    filterPattern,
    destinationArn: arn,
    ...(kind === 'stream' && { roleArn: roleFor(arn) }),
  })
  declare(world, group)
  return handleOf(world, group, filterName, 'DeleteSubscriptionFilter')
}

/** The role that AWS's console would create. */
const roleFor = (arn: string): string =>
  `arn:aws:iam::${parseArn(arn)?.account ?? ''}:role/CWLtoKinesisRole`

const METRIC_OPTIONS = [
  'filterPattern',
  'metricNamespace',
  'metricName',
  'metricValue',
  'defaultValue',
  'unit',
  'dimensions',
]

export function addMetricFilter(
  world: World,
  group: string,
  filterName: string,
  options: MetricFilterOptions,
): LogFilter {
  const caller = `${group}.addMetricFilter()`
  checkNames(options, caller, METRIC_OPTIONS)
  const { filterPattern, metricValue = '1', ...rest } = options
  callLogs(world, caller, 'PutMetricFilter', {
    logGroupName: group,
    filterName,
    filterPattern,
    metricTransformations: [{ metricValue, ...rest }],
  })
  declare(world, group)
  return handleOf(world, group, filterName, 'DeleteMetricFilter')
}

/** A reset keeps the filters that the test's own code made. */
function declare(world: World, name: string): void {
  const state = world.state(logs)
  const group = state.groups.get(name)
  if (!group) return
  const { metricFilters, subscriptionFilters, declared = group } = group
  keepGroup(state, { ...group, declared: { ...declared, metricFilters, subscriptionFilters } })
}

const handleOf = (
  world: World,
  logGroupName: string,
  filterName: string,
  operation: 'DeleteMetricFilter' | 'DeleteSubscriptionFilter',
): LogFilter => ({
  name: filterName,
  delete() {
    callLogs(world, `${filterName}.delete()`, operation, { logGroupName, filterName })
    declare(world, logGroupName)
  },
})
