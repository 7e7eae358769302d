/** DynamoDB's region options, and the delays that follow from them. */
import { aDuration, toMilliseconds, type Duration } from '../core/time/duration.ts'
import { defineOptions, oneOf, type ServiceOptions } from '../core/service-options.ts'
import type { World } from '../core/world/world.ts'

/**
 * Options that make tables behave as they do under load or over time:
 * `createRegion({ dynamodb: { capacity: 'enforced' } })`.
 */
export interface DynamoDbOptions {
  /**
   * How long tables and indexes show CREATING, UPDATING and DELETING on the region's clock.
   * Default: `immediate`, which skips these statuses.
   */
  readonly tableStatus: 'immediate' | Duration
  /** Whether DynamoDB throttles calls beyond a table's capacity. Default: `unlimited`. */
  readonly capacity: 'unlimited' | 'enforced'
  /**
   * Whether eventually consistent reads, and reads of global indexes, lag behind writes.
   * Default: `strong`.
   */
  readonly consistency: 'strong' | 'eventual'
  /** How far these reads lag, on the region's clock. Default: one second. */
  readonly consistencyLag: Duration
  /**
   * How long a write to a global table takes to the other regions, on the region's clock. Default:
   * half a second.
   */
  readonly replicationLag: Duration
}

export const dynamodbOptions: ServiceOptions<DynamoDbOptions> = defineOptions(
  'dynamodb',
  {
    tableStatus: 'immediate',
    capacity: 'unlimited',
    consistency: 'strong',
    consistencyLag: '1s',
    // AWS: V2globaltables_HowItWorks.html: usually within a second.
    replicationLag: '500ms',
  },
  {
    tableStatus: (value) =>
      value === 'immediate' || !aDuration(value)
        ? undefined
        : `'immediate', or ${aDuration(value)}`,
    capacity: oneOf('unlimited', 'enforced'),
    consistency: oneOf('strong', 'eventual'),
    consistencyLag: aDuration,
    replicationLag: aDuration,
  },
)

/** How long a change of a table's status takes. The default is 0. */
export function transitionMilliseconds(world: World): number {
  const { tableStatus } = dynamodbOptions.of(world)
  return tableStatus === 'immediate' ? 0 : toMilliseconds(tableStatus)
}

/** How long a write takes to the other replicas of a global table. */
export const replicationMilliseconds = (world: World): number =>
  toMilliseconds(dynamodbOptions.of(world).replicationLag)

/** How far reads lag behind writes. The default is 0. */
export function lagMilliseconds(world: World): number {
  const { consistency, consistencyLag } = dynamodbOptions.of(world)
  return consistency === 'eventual' ? toMilliseconds(consistencyLag) : 0
}
