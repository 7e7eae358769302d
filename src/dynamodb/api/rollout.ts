/**
 * AWS renews the validation of requests region by region and operation by operation (2026). Texts differ in between, and how many faults
 * are reported; what is accepted does not. See docs/decisions/0005-renewed-validation-by-region.md.
 */
import type { World } from '../../core/world.ts'

/** Operations that answer in two ways. */
export type RenewedOperation =
  'BatchGetItem' | 'BatchWriteItem' | 'PutItem' | 'Query' | 'UpdateItem'

/** Those of them whose checks against the API model differ. */
export type RegionalOperation = Exclude<RenewedOperation, 'Query'>

// AWS, as captured by a peer in 33 regions on 2026-07-21: https://github.com/paritysuite/dynamodb-conformance/pull/104
// Unverified: which regions followed (22 of 33 by 2026-09-02, pull/174 there, without their names), and that Query's are the same.
const FIRST: ReadonlySet<string> = new Set([
  'ap-east-2',
  'ap-northeast-2',
  'ap-southeast-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-2',
])

const isRenewed: Readonly<Record<RenewedOperation, (region: string) => boolean>> = {
  PutItem: (region) => FIRST.has(region),
  UpdateItem: (region) => FIRST.has(region),
  Query: (region) => FIRST.has(region),
  // AWS, as captured by a peer on 2026-09-02 (32 of 33 regions): https://github.com/nubo-db/dynoxide/pull/198
  BatchGetItem: (region) => region !== 'me-central-1',
  // AWS, as captured by a peer on 2026-08-22: https://github.com/paritysuite/dynamodb-conformance/pull/167
  BatchWriteItem: (region) => region === 'eu-north-1',
}

/** Whether the operation's validation is the renewed one in the world's region. Names AWS does not have answer like `us-east-1`. */
export const usesNewValidation = ({ options }: World, operation: RenewedOperation): boolean =>
  isRenewed[operation](options.region)

/**
 * Members that the renewed validation reports each by itself, in this order and before the others: under the wire's name, without the value.
 * AWS, as captured by a peer in eu-west-2 for an empty table name: https://martinhicks.dev/articles/dynamodb-changed-its-validation-errors
 * Unverified: a missing name is reported in the same old way, and an enum like an empty name.
 */
export const ALONE_WHERE_RENEWED: Readonly<Record<RegionalOperation, readonly string[]>> = {
  // AWS, as captured by a peer for BatchGetItem: https://github.com/nubo-db/dynoxide/pull/198
  // No request items: refused like any member that is too short. Unverified: BatchWriteItem's text is the same.
  BatchGetItem: [],
  BatchWriteItem: [],
  // AWS (recorded by a peer in eu-west-2).
  PutItem: ['TableName'],
  UpdateItem: [
    'TableName',
    'ReturnValues',
    'ReturnConsumedCapacity',
    'ReturnItemCollectionMetrics',
  ],
}
