/** Pages of lists by name. */
import { listByKey } from '../../core/resources/paging.ts'
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
  return listByKey(items, {
    token: NextToken,
    limit: Limit,
    scope: { options, service: 'eventbridge', operation, request },
    keyOf: ({ name }) => name,
    refuse: invalidToken,
  })
}
