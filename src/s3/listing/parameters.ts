/** The parameters that all lists of keys share. */
import { invalidArgument } from '../errors/requests.ts'
import { MAX_LISTED } from '../limits.ts'
import { formEncoded } from '../objects/form-encoding.ts'

export interface ListMembers {
  readonly Prefix?: string
  readonly Delimiter?: string
  readonly EncodingType?: string
  readonly OptionalObjectAttributes?: readonly string[]
}

export const LIST_MEMBERS: readonly string[] = ['Prefix', 'Delimiter', 'EncodingType']

/** Recorded by peers (LocalStack). `name`: `max-keys`. */
export function limitIn(given: number | undefined, name: string): number {
  if (given === undefined) return MAX_LISTED
  if (!(given >= 0 && given <= 0x7fffffff)) {
    throw invalidArgument(
      `Argument ${name} must be an integer between 0 and 2147483647`,
      name,
      given,
    )
  }
  return Math.min(given, MAX_LISTED)
}

export function checkEncoding({ EncodingType }: ListMembers): void {
  if (EncodingType === undefined || EncodingType === 'url') return
  // AWS: ErrorResponses.html. Unverified: the wording.
  throw invalidArgument(
    'Invalid Encoding Method specified in Request',
    'encoding-type',
    EncodingType,
  )
}

/** Returns how an answer spells keys and prefixes. */
export const speller = ({ EncodingType }: ListMembers): ((text: string) => string) =>
  EncodingType === 'url' ? formEncoded : (text) => text
