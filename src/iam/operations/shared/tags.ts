/** Tags in requests and answers. */
import { addTags, NO_TAGS, type TagPolicy, type Tags } from '../../../core/resources/tags.ts'
import * as errors from '../../errors.ts'
import { TAGS } from '../../limits.ts'

export interface TagInput {
  readonly Key: string
  readonly Value: string
}

// Unverified: the wordings.
const POLICY: TagPolicy = {
  rules: { ignoresCase: true },
  refuse(flaw) {
    if (flaw.rule === 'tooMany') return errors.quotaExceeded('TagsPerResource', TAGS)
    if (flaw.rule === 'duplicateKey')
      return errors.invalidInput(
        'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      )
    return errors.invalidInput(`The tag at position ${flaw.index + 1} is not valid.`)
  },
}

export const withTags = (tags: Tags, given: readonly TagInput[] = []): Tags =>
  given.length === 0
    ? tags
    : addTags(
        tags,
        given.map(({ Key, Value }) => ({ key: Key, value: Value })),
        POLICY,
      )

export const newTags = (given: readonly TagInput[] | undefined): Tags => withTags(NO_TAGS, given)

export function withoutTags(tags: Tags, keys: readonly string[]): Tags {
  const gone = new Set(keys.map((key) => key.toLowerCase()))
  return new Map([...tags].filter(([key]) => !gone.has(key.toLowerCase())))
}

export const listed = (tags: Tags): readonly TagInput[] =>
  [...tags].map(([Key, Value]) => ({ Key, Value }))

/** Absent without tags, as in AWS's answers. */
export const shownTags = (tags: Tags): { readonly Tags?: readonly TagInput[] } =>
  tags.size > 0 ? { Tags: listed(tags) } : {}
