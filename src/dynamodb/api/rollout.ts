/**
 * AWS renews the validation of requests region by region and operation by operation (2026). Texts differ in between, and how many faults
 * are reported; what is accepted does not. See docs/decisions/0005-renewed-validation-by-region.md.
 */
import type { World } from '../../core/world.ts'

/** Operations that answer in two ways. */
export type RenewedOperation =
  'BatchGetItem' | 'BatchWriteItem' | 'PutItem' | 'Query' | 'UpdateItem'

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
