/**
 * Tags of objects and buckets.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
 */
import {
  NO_TAGS,
  pairsOfList,
  toTags,
  type TagFlaw,
  type TagPair,
  type TagPolicy,
  type Tags,
} from '../../core/resources/tags.ts'
import * as errors from '../errors/buckets.ts'
import { invalidArgument, malformedXml } from '../errors/requests.ts'
import { MAX_BUCKET_TAGS, MAX_OBJECT_TAGS } from '../limits.ts'

export interface Tagging {
  readonly TagSet?: readonly { readonly Key?: string; readonly Value?: string }[]
}

/** Recorded by peers (LocalStack): letters, digits, spaces and `_.:/=+-@`. */
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@\s]*$/u

const refuse =
  (reserved: (key: string) => Error) =>
  (flaw: TagFlaw): Error => {
    switch (flaw.rule) {
      case 'key':
        return flaw.key === undefined ? malformedXml() : errors.invalidTagKey(flaw.key)
      case 'reservedKey':
        return reserved(flaw.key)
      case 'duplicateKey':
        return errors.repeatedTag(flaw.key)
      case 'value':
        return flaw.value === undefined
          ? malformedXml()
          : errors.invalidTagValue(flaw.key, flaw.value)
      case 'tooMany':
        return errors.tooManyTags(flaw.most)
    }
  }

const policyOf = (most: number, reserved: (key: string) => Error): TagPolicy => ({
  rules: { most, characters: CHARACTERS, reserved: /^aws:/ },
  refuse: refuse(reserved),
})

const OBJECT_TAGS = policyOf(MAX_OBJECT_TAGS, errors.reservedObjectTag)
const BUCKET_TAGS = policyOf(MAX_BUCKET_TAGS, errors.reservedBucketTag)

export const objectTagsIn = (tagging: Tagging): Tags => tagsIn(tagging, OBJECT_TAGS)
export const bucketTagsIn = (tagging: Tagging): Tags => tagsIn(tagging, BUCKET_TAGS)

function tagsIn({ TagSet }: Tagging, policy: TagPolicy): Tags {
  if (!TagSet) throw malformedXml()
  return toTags(pairsOfList(TagSet), policy)
}

/** Recorded: S3.md: pieces of `x-amz-tagging` may lack a value, or be empty. */
export function tagsInHeader(header: string | undefined): Tags {
  if (header === undefined || header === '') return NO_TAGS
  const pairs: TagPair[] = []
  for (const [key, value] of new URLSearchParams(header)) pairs.push({ key, value })
  const isWrong =
    new Set(pairs.map(({ key }) => key)).size < pairs.length ||
    pairs.some(({ key = '', value = '' }) => !CHARACTERS.test(key) || !CHARACTERS.test(value))
  if (isWrong) {
    throw invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      'x-amz-tagging',
      header,
    )
  }
  return toTags(pairs, OBJECT_TAGS)
}
