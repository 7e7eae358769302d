import type { TagPolicy } from '../../core/resources/tags.ts'
import * as errors from '../errors.ts'
import { TAGS } from '../limits.ts'

export const TAG_POLICY: TagPolicy = {
  rules: { most: TAGS },
  refuse: (flaw) =>
    flaw.rule === 'tooMany' ? errors.tooManyTags(flaw.most) : errors.tagsRefused(flaw.key ?? ''),
}
