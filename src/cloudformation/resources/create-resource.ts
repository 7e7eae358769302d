/** Creates one resource of a stack through the room of its type. */
import type {
  ResourceProperties,
  ResourceRequest,
  ResourceType,
} from '../../core/cloudformation/types.ts'
import { isUnsupportedError } from '../../core/errors.ts'
import type { Steps } from '../../core/maybe-promise.ts'
import { callForResource, unknownProperty } from '../calls/call-for-resource.ts'
import { createCustom, isCustom } from './custom-resource.ts'
import { generateName } from './names.ts'
import { makeNestedStack, NESTED_STACK } from './nested-stack.ts'
import type { Owner } from './owner.ts'
import { findResourceType } from './resource-types.ts'
import { stackTagsOf } from './stack-tags.ts'
import { skipInto, type MadeResource, type Skip, type Wish } from './wish.ts'

export function* createResource(owner: Owner, wish: Wish): Steps<MadeResource> {
  const { id, declaration, properties } = wish
  const { world } = owner
  const type = declaration.Type
  const skip = skipInto(wish)
  const generate = (longest: number): string => generateName(world, owner.name, id, longest)
  if (type === NESTED_STACK) {
    return yield* makeNestedStack(owner, {
      properties,
      generateName: () => generate(128),
      skip: (reason) => skip(undefined, reason),
    })
  }
  const known = findResourceType(world, type)
  if (!known && isCustom(type)) return yield* createCustom(owner, wish, skip, generate)
  if (!known) {
    skip(undefined, 'This type is not simulated.')
    return { id: generate(255) }
  }
  skipUnknown(known, properties, skip)
  try {
    return known.create(requestFor(owner, wish, generate))
  } catch (error) {
    if (!isUnsupportedError(error)) throw error
    skip(undefined, error.message)
    return { id: generate(255) }
  }
}

/** What the room of a type receives. */
export function requestFor(
  owner: Owner,
  wish: Wish,
  generate: (longest: number) => string,
): ResourceRequest {
  const { id, declaration, properties } = wish
  const { world, sources } = owner
  const skip = skipInto(wish)
  return {
    world,
    logicalId: id,
    properties,
    stackTags: stackTagsOf(owner, id),
    generateName: generate,
    call: (service, operation, input) => callForResource(world, service, operation, input, skip),
    skip,
    handler: () =>
      sources.handlers?.({
        logicalId: id,
        path: pathOf(declaration.Metadata),
        functionName: textOf(properties['FunctionName']),
        properties,
        metadata: declaration.Metadata,
      }),
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined

/** The construct's path in CDK's templates. */
export const pathOf = (metadata: unknown): string | undefined =>
  typeof metadata === 'object' && metadata !== null
    ? textOf(Reflect.get(metadata, 'aws:cdk:path'))
    : undefined

export function skipUnknown(
  { handles, meaningless = [] }: ResourceType,
  properties: ResourceProperties,
  skip: Skip,
): void {
  for (const name of Object.keys(properties)) {
    if (handles.includes(name) || meaningless.includes(name)) continue
    skip(name, unknownProperty(name, [...handles, ...meaningless]))
  }
}
