/** Errors of requests that exceed a table's capacity. */
import { ServiceError } from '../../core/errors.ts'
import type { Direction, Limit } from '../capacity/buckets.ts'
import type { CancellationReason } from '../transactions/errors.ts'
import { TABLE_THROUGHPUT_EXCEEDED } from '../capacity/errors.ts'

export interface Exceeded {
  readonly kind: Limit['kind']
  readonly direction: Direction
  /** The ARN of the table or index. */
  readonly arn: string
  readonly of: 'Table' | 'Index'
}

/** At least one exceeded limit. The first determines the error's code and message. */
export type AllExceeded = readonly [Exceeded, ...Exceeded[]]

/** AWS: API_ThrottlingReason.html: the reason combines resource, direction and limit. */
export function reasonOf({ kind, direction, arn, of }: Exceeded): object {
  const side = direction === 'read' ? 'Read' : 'Write'
  const limit =
    kind === 'Provisioned'
      ? 'ProvisionedThroughputExceeded'
      : kind === 'MaxOnDemand'
        ? 'MaxOnDemandThroughputExceeded'
        : 'AccountLimitExceeded'
  return { reason: `${of}${side}${limit}`, resource: arn }
}

// AWS: Programming.Errors.html#Programming.Errors.MessagesAndCodes
const INDEX =
  'The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API'
const PEAK = 'Throughput exceeds the maximum OnDemandThroughput configured on table or index'
const GROWING =
  'Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly. If exceptions persist, check if you have a hot key: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html.'

const messageOf = ({ kind, of }: Exceeded): string => {
  if (kind === 'Provisioned') return of === 'Table' ? TABLE_THROUGHPUT_EXCEEDED : INDEX
  return kind === 'MaxOnDemand' ? PEAK : GROWING
}

const codeOf = ({ kind }: Exceeded): string =>
  kind === 'Provisioned' ? 'ProvisionedThroughputExceededException' : 'ThrottlingException'

/** AWS: the models of the two exceptions spell the member differently. */
export function throttled(exceeded: AllExceeded): ServiceError {
  const [first] = exceeded
  const reasons = exceeded.map(reasonOf)
  return new ServiceError(codeOf(first), messageOf(first), {
    fields:
      first.kind === 'Provisioned'
        ? { ThrottlingReasons: reasons }
        : { throttlingReasons: reasons },
  })
}

/**
 * The cancellation reason of a throttled action.
 * AWS: API_TransactWriteItems.html#API_TransactWriteItems_Errors
 */
export const cancellation = (exceeded: Exceeded): CancellationReason => ({
  Code: exceeded.kind === 'Provisioned' ? 'ProvisionedThroughputExceeded' : 'ThrottlingError',
  Message: messageOf(exceeded),
})
