import { toMilliseconds, type Duration } from '../core/time/duration.ts'
import { isMisuseError } from '../core/errors.ts'
import { defineOptions, oneOf, type ServiceOptions } from '../core/service-options.ts'
import type { World } from '../core/world.ts'

/** Switches for what a busy table does: `createRegion({ dynamodb: { capacity: 'enforced' } })`. */
export interface DynamoDbOptions {
  /** How long tables and indexes show CREATING, UPDATING and DELETING on the clock. Default: `immediate`, not at all. */
  readonly tableStatus: 'immediate' | Duration
  /** Whether calls beyond a table's capacity are throttled. Default: `unlimited`. */
  readonly capacity: 'unlimited' | 'enforced'
  /** Whether reads that are not consistent, and reads of global indexes, lag behind the writes. Default: `strong`. */
  readonly consistency: 'strong' | 'eventual'
  /** By how much they lag on the clock. Default: one second. */
  readonly consistencyLag: Duration
}

function aDuration(value: unknown): string | undefined {
  try {
    toMilliseconds(value as Duration)
    return undefined
  } catch (error) {
    if (!isMisuseError(error)) throw error
    return "a number of seconds, or text such as '500ms' or '5s'"
  }
}

export const dynamodbOptions: ServiceOptions<DynamoDbOptions> = defineOptions(
  'dynamodb',
  {
    tableStatus: 'immediate',
    capacity: 'unlimited',
    consistency: 'strong',
    consistencyLag: '1s',
  },
  {
    tableStatus: (value) =>
      value === 'immediate' || !aDuration(value)
        ? undefined
        : `'immediate', or ${aDuration(value)}`,
    capacity: oneOf('unlimited', 'enforced'),
    consistency: oneOf('strong', 'eventual'),
    consistencyLag: aDuration,
  },
)

/** How long a change of a table's status takes; 0 where it takes no time, which is the default. */
export function transitionMilliseconds(world: World): number {
  const { tableStatus } = dynamodbOptions.of(world)
  return tableStatus === 'immediate' ? 0 : toMilliseconds(tableStatus)
}

/** By how much reads lag; 0 where they do not, which is the default. */
export function lagMilliseconds(world: World): number {
  const { consistency, consistencyLag } = dynamodbOptions.of(world)
  return consistency === 'eventual' ? toMilliseconds(consistencyLag) : 0
}
