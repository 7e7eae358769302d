/** AWS: TagResource, UntagResource, GetTags of REST APIs' control plane. */
import { toTagMap } from '../../../core/resources/tags.ts'
import type { GatewayState } from '../../api/state.ts'
import { withoutTags, withTags } from '../../control/tags.ts'
import { taggedResource } from '../tagged-resource.ts'
import { defineRest, type RestOperations } from '../rest/define.ts'

interface Input {
  readonly resourceArn: string
}

const PATH = '/tags/{resourceArn}'

const tagResource = defineRest({
  name: 'TagResource',
  verb: 'PUT',
  path: PATH,
  handles: ['tags'],
  run(
    state: GatewayState,
    { resourceArn, tags }: Input & { readonly tags: Readonly<Record<string, string>> },
    { world },
  ) {
    const resource = taggedResource(state, world, resourceArn)
    resource.save(withTags(resource.tags, tags))
    return {}
  },
})

const untagResource = defineRest({
  name: 'UntagResource',
  verb: 'DELETE',
  path: PATH,
  handles: ['tagKeys'],
  run(
    state: GatewayState,
    { resourceArn, tagKeys }: Input & { readonly tagKeys: readonly string[] },
    { world },
  ) {
    const resource = taggedResource(state, world, resourceArn)
    resource.save(withoutTags(resource.tags, tagKeys))
    return {}
  },
})

const getTags = defineRest({
  name: 'GetTags',
  verb: 'GET',
  path: PATH,
  // AWS: API_GetTags.html (position and limit are not supported yet)
  handles: ['position', 'limit'],
  run: (state: GatewayState, { resourceArn }: Input, { world }) => ({
    tags: toTagMap(taggedResource(state, world, resourceArn).tags),
  }),
})

export const tagOperations: RestOperations = {
  GetTags: getTags,
  TagResource: tagResource,
  UntagResource: untagResource,
}
