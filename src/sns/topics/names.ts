/** Names of topics. */
import { isValidName } from '../../core/resources/fifo-name.ts'
import { invalidParameter } from '../errors.ts'
import { MAX_NAME } from '../limits.ts'

/** Checks the name of a new topic. Recorded: sns-t-name-3, sns-t-name-ok. */
export function checkName(name: string, isFifo: boolean): void {
  if (!isValidName(name, { isFifo, most: MAX_NAME })) throw invalidParameter('Topic Name')
}
