/**
 * How each operation validates requests in each region. AWS has been renewing the validation since
 * 2026, region by region, operation by operation and rule by rule. Old and new validation accept
 * the same requests but word, count and order errors differently. A region that no rule names, and
 * a name that AWS does not have, behave like most regions.
 * See docs/decisions/0005-renewed-validation-by-region.md.
 */
import { isServiceError, type ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { string, type AloneMember } from '../../model/shape.ts'
import {
  detailOf,
  inEnvelope,
  kindOf,
  ofKind,
  renewedOf,
  validation,
  withDetail,
  type RefusalKind,
} from '../errors.ts'
import * as parts from './shapes/parts.ts'

type InRegion = (region: string) => boolean

const only = (...regions: readonly string[]): InRegion => {
  const named = new Set(regions)
  return (region) => named.has(region)
}
const except = (...regions: readonly string[]): InRegion => {
  const isNamed = only(...regions)
  return (region) => !isNamed(region)
}

// AWS, as observed by peers on 7 October 2026 in all 33 regions, for PutItem and UpdateItem.
// Unverified: the same regions for DeleteItem, GetItem, BatchGetItem and Query, which were observed
// in us-east-1 and eu-west-2; and that errors beside the observed ones are worded alike: names
// without an expression, AttributeUpdates, enums of UpdateItem other than ReturnValues. Reads keep
// the suffix `: FilterExpression is null`.
const MOST = except('eu-south-2', 'me-central-1')

/** The operations whose checks of the API model differ between old and new validation. */
export type RegionalOperation =
  'BatchGetItem' | 'BatchWriteItem' | 'PutItem' | 'TransactWriteItems' | 'UpdateItem'

/** The regions in which some members are checked alone and before all others (ALONE). */
const MEMBERS: Readonly<Record<RegionalOperation, InRegion>> = {
  PutItem: MOST,
  UpdateItem: MOST,
  // Two observations disagree. This is the later one, of 2 September 2026 (32 of 33 regions):
  // https://github.com/nubo-db/dynoxide/pull/198. On 17 August there were 11 of 33:
  // https://github.com/paritysuite/dynamodb-conformance/pull/157
  BatchGetItem: except('me-central-1'),
  // AWS, as captured by a peer on 22 August 2026:
  // https://github.com/paritysuite/dynamodb-conformance/pull/167
  BatchWriteItem: only('eu-north-1'),
  // AWS, as observed by peers in autumn 2026.
  TransactWriteItems: only('ap-northeast-2', 'eu-north-1', 'eu-west-2'),
}

/** The operations whose errors outside the API model differ in words. */
export type WordedOperation =
  'BatchGetItem' | 'DeleteItem' | 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem'

/** The regions in which these errors have new words (inWords). */
const WORDS: Readonly<Record<WordedOperation, InRegion>> = {
  PutItem: MOST,
  UpdateItem: MOST,
  DeleteItem: MOST,
  GetItem: MOST,
  BatchGetItem: MOST,
  Query: MOST,
}

// AWS, as captured by a peer in eu-west-2 in June 2026:
// https://github.com/paritysuite/dynamodb-conformance/pull/66
// Unverified: the other regions. These were renewed for PutItem by 21 July:
// https://github.com/paritysuite/dynamodb-conformance/pull/104
const ENVELOPED_SELECT = only(
  'ap-east-2',
  'ap-northeast-2',
  'ap-southeast-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-2',
)

export const checksMembersAnew = ({ options }: World, operation: RegionalOperation): boolean =>
  MEMBERS[operation](options.region)

const TABLE_NAME: AloneMember = {
  name: 'TableName',
  shape: string({ min: 1, label: 'TableName' }),
}

/**
 * The members that the new validation checks alone, in this order. AWS shows their wire name, or no
 * name, and never their value.
 */
export const ALONE: Readonly<Record<RegionalOperation, readonly AloneMember[]>> = {
  // An empty RequestItems is refused like any member that is too short.
  // AWS, as captured by a peer for BatchGetItem: https://github.com/nubo-db/dynoxide/pull/198
  BatchGetItem: [],
  BatchWriteItem: [],
  // AWS, as observed by peers on 9 October 2026: only an empty table name. Longer names that break
  // the pattern are counted among the other members, with their value.
  PutItem: [TABLE_NAME],
  UpdateItem: [
    TABLE_NAME,
    {
      name: 'ReturnValues',
      shape: {
        ...parts.returnValues,
        label: '',
        // NOTE: UPDATE_NEW is AWS's slip. It accepts UPDATED_NEW.
        printedValues: ['ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATE_NEW', 'NONE'],
      },
    },
    { name: 'ReturnConsumedCapacity', shape: { ...parts.returnConsumedCapacity, label: '' } },
    {
      name: 'ReturnItemCollectionMetrics',
      shape: { ...parts.returnItemCollectionMetrics, label: '' },
    },
  ],
  // AWS, as observed by peers in autumn 2026.
  TransactWriteItems: [
    {
      name: 'ClientRequestToken',
      shape: { ...parts.clientRequestToken, label: 'ClientRequestToken' },
    },
  ],
}

/** The operations that put errors of the request into the envelope `1 validation error detected: `. */
const ENVELOPING: ReadonlySet<WordedOperation> = new Set(['PutItem', 'UpdateItem', 'DeleteItem'])

// AWS, as observed by peers on 9 October 2026. Bare are the errors that need the table (`Cannot
// update attribute pk`, empty binary keys) and, as captured in eu-west-2 in July, unused names and
// values, sizes of items, and nesting that is too deep.
const ENVELOPED: ReadonlySet<RefusalKind | undefined> = new Set([
  'duplicatesInSet',
  'emptyNumberSet',
  'emptySet',
  'expression',
  'legacyParameter',
  'nullValue',
  'number',
  'parameterForms',
  'returnValues',
])

/** Runs the checks of a request that do not need the table, and words their error. */
export function inWords<Result>(
  operation: WordedOperation,
  world: World,
  check: () => Result,
): Result {
  try {
    return check()
  } catch (error) {
    if (!isServiceError(error) || error.code !== 'ValidationException') throw error
    const isRenewed = WORDS[operation](world.options.region)
    throw isRenewed ? renewed(operation, error) : error
  }
}

function renewed(operation: WordedOperation, error: ServiceError): ServiceError {
  const kind = kindOf(error)
  if (!ENVELOPING.has(operation)) {
    return kind === 'parameterForms' ? error : renewedOf(error)
  }
  const inner = renewedOf(error)
  if (!kind || !ENVELOPED.has(kind)) return inner
  return withDetail(detailOf(inner), ofKind(kind, inEnvelope(inner.message)))
}

/** Words an error about Query's Select, which is in an envelope in some regions. */
export const selectRefusal = ({ options }: World, message: string): ServiceError =>
  ENVELOPED_SELECT(options.region) ? inEnvelope(message) : validation(message)

// AWS, as observed by peers in October 2026. 22 regions charge clauses.
const MEASURING_ITEMS_ONLY: InRegion = only(
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
)

/**
 * Whether UpdateItem's limit of 400 KB applies to what the clauses write, beside the updated item.
 */
export const chargesClauses = ({ options }: World): boolean => !MEASURING_ITEMS_ONLY(options.region)
