/**
 * Lists of keys: in UTF-8 order, behind a prefix, with the keys that share a prefix up to a
 * delimiter rolled up to it.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html
 */
import type { SortedMap } from '../../core/collections/sorted-map.ts'
import { compareUtf8 } from '../../core/collections/utf8-order.ts'

/** A key with its value, or a common prefix of keys. */
export type Entry<Value> =
  | { readonly key: string; readonly value: Value; readonly prefix?: undefined }
  | { readonly prefix: string }

export interface EntryRequest<Value> {
  readonly prefix: string
  /** Empty: no keys are rolled up. */
  readonly delimiter: string
  /** Where the list begins. */
  readonly start: ListStart
  /** Whether a key counts. Default: every key does. */
  readonly isVisible?: (value: Value) => boolean
}

/** The first key of a list. `isAfter`: it follows `key` instead of being the one. */
export interface ListStart {
  readonly key: string
  readonly isAfter: boolean
  /** Whether common prefixes of `key` have been listed already. */
  readonly skipsPrefixes: boolean
}

export const FROM_BEGINNING: ListStart = { key: '', isAfter: false, skipsPrefixes: false }

type IsBefore = (key: string) => boolean

/**
 * Visits the entries in order until `visit` returns false. The keys behind a common prefix are
 * skipped at once, whatever their number is.
 */
export function walkEntries<Value extends NonNullable<unknown>>(
  keys: SortedMap<Value>,
  request: EntryRequest<Value>,
  visit: (entry: Entry<Value>) => boolean,
): void {
  const { prefix, isVisible = () => true } = request
  let isBefore: IsBefore | undefined = startOf(request)
  while (isBefore) {
    const from: IsBefore = isBefore
    isBefore = undefined
    keys.walk(from, (key, value) => {
      if (!key.startsWith(prefix)) return false
      if (!isVisible(value)) return true
      const common = commonPrefix(key, request)
      if (common === undefined) return visit({ key, value })
      if (isListed(common, request) || visit({ prefix: common })) isBefore = behind(common)
      return false
    })
  }
}

function startOf({ prefix, start }: EntryRequest<never>): IsBefore {
  return (key) => {
    if (compareUtf8(key, prefix) < 0) return true
    const order = compareUtf8(key, start.key)
    return start.isAfter ? order <= 0 && start.key !== '' : order < 0
  }
}

/** All keys that begin with a prefix, and those before them. */
const behind =
  (prefix: string): IsBefore =>
  (key) =>
    key.startsWith(prefix) || compareUtf8(key, prefix) < 0

function commonPrefix(
  key: string,
  { prefix, delimiter }: Pick<EntryRequest<never>, 'prefix' | 'delimiter'>,
): string | undefined {
  if (delimiter === '') return undefined
  const at = key.indexOf(delimiter, prefix.length)
  return at < 0 ? undefined : key.slice(0, at + delimiter.length)
}

const isListed = (common: string, { start }: Pick<EntryRequest<never>, 'start'>): boolean =>
  start.skipsPrefixes && start.key.startsWith(common)

/** A page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly prefixes: readonly string[]
  /** The last entry of the page, where the next one follows. Undefined on the last page. */
  readonly next: { readonly key: string; readonly item: Item | undefined } | undefined
}

/** Collects entries until a page is full. */
export class PageBuilder<Item> {
  readonly items: Item[] = []
  readonly prefixes: string[] = []
  readonly #limit: number
  #last: { readonly key: string; readonly item: Item | undefined } | undefined
  #isTruncated = false

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Returns whether the page can take more. */
  add(key: string, item: Item | undefined): boolean {
    if (this.items.length + this.prefixes.length >= this.#limit) {
      this.#isTruncated = this.#limit > 0
      return false
    }
    if (item === undefined) this.prefixes.push(key)
    else this.items.push(item)
    this.#last = { key, item }
    return true
  }

  page(): Page<Item> {
    const { items, prefixes } = this
    return { items, prefixes, next: this.#isTruncated ? this.#last : undefined }
  }
}
