import type { TagPolicy } from '../../../core/resources/tags.ts'
import { invalidTags, tooManyTags, type Named } from '../../errors.ts'
import { MOST_TAGS } from '../../limits.ts'

/** AWS: API_AddTagsToStream.html. Unverified: the same words for tags of every operation. */
export const tagPolicyOf = (stream: Named): TagPolicy => ({
  rules: { most: MOST_TAGS, characters: /^[\p{L}\p{Z}\p{N}_.:/=+\-@%]*$/u },
  refuse: (flaw) => (flaw.rule === 'tooMany' ? tooManyTags(flaw.most, stream) : invalidTags()),
})
