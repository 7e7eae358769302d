import { nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'

/** Checks that a value is an object whose members are strings. */
export function checkTexts(
  value: unknown,
  where: string,
  noun: string,
): asserts value is Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MisuseError(`${where} is ${nameOf(value)}.`, `an object: a name and ${noun} for each`)
  for (const [name, text] of Object.entries(value)) {
    if (typeof text !== 'string')
      throw new MisuseError(`${where}: '${name}' is ${nameOf(text)}.`, `${noun}, as a string`)
  }
}
