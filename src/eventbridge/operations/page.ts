/** Pages of lists by name. */
import { paginate } from '../../core/resources/paging.ts'
import type { World } from '../../core/world/world.ts'
import { invalidToken } from '../errors.ts'
import { PAGE } from '../limits.ts'

export interface PageInput {
  readonly NextToken?: string
  readonly Limit?: number
}

export function pageOf<Item extends { readonly name: string }>(
  { options }: World,
  items: readonly Item[],
  { NextToken, Limit = PAGE }: PageInput,
  { operation, request }: { readonly operation: string; readonly request: unknown },
): { readonly items: readonly Item[]; readonly NextToken?: string } {
  const sorted = [...items].sort((a, b) => (a.name < b.name ? -1 : 1))
  const page = paginate(sorted, {
    token: NextToken,
    limit: Limit,
    scope: { options, service: 'eventbridge', operation, request },
    keyOf: ({ name }) => name,
    refuse: invalidToken,
  })
  return {
    items: page.items,
    ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
  }
}
