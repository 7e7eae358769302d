/** PutSubscriptionFilter, DescribeSubscriptionFilters and DeleteSubscriptionFilter. */
import { checkSender } from '../../core/delivery/sender.ts'

import { logsFor } from '../groups/names.ts'
import { parseArn } from '../../core/arn.ts'
import { isServiceError, UnsupportedError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { isForeign } from '../../core/resources/arn-form.ts'
import { andPassing } from '../../core/delivery/pass-role.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { sendControlMessage } from '../filters/deliver.ts'
import { findGroup, updateGroup } from '../groups/find.ts'
import { SUBSCRIPTION_FILTERS } from '../limits.ts'
import { parsePattern } from '../patterns/parse-pattern.ts'
import type { LogsState, SubscriptionFilter } from '../state.ts'
import { accessToGroup } from './access.ts'
import { byName, pageOf, type PageInput } from './page.ts'

interface PutInput {
  readonly logGroupName: string
  readonly filterName: string
  readonly filterPattern: string
  readonly destinationArn: string
  readonly roleArn?: string
  readonly distribution?: 'ByLogStream' | 'Random'
  readonly applyOnTransformedLogs?: boolean
}

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html */
export const putSubscriptionFilter: Operation<
  LogsState,
  PutInput,
  Record<never, never>
> = defineOperation({
  name: 'PutSubscriptionFilter',
  // Without transformers `applyOnTransformedLogs` changes nothing.
  handles: [
    'logGroupName',
    'filterName',
    'filterPattern',
    'destinationArn',
    'roleArn',
    'distribution',
    'applyOnTransformedLogs',
  ],
  access: andPassing(
    accessToGroup('logs:PutSubscriptionFilter'),
    'logs.amazonaws.com',
    ({ roleArn }: { readonly roleArn?: string }) => [roleArn],
  ),
  run(state, input, { world, record }) {
    const { filterName: name, filterPattern, destinationArn, distribution } = input
    const group = findGroup(state, world, input.logGroupName)
    const pattern = parsePattern(filterPattern)
    const { subscriptionFilters } = group
    // Recorded: by LOGS-METRICS, Logs 7.
    if (!subscriptionFilters.has(name) && subscriptionFilters.size >= SUBSCRIPTION_FILTERS) {
      throw errors.limitExceeded()
    }
    checkDestination(world, input, record)
    const filter: SubscriptionFilter = {
      name,
      createdAt: world.clock.now(),
      filterPattern,
      pattern,
      destinationArn,
      roleArn: input.roleArn,
      distribution: distribution ?? 'ByLogStream',
    }
    const changed = new Map(subscriptionFilters).set(name, filter)
    updateGroup(state, group, { subscriptionFilters: changed })
    return {}
  },
})

/** AWS reaches the destination once before it answers. */
function checkDestination(
  world: World,
  { destinationArn, roleArn, logGroupName }: PutInput,
  cause: JournalRecord,
): void {
  const arn = parseArn(destinationArn)
  if (!arn) throw errors.invalidDestination()
  if (!['lambda', 'kinesis'].includes(arn.service) || isForeign(arn, world.options)) {
    const hint = `Deliveries to ${destinationArn} are not simulated.`
    const parameter = 'destinationArn'
    const operation = 'PutSubscriptionFilter'
    throw world.refuse(
      new UnsupportedError({ service: 'CloudWatch Logs', operation, parameter }, hint),
    )
  }
  if (arn.service === 'lambda') {
    if (roleArn !== undefined) throw errors.roleUnwanted()
    const [, name = ''] = arn.resource.split(':')
    if (!world.ports.functions.has(name)) throw errors.functionUnreachable()
    try {
      checkSender(world, destinationArn, cause, () => logsFor(world.options, logGroupName))
    } catch (error) {
      throw isServiceError(error) ? errors.functionUnreachable() : error
    }
    return
  }
  if (roleArn === undefined) throw errors.roleMissing()
  if (!world.ports.dataStreams?.has(destinationArn)) throw errors.streamUnreachable()
  sendControlMessage(world, destinationArn, cause)
}

interface FilterOutput {
  readonly filterName: string
  readonly logGroupName: string
  readonly filterPattern: string
  readonly destinationArn: string
  readonly roleArn?: string
  readonly distribution: string
  readonly applyOnTransformedLogs: boolean
  readonly creationTime: number
}

// Recorded: by LOGS-METRICS, Logs 7.
const toOutput = (logGroupName: string, filter: SubscriptionFilter): FilterOutput => ({
  filterName: filter.name,
  logGroupName,
  filterPattern: filter.filterPattern,
  destinationArn: filter.destinationArn,
  ...(filter.roleArn !== undefined && { roleArn: filter.roleArn }),
  distribution: filter.distribution,
  applyOnTransformedLogs: false,
  creationTime: filter.createdAt,
})

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeSubscriptionFilters.html */
export const describeSubscriptionFilters: Operation<
  LogsState,
  PageInput & { readonly logGroupName: string; readonly filterNamePrefix?: string },
  { readonly subscriptionFilters: readonly FilterOutput[]; readonly nextToken?: string }
> = defineOperation({
  name: 'DescribeSubscriptionFilters',
  handles: ['logGroupName', 'filterNamePrefix', 'nextToken', 'limit'],
  access: accessToGroup('logs:DescribeSubscriptionFilters'),
  run(state, input, { world }) {
    const { logGroupName, filterNamePrefix: prefix = '' } = input
    const { subscriptionFilters } = findGroup(state, world, logGroupName)
    const found = [...subscriptionFilters.values()].filter(({ name }) => name.startsWith(prefix))
    const { items, ...rest } = pageOf(world, found.sort(byName), input, {
      operation: 'DescribeSubscriptionFilters',
      request: [logGroupName, prefix],
      keyOf: ({ name }) => name,
    })
    return { subscriptionFilters: items.map((filter) => toOutput(logGroupName, filter)), ...rest }
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteSubscriptionFilter.html */
export const deleteSubscriptionFilter: Operation<
  LogsState,
  { readonly logGroupName: string; readonly filterName: string },
  Record<never, never>
> = defineOperation({
  name: 'DeleteSubscriptionFilter',
  handles: ['logGroupName', 'filterName'],
  access: accessToGroup('logs:DeleteSubscriptionFilter'),
  run(state, { logGroupName, filterName }, { world }) {
    const group = findGroup(state, world, logGroupName)
    const subscriptionFilters = new Map(group.subscriptionFilters)
    if (!subscriptionFilters.delete(filterName)) throw errors.subscriptionNotFound()
    updateGroup(state, group, { subscriptionFilters })
    return {}
  },
})
