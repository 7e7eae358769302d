/** Pages of lists. */
import { paginate } from '../../core/resources/paging.ts'
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
  const sorted = [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const page = paginate(sorted, {
    token: NextToken,
    limit: MaxResults,
    scope: { options, service: 'scheduler', operation, request },
    keyOf,
    refuse: invalidToken,
  })
  return {
    items: page.items,
    ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
  }
}
