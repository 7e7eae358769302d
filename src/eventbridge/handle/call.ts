/** The calls of handles' own methods. */
import { isServiceError, MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'

/** Makes a call whose refusals are slips of the test. */
export function callFor<Output>(
  world: World,
  caller: string,
  operation: string,
  input: object,
): Output {
  try {
    return world.callSync({
      service: 'eventbridge',
      operation,
      input,
      source: 'service',
    }) as Output
  } catch (error) {
    if (!isServiceError(error)) throw error
    throw refused(caller, sentence(error.message), HINTS[error.code])
  }
}

/** Some of AWS's messages have no end. */
const sentence = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`)

const HINTS: Readonly<Record<string, string>> = {
  InvalidEventPatternException:
    "an event pattern, whose conditions are lists: { source: ['shop'], detailType: ['OrderPlaced'] }",
}

export const refused = (
  caller: string,
  message: string,
  expected: string = 'what EventBridge takes',
): MisuseError => new MisuseError(`${caller} was refused: ${message}`, expected)
