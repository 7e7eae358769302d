/** Pages of CloudFront's lists: a marker is the key of the previous page's last entry. */
import { invalidArgument } from '../errors.ts'

export interface PageInput {
  readonly Marker?: string
  readonly MaxItems?: number
}

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | undefined
  readonly max: number
}

/** AWS: the most that a page has, if the caller does not say. */
const MOST = 100

export function pageOf<Item>(
  all: readonly Item[],
  { Marker, MaxItems }: PageInput,
  keyOf: (item: Item) => string,
): Page<Item> {
  const max = MaxItems ?? MOST
  // Unverified: the wording.
  if (max < 1) throw invalidArgument('The parameter MaxItems is invalid.')
  const after =
    Marker === undefined || Marker === '' ? -1 : all.findIndex((item) => keyOf(item) === Marker)
  if (after < 0 && Marker !== undefined && Marker !== '') {
    throw invalidArgument('The parameter Marker is invalid.')
  }
  const items = all.slice(after + 1, after + 1 + max)
  const last = items.at(-1)
  const isLast = last === undefined || after + 1 + items.length >= all.length
  return { items, next: isLast ? undefined : keyOf(last), max }
}

/** Returns a page as the lists of distributions have it. */
export function listOf<Item>(
  all: readonly Item[],
  input: PageInput,
  keyOf: (item: Item) => string,
  show: (item: Item) => unknown,
): object {
  const { items, next, max } = pageOf(all, input, keyOf)
  return {
    Marker: input.Marker ?? '',
    ...(next !== undefined && { NextMarker: next }),
    MaxItems: max,
    IsTruncated: next !== undefined,
    Quantity: items.length,
    ...(items.length > 0 && { Items: items.map(show) }),
  }
}
