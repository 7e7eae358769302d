/**
 * The regions with AWS's renewed request validation. AWS has been renewing it since 2026, region by
 * region and operation by operation. Old and new validation accept the same requests but word and
 * count errors differently. See docs/decisions/0005-renewed-validation-by-region.md.
 */
import type { World } from '../../core/world/world.ts'

/** The operations with renewed validation. */
export type RenewedOperation =
  'BatchGetItem' | 'BatchWriteItem' | 'PutItem' | 'Query' | 'UpdateItem'

/** The operations whose constraint checks differ between old and new validation. */
export type RegionalOperation = Exclude<RenewedOperation, 'Query'>

// AWS, as captured by a peer in 33 regions on 2026-07-21:
// https://github.com/paritysuite/dynamodb-conformance/pull/104
// Unverified: which regions followed (22 of 33 by 2026-09-02, pull/174 there, without their names),
// and that Query has the same regions.
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
  // AWS, as captured by a peer on 2026-09-02 (32 of 33 regions):
  // https://github.com/nubo-db/dynoxide/pull/198
  BatchGetItem: (region) => region !== 'me-central-1',
  // AWS, as captured by a peer on 2026-08-22:
  // https://github.com/paritysuite/dynamodb-conformance/pull/167
  BatchWriteItem: (region) => region === 'eu-north-1',
}

/**
 * Whether the operation has the renewed validation in the world's region. Regions that AWS does not
 * have behave like `us-east-1`.
 */
export const usesNewValidation = ({ options }: World, operation: RenewedOperation): boolean =>
  isRenewed[operation](options.region)

/**
 * Members that the renewed validation reports alone, in this order and before all others, under
 * their wire name and without the value.
 * AWS, as captured by a peer in eu-west-2 for an empty table name:
 * https://martinhicks.dev/articles/dynamodb-changed-its-validation-errors
 * Unverified: a missing name is reported in the old way, and an enum like an empty name.
 */
export const ALONE_WHERE_RENEWED: Readonly<Record<RegionalOperation, readonly string[]>> = {
  // AWS, as captured by a peer for BatchGetItem: https://github.com/nubo-db/dynoxide/pull/198
  // Empty request items are refused like any member that is too short.
  // Unverified: BatchWriteItem has the same wording.
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

// AWS, as observed by peers in October 2026. 22 regions charge clauses.
const MEASURING_ITEMS_ONLY: ReadonlySet<string> = new Set([
  'ap-south-2',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-central-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'me-central-1',
  'us-east-2',
])

/**
 * Whether UpdateItem's limit of 400 KB applies to what the clauses write, beside the updated item.
 */
export const chargesClauses = ({ options }: World): boolean =>
  !MEASURING_ITEMS_ONLY.has(options.region)
