/** Pages of the control plane's lists, which are in the order of creation. */
import { createPageToken, readPageToken } from '../../core/resources/page-token.ts'
import type { World } from '../../core/world/world.ts'
import { badRequest } from './errors.ts'

export interface PageOptions {
  readonly operation: string
  readonly token: string | undefined
  /** The size that the caller asked for. */
  readonly limit: number | undefined
  /** Members of the request that are the same for all pages. */
  readonly request?: unknown
}

export interface Paged<Item> {
  readonly items: readonly Item[]
  readonly next: string | undefined
}

// AWS: API_GetResources (limit: 25 by default, 500 at most).
const DEFAULT_LIMIT = 25
const MAX_LIMIT = 500

/**
 * A page begins after the entry that ended the previous one, wherever that is now. If the entry was
 * deleted, it begins at the same place of the list.
 */
export function pageOf<Item>(
  world: World,
  all: readonly Item[],
  { operation, token, limit, request }: PageOptions,
  keyOf: (item: Item) => string,
): Paged<Item> {
  const size = Math.max(1, Math.min(limit ?? DEFAULT_LIMIT, MAX_LIMIT))
  const scope = { options: world.options, service: 'apigateway', operation, request }
  let start = 0
  if (token !== undefined) {
    const read = readPageToken(scope, token)
    // Unverified: the answer to a token of another list.
    if (read.flaw) throw badRequest('Invalid position parameter')
    const [key, index] = read.position as readonly [string, number]
    const at = all.findIndex((item) => keyOf(item) === key)
    start = at < 0 ? index : at + 1
  }
  const items = all.slice(start, start + size)
  const last = items.at(-1)
  const end = start + items.length
  const isLast = last === undefined || end >= all.length
  return { items, next: isLast ? undefined : createPageToken(scope, [keyOf(last), end]) }
}

/** Input of the REST control plane's lists. */
export interface PositionInput {
  readonly position?: string
  readonly limit?: number
}

/** A page with the members of the REST control plane's answers. */
export function listed<Item, Output>(
  world: World,
  all: readonly Item[],
  operation: string,
  { position, limit }: PositionInput,
  { keyOf, toOutput, request }: ListedOptions<Item, Output>,
): { readonly items: readonly Output[]; readonly position?: string } {
  const page = pageOf(world, all, { operation, token: position, limit, request }, keyOf)
  const items = page.items.map(toOutput)
  return page.next === undefined ? { items } : { items, position: page.next }
}

export interface ListedOptions<Item, Output> {
  keyOf(item: Item): string
  toOutput(item: Item): Output
  readonly request?: unknown
}
