import { nameOf, shownValue } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'

/** Returns a key that a request could name. */
export function toKey(key: unknown, caller: string): string {
  if (typeof key !== 'string') {
    throw new MisuseError(
      `${caller} received ${nameOf(key)} as its key.`,
      "a key, such as 'a/b.txt'",
    )
  }
  if (key === '' || /\p{Surrogate}/u.test(key)) {
    throw new MisuseError(
      `${caller} received ${shownValue(key)} as its key.`,
      'at least one character of well-formed Unicode',
    )
  }
  return key
}
