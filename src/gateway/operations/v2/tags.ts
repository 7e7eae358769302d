/** AWS: TagResource, UntagResource, GetTags. */
import { toTagMap } from '../../../core/resources/tags.ts'
import type { GatewayState } from '../../api/state.ts'
import { withoutTags, withTags } from '../../control/tags.ts'
import { taggedResource } from '../tagged-resource.ts'
import { defineV2, type V2Operations } from './define.ts'

interface Input {
  readonly ResourceArn: string
}

const PATH = '/tags/{ResourceArn}'

const tagResource = defineV2({
  name: 'TagResource',
  verb: 'POST',
  path: PATH,
  handles: ['Tags'],
  run(
    state: GatewayState,
    { ResourceArn, Tags = {} }: Input & { readonly Tags?: Readonly<Record<string, string>> },
    { world },
  ) {
    const resource = taggedResource(state, world, ResourceArn)
    resource.save(withTags(resource.tags, Tags))
    return {}
  },
})

const untagResource = defineV2({
  name: 'UntagResource',
  verb: 'DELETE',
  path: PATH,
  handles: ['TagKeys'],
  run(
    state: GatewayState,
    { ResourceArn, TagKeys }: Input & { readonly TagKeys: readonly string[] },
    { world },
  ) {
    const resource = taggedResource(state, world, ResourceArn)
    resource.save(withoutTags(resource.tags, TagKeys))
    return {}
  },
})

const getTags = defineV2({
  name: 'GetTags',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, { ResourceArn }: Input, { world }) => ({
    Tags: toTagMap(taggedResource(state, world, ResourceArn).tags),
  }),
})

export const tagOperations: V2Operations = {
  GetTags: getTags,
  TagResource: tagResource,
  UntagResource: untagResource,
}
