/** The operations on tags. */
import type { Operation } from '../../core/world.ts'
import type { DynamoDbState } from '../state/state.ts'
import { listTagsOfResource } from './tags/list-tags-of-resource.ts'
import { tagResource } from './tags/tag-resource.ts'
import { untagResource } from './tags/untag-resource.ts'

export const ofTags: readonly Operation<DynamoDbState>[] = [
  listTagsOfResource,
  tagResource,
  untagResource,
]
