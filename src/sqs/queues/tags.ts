/** Tags of queues: any characters of a key, and 50 of them. */
import {
  addTags,
  NO_TAGS,
  type TagFlaw,
  type TagPair,
  type Tags,
} from '../../core/resources/tags.ts'
import { invalidValue } from '../errors.ts'

// AWS: sqs-queue-tags.html. Unverified: the wordings.
function refuse(flaw: TagFlaw): Error {
  switch (flaw.rule) {
    case 'tooMany':
      return invalidValue(`Too many tags added for queue. Limit is ${flaw.most}.`)
    case 'value':
      return invalidValue('Tag values must be between 0 and 256 characters in length.')
    case 'reservedKey':
      return invalidValue("Tag keys can't start with 'aws:'.")
    default:
      return invalidValue('Tag keys must be between 1 and 128 characters in length.')
  }
}

export const checkTags = (pairs: readonly TagPair[], tags: Tags = NO_TAGS): Tags =>
  addTags(tags, pairs, { refuse })
