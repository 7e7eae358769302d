/**
 * Pages of a list. A page starts after the key of the previous page's last entry, not after a
 * number of entries, so that additions and deletions in between neither repeat nor hide other
 * entries.
 */
import {
  createPageToken,
  readPageToken,
  type PagePosition,
  type TokenFlaw,
  type TokenScope,
} from './page-token.ts'

export interface PageRequest<Item, Key extends PagePosition> {
  /** The caller's token, if it sent one. */
  readonly token: string | undefined
  /** The most items on this page, from 1. */
  readonly limit: number
  readonly scope: TokenScope
  /**
   * Returns an item's key. The list is in ascending order of keys, without duplicates: names, or
   * numbers in order of creation.
   */
  keyOf(item: Item): Key
  /** Compares keys in the list's order. Default: `<` of strings or numbers. */
  compare?(a: Key, b: Key): number
  /** Creates the service's error for a token that it did not issue. */
  refuse(flaw: TokenFlaw): Error
}

export interface Page<Item> {
  readonly items: readonly Item[]
  /** Undefined on the last page. */
  readonly nextToken: string | undefined
}

/**
 * Returns one page of `items`, which are in the order of their keys. Throws the service's error for
 * a bad token.
 */
export function paginate<Item, Key extends PagePosition>(
  items: readonly Item[],
  request: PageRequest<Item, Key>,
): Page<Item> {
  const { token, limit, scope, keyOf } = request
  const start = token === undefined ? 0 : positionAfter(items, request, token)
  const page = items.slice(start, start + limit)
  const last = page.at(-1)
  const isLast = last === undefined || start + limit >= items.length
  return { items: page, nextToken: isLast ? undefined : createPageToken(scope, keyOf(last)) }
}

/** Returns one page of `items` in the order of their keys, as most of AWS's APIs answer it. */
export function listByKey<Item, Key extends PagePosition>(
  items: readonly Item[],
  request: Omit<PageRequest<Item, Key>, 'compare'>,
): { readonly items: readonly Item[]; readonly NextToken?: string } {
  const { keyOf } = request
  const sorted = [...items].sort((a, b) => ascending(keyOf(a), keyOf(b)))
  const { items: listed, nextToken } = paginate(sorted, request)
  return nextToken === undefined ? { items: listed } : { items: listed, NextToken: nextToken }
}

/** Returns the index of the first item after the token's, which may have been deleted. */
function positionAfter<Item, Key extends PagePosition>(
  items: readonly Item[],
  { scope, keyOf, compare = ascending, refuse }: PageRequest<Item, Key>,
  token: string,
): number {
  const read = readPageToken(scope, token)
  if (read.flaw) throw refuse(read.flaw)
  const last = read.position as Key
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && compare(keyOf(item), last) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

const ascending = (a: PagePosition, b: PagePosition): number =>
  a === b ? 0 : (a as string) < (b as string) ? -1 : 1
