/** TagResource, UntagResource and ListTagsForResource, for buses and rules. */
import { parseArnOf } from '../../core/resources/arn-form.ts'
import { BUS_KIND } from '../../core/resources/kinds.ts'
import {
  addTags,
  pairsOfList,
  removeTags,
  toTagList,
  type Tags,
} from '../../core/resources/tags.ts'
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { findBus, findRule, keepRule } from '../find.ts'
import { ruleInArn } from '../buses/names.ts'
import * as errors from '../errors.ts'
import type { EventBridgeState } from '../state.ts'
import { TAGS } from './tag-policy.ts'

interface Resource {
  readonly ResourceARN: string
}

type Tag = Readonly<Record<'Key' | 'Value', string>>

const accessTo =
  (action: string) =>
  ({ ResourceARN }: Resource): Access[] => [{ action, resource: ResourceARN }]

interface Tagged {
  readonly tags: Tags
  keep(tags: Tags): void
}

function find(state: EventBridgeState, world: World, { ResourceARN }: Resource): Tagged {
  const inArn = ruleInArn(ResourceARN)
  if (inArn) {
    const bus = findBus(state, world, inArn.bus)
    const rule = findRule(bus, inArn.rule)
    return { tags: rule.tags, keep: (tags) => keepRule(state, bus, { ...rule, tags }) }
  }
  if (!parseArnOf(BUS_KIND.arn, ResourceARN)) throw errors.invalidResourceArn(ResourceARN)
  const bus = findBus(state, world, ResourceARN)
  return { tags: bus.tags, keep: (tags) => void state.buses.set(bus.name, { ...bus, tags }) }
}

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<
  EventBridgeState,
  Resource & { readonly Tags: readonly Tag[] },
  Record<never, never>
> = defineOperation({
  name: 'TagResource',
  handles: ['ResourceARN', 'Tags'],
  access: accessTo('events:TagResource'),
  run(state, input, { world }) {
    const { tags, keep } = find(state, world, input)
    keep(addTags(tags, pairsOfList(input.Tags), TAGS))
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<
  EventBridgeState,
  Resource & { readonly TagKeys: readonly string[] },
  Record<never, never>
> = defineOperation({
  name: 'UntagResource',
  handles: ['ResourceARN', 'TagKeys'],
  access: accessTo('events:UntagResource'),
  run(state, input, { world }) {
    const { tags, keep } = find(state, world, input)
    keep(removeTags(tags, input.TagKeys))
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation<
  EventBridgeState,
  Resource,
  { readonly Tags: readonly Tag[] }
> = defineOperation({
  name: 'ListTagsForResource',
  handles: ['ResourceARN'],
  access: accessTo('events:ListTagsForResource'),
  run: (state, input, { world }) => ({ Tags: toTagList(find(state, world, input).tags) }),
})
