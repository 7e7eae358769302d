/** Pages of Lambda's lists. */
import { paginate } from '../../core/resources/paging.ts'
import type { World } from '../../core/world/world.ts'
import { invalidMarker } from '../errors.ts'

export interface PageInput<Item> {
  readonly Marker?: string
  readonly MaxItems?: number
  /** `ListFunctions` */
  readonly operation: string
  /** The members of the request that are the same for all pages. */
  readonly request?: unknown
  keyOf(item: Item): string
}

export interface Listed<Item> {
  readonly items: readonly Item[]
  /** Absent on the last page. */
  readonly NextMarker?: string
}

// AWS: API_ListFunctions, and the other lists: 50 per page.
const PAGE = 50

export function pageOf<Item>(
  world: World,
  all: readonly Item[],
  { Marker, MaxItems = PAGE, operation, request, keyOf }: PageInput<Item>,
): Listed<Item> {
  const { items, nextToken } = paginate(all, {
    token: Marker,
    limit: Math.min(MaxItems, PAGE),
    scope: { options: world.options, service: 'lambda', operation, request },
    keyOf,
    refuse: invalidMarker,
  })
  return nextToken === undefined ? { items } : { items, NextMarker: nextToken }
}
