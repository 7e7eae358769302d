/** Refusals of what exceeds a table's capacity. */
import { ServiceError } from '../../core/errors.ts'
import type { Direction, Limit } from '../capacity/buckets.ts'
import type { CancellationReason } from '../transactions/errors.ts'
import { TABLE_THROUGHPUT_EXCEEDED } from '../capacity/errors.ts'

export interface Exceeded {
  readonly kind: Limit['kind']
  readonly direction: Direction
  /** Of a table or an index. */
  readonly arn: string
  readonly of: 'Table' | 'Index'
}

/** The first one decides how it is answered. */
export type AllExceeded = readonly [Exceeded, ...Exceeded[]]

/** AWS: API_ThrottlingReason.html: resource, direction and limit in one word. */
function reasonOf({ kind, direction, arn, of }: Exceeded): object {
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

/** The names of the members differ between the two exceptions. AWS: their models. */
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

/** A cancellation reason of a transaction. AWS: API_TransactWriteItems.html#API_TransactWriteItems_Errors */
export const cancellation = (exceeded: Exceeded): CancellationReason => ({
  Code: exceeded.kind === 'Provisioned' ? 'ProvisionedThroughputExceeded' : 'ThrottlingError',
  Message: messageOf(exceeded),
})
