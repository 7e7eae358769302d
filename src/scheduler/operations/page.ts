/** Pages of lists. */
import { listByKey } from '../../core/resources/paging.ts'
import type { World } from '../../core/world/world.ts'
import { invalidToken } from '../errors.ts'
import { PAGE } from '../limits.ts'

export interface PageInput {
  readonly NextToken?: string
  readonly MaxResults?: number
}

export function pageOf<Item>(
  { options }: World,
  items: readonly Item[],
  { NextToken, MaxResults = PAGE }: PageInput,
  {
    operation,
    request,
    keyOf,
  }: { readonly operation: string; readonly request: unknown; keyOf(item: Item): string },
): { readonly items: readonly Item[]; readonly NextToken?: string } {
  return listByKey(items, {
    token: NextToken,
    limit: MaxResults,
    scope: { options, service: 'scheduler', operation, request },
    keyOf,
    refuse: invalidToken,
  })
}
