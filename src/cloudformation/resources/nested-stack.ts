/** `AWS::CloudFormation::Stack`: a stack inside a stack, also of SAM's `AWS::Serverless::Application`. */
import { textIn } from '../../core/cloudformation/properties.ts'
import type { CreatedResource, ResourceProperties } from '../../core/cloudformation/types.ts'
import { isObject } from '../../core/json.ts'
import type { Steps } from '../../core/maybe-promise.ts'
import type { NestedTemplate } from '../sources.ts'
import type { Stack, StackOutput } from '../stack.ts'
import type { Owner } from './owner.ts'

export const NESTED_STACK = 'AWS::CloudFormation::Stack'

export interface NestedWish {
  readonly properties: ResourceProperties
  /** Of a stack that exists. */
  readonly id?: string
  generateName(): string
  skip(reason: string): void
}

/** Creates the nested stack, or updates the one that exists. */
export function* makeNestedStack(owner: Owner, wish: NestedWish): Steps<CreatedResource> {
  const url = textIn(wish.properties, 'TemplateURL') ?? ''
  const template = owner.sources.nested?.(url)
  if (!template) {
    wish.skip(`The template '${url}' is not a local file.`)
    return { id: wish.id ?? wish.generateName() }
  }
  const given = wish.properties['Parameters']
  const parameters = isObject(given) ? given : {}
  const stack = yield* explained(
    template,
    wish.id === undefined
      ? owner.nested.create(owner, wish.generateName(), template, parameters)
      : owner.nested.update(owner, wish.id, template, parameters),
  )
  return { id: stack.id, attributes: outputsOf(stack) }
}

/** Errors of the nested template name its own file. */
function* explained({ sources: { explain } }: NestedTemplate, steps: Steps<Stack>): Steps<Stack> {
  try {
    return yield* steps
  } catch (error) {
    throw explain ? explain(error) : error
  }
}

// Recorded: CF::engine/test_attributes: the attribute is `Outputs.Name`
const outputsOf = ({ outputs }: Stack): Record<string, unknown> =>
  Object.fromEntries(
    Array.from(outputs, ([name, { value }]: [string, StackOutput]) => [`Outputs.${name}`, value]),
  )
