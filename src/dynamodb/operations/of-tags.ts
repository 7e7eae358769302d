/** The operations on tags. */
import type { Operation } from '../../core/world.ts'
import type { DynamoDbState } from '../state.ts'
import { listTagsOfResource } from './list-tags-of-resource.ts'
import { tagResource } from './tag-resource.ts'
import { untagResource } from './untag-resource.ts'

export const ofTags: readonly Operation<DynamoDbState>[] = [
  listTagsOfResource,
  tagResource,
  untagResource,
]
