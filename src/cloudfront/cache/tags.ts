/** Cache tags. AWS: invalidation-by-tags.html: those of a header of the origin's answer. */
import { MAX_TAG_LENGTH, MAX_TAGS } from '../limits.ts'
import { valueOf, type HeaderList } from '../messages/headers.ts'

const VISIBLE = /^[\x21-\x7e]+$/

/** Returns an object's tags in lower case. Malformed ones are ignored. */
export function tagsIn(headers: HeaderList, headerName: string | undefined): readonly string[] {
  if (headerName === undefined) return []
  const text = valueOf(headers, headerName.toLowerCase()) ?? ''
  return text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => isTag(tag))
    .slice(0, MAX_TAGS)
    .map((tag) => tag.toLowerCase())
}

export const isTag = (tag: string): boolean => VISIBLE.test(tag) && tag.length <= MAX_TAG_LENGTH
