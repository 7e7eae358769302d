/**
 * Tags of resources: AWS's rules, the two forms that APIs use (a list of pairs, a map), and changes
 * to them. Tags are immutable values, because worlds share them; a change creates new ones. Each
 * service words its errors from a `TagFlaw`.
 *
 * AWS: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */

import { isReservedTag } from './own-tags.ts'

/** In the order of addition. A key keeps its place when its value changes. */
export type Tags = ReadonlyMap<string, string>

export const NO_TAGS: Tags = new Map()

export interface TagRules {
  /** The most tags that a resource may have. Default 50. */
  readonly most?: number
  /** The longest key. Default 128. */
  readonly keyLength?: number
  /** The longest value. Default 256. */
  readonly valueLength?: number
  /** The characters of keys and values. Default: letters, digits, spaces and `_.:/=+-@`. */
  readonly characters?: RegExp
  /** Keys that are reserved for AWS. Default: those that begin with `aws:`, in any case. */
  readonly reserved?: RegExp
  /** Whether keys that differ only in case are the same, as in STS. */
  readonly ignoresCase?: boolean
}

/** The first rule that a request breaks. `index` counts from 0 in the request. */
export type TagFlaw =
  | { readonly rule: 'key'; readonly index: number; readonly key: string | undefined }
  | { readonly rule: 'reservedKey' | 'duplicateKey'; readonly index: number; readonly key: string }
  | {
      readonly rule: 'value'
      readonly index: number
      readonly key: string
      readonly value: string | undefined
    }
  | { readonly rule: 'tooMany'; readonly count: number; readonly most: number }

/** A service's rules and error messages. */
export interface TagPolicy {
  readonly rules?: TagRules
  /** Creates the service's error. */
  refuse(flaw: TagFlaw): Error
}

/** A tag of a request, before any check. */
export interface TagPair {
  readonly key: string | undefined
  readonly value: string | undefined
}

const MOST_TAGS = 50
const KEY_LENGTH = 128
const VALUE_LENGTH = 256
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u
const RESERVED = /^aws:/i

/** The names of a list's members: `Key` and `Value`, or `TagKey` and `TagValue` for KMS. */
export type TagMemberNames<Key extends string = string, Value extends string = string> = readonly [
  key: Key,
  value: Value,
]
const MEMBER_NAMES: TagMemberNames<'Key', 'Value'> = ['Key', 'Value']

/** `[{ Key, Value }]` */
export function pairsOfList(
  list: readonly Readonly<Record<string, unknown>>[],
  [keyName, valueName]: TagMemberNames = MEMBER_NAMES,
): TagPair[] {
  return list.map((tag) => ({ key: textOf(tag[keyName]), value: textOf(tag[valueName]) }))
}

/** `{ team: 'a' }` */
export const pairsOfMap = (map: Readonly<Record<string, string>>): TagPair[] =>
  Object.entries(map).map(([key, value]) => ({ key, value }))

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined

/** `[{ Key, Value }]` */
export function toTagList(tags: Tags): { Key: string; Value: string }[]
export function toTagList<Key extends string, Value extends string>(
  tags: Tags,
  names: TagMemberNames<Key, Value>,
): Record<Key | Value, string>[]
export function toTagList(
  tags: Tags,
  [keyName, valueName]: TagMemberNames = MEMBER_NAMES,
): Record<string, string>[] {
  return Array.from(tags, ([key, value]) => ({ [keyName]: key, [valueName]: value }))
}

/** `{ team: 'a' }`. Its prototype is null, because a key may be `__proto__`. */
export function toTagMap(tags: Tags): Record<string, string> {
  const map = Object.create(null) as Record<string, string>
  for (const [key, value] of tags) map[key] = value
  return map
}

/**
 * Returns the tags of a new resource. Throws the service's error for the first tag that breaks a
 * rule.
 */
export const toTags = (pairs: readonly TagPair[], policy: TagPolicy): Tags =>
  addTags(NO_TAGS, pairs, policy)

/** Returns the tags after `added`. An existing key receives the new value. */
export function addTags(tags: Tags, added: readonly TagPair[], policy: TagPolicy): Tags {
  const { most = MOST_TAGS, ignoresCase = false } = policy.rules ?? {}
  const merged = new Map(tags)
  const seen = new Set<string>()
  added.forEach((pair, index) => {
    const [key, value] = checkTag(pair, index, policy)
    const identity = ignoresCase ? key.toLowerCase() : key
    if (seen.has(identity)) throw policy.refuse({ rule: 'duplicateKey', index, key })
    seen.add(identity)
    if (ignoresCase) deleteOtherCase(merged, key)
    merged.set(key, value)
  })
  // AWS's own do not count.
  const count = [...merged.keys()].filter((key) => !RESERVED.test(key)).length
  if (count > most) throw policy.refuse({ rule: 'tooMany', count, most })
  return merged
}

/** Returns the tags without `keys`. Absent keys change nothing. */
export function removeTags(tags: Tags, keys: readonly string[], rules: TagRules = {}): Tags {
  const gone = new Set(rules.ignoresCase ? keys.map((key) => key.toLowerCase()) : keys)
  return new Map(
    [...tags].filter(([key]) => !gone.has(rules.ignoresCase ? key.toLowerCase() : key)),
  )
}

/** Throws the service's error for a key that no tag can have, as UntagResource does. */
export function checkTagKey(key: string | undefined, index: number, policy: TagPolicy): string {
  const {
    keyLength = KEY_LENGTH,
    characters = CHARACTERS,
    reserved = RESERVED,
  } = policy.rules ?? {}
  if (!key || key.length > keyLength || !characters.test(key)) {
    throw policy.refuse({ rule: 'key', index, key })
  }
  if (isReservedTag(key, reserved)) throw policy.refuse({ rule: 'reservedKey', index, key })
  return key
}

function checkTag(
  { key: given, value }: TagPair,
  index: number,
  policy: TagPolicy,
): readonly [key: string, value: string] {
  const { valueLength = VALUE_LENGTH, characters = CHARACTERS } = policy.rules ?? {}
  const key = checkTagKey(given, index, policy)
  if (value === undefined || value.length > valueLength || !characters.test(value)) {
    throw policy.refuse({ rule: 'value', index, key, value })
  }
  return [key, value]
}

function deleteOtherCase(tags: Map<string, string>, key: string): void {
  const identity = key.toLowerCase()
  for (const other of tags.keys()) {
    if (other !== key && other.toLowerCase() === identity) tags.delete(other)
  }
}
