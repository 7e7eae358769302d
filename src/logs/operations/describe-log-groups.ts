/** DescribeLogGroups and ListLogGroups. */
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { prefixAndPattern } from '../errors.ts'
import { allGroups } from '../groups/find.ts'
import { groupArn } from '../groups/names.ts'
import { LIST_GROUPS_PAGE } from '../limits.ts'
import type { LogsState, StoredGroup } from '../state.ts'
import { accessToAll } from './access.ts'
import { pageOf, type PageInput } from './page.ts'

interface GroupOutput {
  readonly logGroupName: string
  readonly creationTime: number
  readonly retentionInDays?: number
  readonly metricFilterCount: number
  readonly arn: string
  readonly storedBytes?: number
  readonly kmsKeyId?: string
  readonly logGroupClass: string
  readonly logGroupArn: string
  readonly deletionProtectionEnabled?: boolean
}

// Recorded: by LOGS-METRICS, Logs 1: the members. A search by pattern leaves two of them out.
function toOutput({ options }: World, group: StoredGroup, isByPattern: boolean): GroupOutput {
  const { name, createdAt, retentionInDays, metricFilters, kmsKeyId, logGroupClass } = group
  const arn = groupArn(options, name)
  return {
    logGroupName: name,
    creationTime: createdAt,
    ...(retentionInDays !== undefined && { retentionInDays }),
    metricFilterCount: metricFilters.size,
    arn: `${arn}:*`,
    ...(isByPattern ? undefined : { storedBytes: 0 }),
    ...(kmsKeyId !== undefined && { kmsKeyId }),
    logGroupClass,
    logGroupArn: arn,
    ...(isByPattern ? undefined : { deletionProtectionEnabled: group.isProtected }),
  }
}

interface DescribeInput extends PageInput {
  readonly logGroupNamePrefix?: string
  readonly logGroupNamePattern?: string
  readonly logGroupClass?: string
  readonly logGroupIdentifiers?: readonly string[]
  readonly includeLinkedAccounts?: boolean
}

/**
 * AWS: API_DescribeLogGroups.html: a pattern is a part of the name, in any case.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
 */
export const describeLogGroups: Operation<
  LogsState,
  DescribeInput,
  { readonly logGroups: readonly GroupOutput[]; readonly nextToken?: string }
> = defineOperation({
  name: 'DescribeLogGroups',
  handles: ['logGroupNamePrefix', 'logGroupNamePattern', 'logGroupClass', 'nextToken', 'limit'],
  access: accessToAll('logs:DescribeLogGroups'),
  run(state, input, { world }) {
    const { logGroupNamePrefix: prefix = '', logGroupNamePattern: pattern = '' } = input
    if (prefix !== '' && pattern !== '') throw prefixAndPattern()
    const { logGroupClass } = input
    const found = allGroups(state, world).filter(
      (group) =>
        group.name.startsWith(prefix) &&
        group.name.toLowerCase().includes(pattern.toLowerCase()) &&
        (logGroupClass === undefined || group.logGroupClass === logGroupClass),
    )
    const { items, ...rest } = pageOf(world, found, input, {
      operation: 'DescribeLogGroups',
      request: [prefix, pattern, logGroupClass],
      keyOf: ({ name }) => name,
    })
    return { logGroups: items.map((group) => toOutput(world, group, pattern !== '')), ...rest }
  },
})

interface ListInput extends PageInput {
  readonly logGroupNamePattern?: string
  readonly logGroupClass?: string
}

interface ListedGroup {
  readonly logGroupName: string
  readonly logGroupArn: string
  readonly logGroupClass: string
}

/**
 * AWS: API_ListLogGroups.html: a pattern with `^` means names that begin so.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogGroups.html
 */
export const listLogGroups: Operation<
  LogsState,
  ListInput,
  { readonly logGroups: readonly ListedGroup[]; readonly nextToken?: string }
> = defineOperation({
  name: 'ListLogGroups',
  handles: ['logGroupNamePattern', 'logGroupClass', 'nextToken', 'limit'],
  access: accessToAll('logs:ListLogGroups'),
  run(state, input, { world }) {
    const { logGroupNamePattern: pattern = '', logGroupClass } = input
    const parts = pattern.split('|')
    const found = allGroups(state, world).filter(
      (group) =>
        parts.some((part) => isNamed(group.name, part)) &&
        (logGroupClass === undefined || group.logGroupClass === logGroupClass),
    )
    const { items, ...rest } = pageOf(world, found, input, {
      operation: 'ListLogGroups',
      request: [pattern, logGroupClass],
      keyOf: ({ name }) => name,
      limit: LIST_GROUPS_PAGE,
    })
    return {
      logGroups: items.map((group) => ({
        logGroupName: group.name,
        logGroupArn: groupArn(world.options, group.name),
        logGroupClass: group.logGroupClass,
      })),
      ...rest,
    }
  },
})

/** `^/aws/lambda`, `shop`, or alternatives of those. */
const isNamed = (name: string, part: string): boolean =>
  part.startsWith('^') ? name.startsWith(part.slice(1)) : name.includes(part)
