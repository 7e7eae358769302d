/** AddTagsToResource, RemoveTagsFromResource and ListTagsForResource, for parameters. */
import { ServiceError, UnsupportedError } from '../../core/errors.ts'
import {
  addTags,
  pairsOfList,
  removeTags,
  toTagList,
  type TagFlaw,
  type TagPolicy,
} from '../../core/resources/tags.ts'
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import type { SsmState, StoredParameter } from '../state.ts'
import { parameterArn } from './parameter-name.ts'

// Unverified: the wordings.
export const TAGS: TagPolicy = {
  refuse(flaw: TagFlaw) {
    if (flaw.rule === 'tooMany') {
      return new ServiceError(
        'TooManyTagsError',
        `The number of tags exceeds the limit of ${flaw.most}.`,
      )
    }
    return errors.validation(`The tag key or value at position ${flaw.index + 1} is not valid.`)
  },
}

interface Resource {
  readonly ResourceType: string
  readonly ResourceId: string
}

const accessTo =
  (action: string) =>
  <Input extends Resource>({ ResourceId }: Input, { options }: World): Access[] => [
    { action, resource: parameterArn(options, ResourceId) },
  ]

function find(state: SsmState, world: World, { ResourceType, ResourceId }: Resource) {
  if (ResourceType !== 'Parameter') {
    throw world.refuse(
      new UnsupportedError({ service: 'SSM', parameter: `ResourceType ${ResourceType}` }),
    )
  }
  const parameter = state.parameters.get(ResourceId)
  if (!parameter) throw errors.resourceInvalid(ResourceId)
  return parameter
}

const keep = (state: SsmState, parameter: StoredParameter, tags: StoredParameter['tags']): void =>
  void state.parameters.set(parameter.name, { ...parameter, tags })

type Tag = Readonly<Record<'Key' | 'Value', string>>

interface AddInput extends Resource {
  readonly Tags: readonly Tag[]
}

interface RemoveInput extends Resource {
  readonly TagKeys: readonly string[]
}

/** AWS: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html */
export const addTagsToResource: Operation<
  SsmState,
  AddInput,
  Record<never, never>
> = defineOperation({
  name: 'AddTagsToResource',
  handles: ['ResourceType', 'ResourceId', 'Tags'],
  access: accessTo('ssm:AddTagsToResource'),
  run(state, input: AddInput, { world }) {
    const parameter = find(state, world, input)
    keep(state, parameter, addTags(parameter.tags, pairsOfList(input.Tags), TAGS))
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RemoveTagsFromResource.html */
export const removeTagsFromResource: Operation<
  SsmState,
  RemoveInput,
  Record<never, never>
> = defineOperation({
  name: 'RemoveTagsFromResource',
  handles: ['ResourceType', 'ResourceId', 'TagKeys'],
  access: accessTo('ssm:RemoveTagsFromResource'),
  run(state, input: RemoveInput, { world }) {
    const parameter = find(state, world, input)
    keep(state, parameter, removeTags(parameter.tags, input.TagKeys))
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation<
  SsmState,
  Resource,
  { readonly TagList: readonly Tag[] }
> = defineOperation({
  name: 'ListTagsForResource',
  handles: ['ResourceType', 'ResourceId'],
  access: accessTo('ssm:ListTagsForResource'),
  run: (state, input, { world }) => ({ TagList: toTagList(find(state, world, input).tags) }),
})
