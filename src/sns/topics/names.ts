/** Names of topics. */
import { invalidParameter } from '../errors.ts'
import { MAX_NAME } from '../limits.ts'

const SUFFIX = '.fifo'

export const isFifoName = (name: string): boolean => name.endsWith(SUFFIX)

/** Checks the name of a new topic. Recorded: sns-t-name-3, sns-t-name-ok. */
export function checkName(name: string, isFifo: boolean): void {
  const stem = isFifo && isFifoName(name) ? name.slice(0, -SUFFIX.length) : name
  if (/^[\w-]+$/.test(stem) && name.length <= MAX_NAME && isFifo === isFifoName(name)) return
  throw invalidParameter('Topic Name')
}
