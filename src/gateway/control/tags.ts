/** Tags of API Gateway's resources. */
import {
  addTags,
  pairsOfMap,
  removeTags,
  toTags,
  type TagFlaw,
  type TagPolicy,
  type Tags,
} from '../../core/resources/tags.ts'
import type { ServiceError } from '../../core/errors.ts'
import { badRequest } from './errors.ts'

// Unverified: the wordings.
const refuse = (flaw: TagFlaw): ServiceError => {
  switch (flaw.rule) {
    case 'tooMany':
      return badRequest(`Too many tags: a resource can have ${flaw.most} tags.`)
    case 'reservedKey':
      return badRequest('Invalid tag key: aws: prefixed tag key names are not allowed.')
    default:
      return badRequest('Invalid tag key or value.')
  }
}

const TAG_POLICY: TagPolicy = { refuse }

export const tagsOf = (given: Readonly<Record<string, string>> | undefined): Tags =>
  toTags(pairsOfMap(given ?? {}), TAG_POLICY)

export const withTags = (tags: Tags, added: Readonly<Record<string, string>>): Tags =>
  addTags(tags, pairsOfMap(added), TAG_POLICY)

export const withoutTags = (tags: Tags, keys: readonly string[]): Tags => removeTags(tags, keys)
