/** Pages of IAM's lists: `Marker`, `MaxItems` and `IsTruncated`. */
import { listByKey } from '../../../core/resources/paging.ts'
import { invalidInput } from '../../errors.ts'

export interface PageInput {
  readonly Marker?: string
  readonly MaxItems?: number
}

export interface PageOutput {
  readonly IsTruncated: boolean
  readonly Marker?: string
}

/** IAM has no regions, and a marker is used in the world that made it. */
const ACCOUNT_WIDE = { seed: 'iam', region: 'us-east-1', accountId: 'iam' }

// AWS: each list's page: 100 items unless the request says otherwise.
const DEFAULT_ITEMS = 100

/** Returns a page of items, in the order of their keys. */
export function pageOf<Item>(
  operation: string,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { Marker, MaxItems = DEFAULT_ITEMS }: PageInput,
): { readonly page: readonly Item[]; readonly rest: PageOutput } {
  const { items: page, NextToken } = listByKey(items, {
    token: Marker,
    limit: MaxItems,
    scope: { options: ACCOUNT_WIDE, service: 'iam', operation },
    keyOf,
    // Unverified: the wording.
    refuse: () => invalidInput(`Invalid Marker: ${Marker ?? ''}`),
  })
  return {
    page,
    rest:
      NextToken === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: NextToken },
  }
}
