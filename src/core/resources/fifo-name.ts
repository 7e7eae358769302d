/** Names of FIFO queues and topics, which end with `.fifo`. */
import { shownValue } from '../checks.ts'
import { MisuseError } from '../errors.ts'

const SUFFIX = '.fifo'

export const isFifoName = (name: string): boolean => name.endsWith(SUFFIX)

/** Whether a name of letters, digits, hyphens and underscores has the suffix exactly if it must. */
export function isValidName(name: string, { isFifo, most }: NameRules): boolean {
  const stem = isFifo && isFifoName(name) ? name.slice(0, -SUFFIX.length) : name
  return /^[\w-]+$/.test(stem) && name.length <= most && isFifo === isFifoName(name)
}

export interface NameRules {
  readonly isFifo: boolean
  /** The longest name. */
  readonly most: number
}

/** Returns the option `fifo`, which the name decides too. */
export function toFifo(caller: string, name: string, fifo: boolean = isFifoName(name)): boolean {
  if (fifo === isFifoName(name)) return fifo
  throw new MisuseError(
    `${caller} received fifo: ${shownValue(fifo)}.`,
    fifo ? `a name that ends with .fifo: '${name}.fifo'` : 'a name that does not end with .fifo',
  )
}
