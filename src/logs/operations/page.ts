/** Pages of lists by name. */
import { paginate } from '../../core/resources/paging.ts'
import type { World } from '../../core/world/world.ts'
import { invalidToken } from '../errors.ts'
import { PAGE } from '../limits.ts'

export interface PageInput {
  readonly nextToken?: string
  readonly limit?: number
}

interface PageOf<Item> {
  readonly operation: string
  /** The members of the request that must be the same on each page. */
  readonly request: unknown
  keyOf(item: Item): string
  readonly limit?: number
}

/** `items` are in the order of their keys. */
export function pageOf<Item>(
  { options }: World,
  items: readonly Item[],
  { nextToken: token, limit }: PageInput,
  { operation, request, keyOf, limit: most = PAGE }: PageOf<Item>,
): { readonly items: readonly Item[]; readonly nextToken?: string } {
  const page = paginate(items, {
    token,
    limit: limit ?? most,
    scope: { options, service: 'logs', operation, request },
    keyOf,
    refuse: invalidToken,
  })
  return {
    items: page.items,
    ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
  }
}

export const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1
