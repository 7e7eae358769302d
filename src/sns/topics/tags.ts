/** Tags of topics. */
import {
  addTags,
  NO_TAGS,
  type TagFlaw,
  type TagPair,
  type Tags,
} from '../../core/resources/tags.ts'
import { invalidParameter, tooManyTags } from '../errors.ts'

// Recorded: sns-t-tags2. Unverified: the wordings of the other rules.
function refuse(flaw: TagFlaw): Error {
  switch (flaw.rule) {
    case 'tooMany':
      return tooManyTags()
    case 'duplicateKey':
      return invalidParameter('Duplicated keys are not allowed.')
    case 'reservedKey':
      return invalidParameter("Tag keys can't start with 'aws:'")
    default:
      return invalidParameter('Tags')
  }
}

export const checkTags = (pairs: readonly TagPair[], tags: Tags = NO_TAGS): Tags =>
  addTags(tags, pairs, { refuse })
