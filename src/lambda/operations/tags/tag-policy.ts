import type { TagPolicy } from '../../../core/resources/tags.ts'
import { invalidTag, tooManyTags } from '../../deployment-errors.ts'

export const tagPolicy: TagPolicy = {
  refuse: ({ rule }) => (rule === 'tooMany' ? tooManyTags() : invalidTag()),
}
