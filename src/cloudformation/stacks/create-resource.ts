/** Creates one resource of a stack through the room of its type. */
import type {
  CreatedResource,
  ResourceProperties,
  ResourceRequest,
  ResourceType,
} from '../../core/cloudformation/types.ts'
import { isUnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type { ResourceDeclaration } from '../template/template.ts'
import type { HandlerSource } from './handler-source.ts'
import { callForResource } from './call-for-resource.ts'
import { generateName } from './names.ts'
import {
  createNestedStack,
  NESTED_STACK,
  type CreateNested,
  type NestedStacks,
} from './nested-stack.ts'
import { findResourceType } from './resource-types.ts'
import type { SkippedPart } from '../stack.ts'

interface Owner {
  readonly name: string
  readonly id: string
  readonly tags: Readonly<Record<string, string>>
  readonly handlers: HandlerSource
  readonly nested?: NestedStacks
  readonly createStack: CreateNested
}

interface Wish {
  readonly id: string
  readonly declaration: ResourceDeclaration
  readonly properties: ResourceProperties
  /** Receives the parts of the resource without an effect. */
  readonly parts: SkippedPart[]
}

export function createResource(
  world: World,
  stack: Owner,
  { id, declaration, properties, parts }: Wish,
): CreatedResource {
  const type = declaration.Type
  const known = findResourceType(world, type)
  const skip = (property: string | undefined, reason: string): void => {
    parts.push({ logicalId: id, type, property, reason })
  }
  const generate = (longest: number): string => generateName(world, stack.name, id, longest)
  if (type === NESTED_STACK) {
    return createNestedStack(properties, stack.nested, {
      generateName: () => generate(128),
      skip: (reason) => skip(undefined, reason),
      create: stack.createStack,
    })
  }
  if (!known) {
    skip(undefined, 'This type is not simulated.')
    return { id: generate(255) }
  }
  skipUnknown(known, properties, skip)
  const request: ResourceRequest = {
    world,
    logicalId: id,
    properties,
    // AWS adds tags of its own (aws:cloudformation:stack-name and the like), which operations refuse.
    stackTags: stack.tags,
    generateName: generate,
    call: (service, operation, input) => callForResource(world, service, operation, input, skip),
    skip,
    handler: () =>
      stack.handlers({
        logicalId: id,
        path: pathOf(declaration.Metadata),
        functionName: textOf(properties['FunctionName']),
        properties,
        metadata: declaration.Metadata,
      }),
  }
  try {
    return known.create(request)
  } catch (error) {
    if (!isUnsupportedError(error)) throw error
    skip(undefined, error.message)
    return { id: generate(255) }
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined

const pathOf = (metadata: unknown): string | undefined =>
  typeof metadata === 'object' && metadata !== null
    ? textOf(Reflect.get(metadata, 'aws:cdk:path'))
    : undefined

function skipUnknown(
  { handles, meaningless = [] }: ResourceType,
  properties: ResourceProperties,
  skip: (property: string, reason: string) => void,
): void {
  for (const name of Object.keys(properties)) {
    if (handles.includes(name) || meaningless.includes(name)) continue
    skip(name, 'This property is not simulated.')
  }
}
