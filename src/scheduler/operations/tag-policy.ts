import type { TagPolicy } from '../../core/resources/tags.ts'
import * as errors from '../errors.ts'

export const TAGS: TagPolicy = {
  refuse: (flaw) =>
    flaw.rule === 'tooMany' ? errors.tooManyTags(flaw.most) : errors.tagsRefused(flaw.index),
}
