/**
 * Sequence numbers: 186 bits in decimal, 56 digits that begin with 49. They contain the times of
 * the shard and of the record, the shard's index and the record's number in the shard. AWS calls
 * them opaque, but logs and checkpoints show this layout, so ours look and sort alike.
 */

export interface SequenceNumber {
  /** Seconds since 1970. */
  readonly shardCreatedAt: number
  readonly shardIndex: number
  /** The record's number in its shard, from 1. The shard's own first number has 0. */
  readonly number: bigint
}

const SHAPE = /^2([\da-f]{9})[\da-f]([\da-f]{16})[\da-f]{2}[\da-f]{9}([\da-f]{8})2$/

/** The number after the last record of a closed shard. */
export const END_OF_SHARD = 0x7fffffffffffffffn

const hex = (value: number | bigint, digits: number): string =>
  value.toString(16).padStart(digits, '0')

const seconds = (milliseconds: number): number => Math.max(0, Math.floor(milliseconds / 1000))

/** `createdAt` of the shard and `at` of the record in milliseconds. */
export function printSequenceNumber(
  shard: { readonly createdAt: number; readonly index: number },
  number: number | bigint,
  at: number,
): string {
  const { createdAt, index } = shard
  const digits = [
    '0x2',
    hex(seconds(createdAt), 9),
    hex(index & 15, 1),
    hex(number, 16),
    '00',
    hex(seconds(at), 9),
    hex(index, 8),
    '2',
  ].join('')
  return BigInt(digits).toString()
}

/** Undefined for decimal text of another layout. */
export function parseSequenceNumber(text: string): SequenceNumber | undefined {
  const [, created, number, index] = SHAPE.exec(BigInt(text).toString(16)) ?? []
  if (created === undefined || number === undefined || index === undefined) return undefined
  return {
    shardCreatedAt: Number.parseInt(created, 16),
    shardIndex: Number.parseInt(index, 16),
    number: BigInt(`0x${number}`),
  }
}

/** Whether a sequence number contains this shard's time of creation. */
export const isOfShard = (
  { shardCreatedAt }: SequenceNumber,
  { createdAt }: { readonly createdAt: number },
): boolean => shardCreatedAt === seconds(createdAt)
