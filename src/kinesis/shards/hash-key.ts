/**
 * Hash keys: the 128-bit numbers that decide which shard a record belongs to. Kept as 32
 * hexadecimal digits, which compare as text; AWS prints them in decimal.
 */
import { createHash } from 'node:crypto'

export type HashKey = string

export const FIRST_HASH_KEY: HashKey = '0'.repeat(32)
export const LAST_HASH_KEY: HashKey = 'f'.repeat(32)

// AWS: PutRecord: "An MD5 hash function is used to map partition keys to 128-bit integer values".
export const hashKeyOf = (partitionKey: string): HashKey =>
  createHash('md5').update(partitionKey).digest('hex')

export const toHashKey = (value: bigint): HashKey => value.toString(16).padStart(32, '0')

export const toNumber = (key: HashKey): bigint => BigInt(`0x${key}`)

export const toDecimal = (key: HashKey): string => toNumber(key).toString()

/** Undefined for decimal text beyond 2^128-1. */
export function fromDecimal(text: string): HashKey | undefined {
  const key = toHashKey(BigInt(text))
  return key.length > 32 ? undefined : key
}

/** Returns the key `distance` after `key`. */
export const moved = (key: HashKey, distance: bigint): HashKey =>
  toHashKey(toNumber(key) + distance)
