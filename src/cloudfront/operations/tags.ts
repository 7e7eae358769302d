/** Tags of distributions and functions. AWS: tagging.html */
import { parseArnOf } from '../../core/resources/arn-form.ts'
import {
  addTags,
  pairsOfList,
  removeTags,
  toTagList,
  toTags,
  type TagPolicy,
  type Tags,
} from '../../core/resources/tags.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation, model } from '../api/define-operation.ts'
import { DISTRIBUTION_KIND } from '../distributions/names.ts'
import { notFound } from '../errors.ts'
import { functionNameIn } from '../functions/names.ts'
import type { CloudFrontState } from '../state.ts'

export interface TagsInput {
  readonly Items?: readonly { readonly Key: string; readonly Value?: string }[]
}

const POLICY: TagPolicy = {
  // Unverified: the wordings.
  refuse: (flaw) =>
    model.error(
      'InvalidTagging',
      flaw.rule === 'tooMany'
        ? `A resource can have at most ${flaw.most} tags.`
        : `The tag ${String(flaw.key)} is invalid.`,
    ),
}

const pairsIn = ({ Items = [] }: TagsInput): ReturnType<typeof pairsOfList> =>
  pairsOfList(Items.map(({ Key, Value = '' }) => ({ Key, Value })))

export const tagsIn = (input: TagsInput): Tags => toTags(pairsIn(input), POLICY)

/** Finds the tags of an ARN, and a way to replace them. */
function holderOf(
  state: CloudFrontState,
  arn: string,
): { readonly tags: Tags; replace(tags: Tags): void } {
  const distribution = state.distributions.get(parseArnOf(DISTRIBUTION_KIND.arn, arn)?.name ?? '')
  if (distribution) {
    const { id, tags } = distribution
    return {
      tags,
      replace: (next) => void state.distributions.set(id, { ...distribution, tags: next }),
    }
  }
  const stored = state.functions.get(functionNameIn(arn) ?? '')
  if (!stored) throw notFound('NoSuchResource')
  const { name, tags } = stored
  return { tags, replace: (next) => void state.functions.set(name, { ...stored, tags: next }) }
}

interface Tagged {
  readonly Resource: string
}

const tagResource = defineOperation({
  name: 'TagResource',
  handles: ['Resource', 'Tags'],
  run(state: CloudFrontState, { Resource, Tags }: Tagged & { readonly Tags: TagsInput }) {
    const holder = holderOf(state, Resource)
    holder.replace(addTags(holder.tags, pairsIn(Tags), POLICY))
    return {}
  },
})

const untagResource = defineOperation({
  name: 'UntagResource',
  handles: ['Resource', 'TagKeys'],
  run(
    state: CloudFrontState,
    { Resource, TagKeys }: Tagged & { readonly TagKeys: { readonly Items?: readonly string[] } },
  ) {
    const holder = holderOf(state, Resource)
    holder.replace(removeTags(holder.tags, TagKeys.Items ?? []))
    return {}
  },
})

const listTagsForResource = defineOperation({
  name: 'ListTagsForResource',
  handles: ['Resource'],
  run: (state: CloudFrontState, { Resource }: Tagged) => ({
    Tags: { Items: toTagList(holderOf(state, Resource).tags) },
  }),
})

export const tagOperations: Readonly<Record<string, Operation<CloudFrontState>>> = {
  ListTagsForResource: listTagsForResource,
  TagResource: tagResource,
  UntagResource: untagResource,
}
