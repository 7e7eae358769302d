/** `AWS::CloudFormation::Stack`: a stack inside a stack, also of SAM's `AWS::Serverless::Application`. */
import { isObject } from '../../core/json.ts'
import { textIn } from '../../core/cloudformation/properties.ts'
import type { CreatedResource, ResourceProperties } from '../../core/cloudformation/types.ts'
import type { HandlerSource } from './handler-source.ts'
import type { Stack, StackOutput } from '../stack.ts'

/** The template of a nested stack, and how its functions get their handlers. */
export interface NestedTemplate {
  readonly document: unknown
  readonly source: unknown
  readonly handlers: HandlerSource
  readonly nested: NestedStacks
  read(location: string): unknown
  /** Runs a step; its errors then name this template's file. */
  explain<Result>(step: () => Result): Result
}

/** Finds the template behind a `TemplateURL`. Undefined if it cannot be read here. */
export type NestedStacks = (url: string) => NestedTemplate | undefined

export const NESTED_STACK = 'AWS::CloudFormation::Stack'

/** Creates a stack (create-stack.ts, which this file must not import). */
export type CreateNested = (name: string, template: NestedTemplate, parameters: object) => Stack

export function createNestedStack(
  properties: ResourceProperties,
  nested: NestedStacks | undefined,
  {
    generateName,
    skip,
    create,
  }: {
    readonly generateName: () => string
    skip(reason: string): void
    readonly create: CreateNested
  },
): CreatedResource {
  const url = textIn(properties, 'TemplateURL') ?? ''
  const template = nested?.(url)
  if (!template) {
    skip(`The template '${url}' is not a local file.`)
    return { id: generateName() }
  }
  const given = properties['Parameters']
  const stack = template.explain(() =>
    create(generateName(), template, isObject(given) ? given : {}),
  )
  return { id: stack.id, attributes: outputsOf(stack.outputs) }
}

// Recorded: CF::engine/test_attributes: the attribute is `Outputs.Name`
const outputsOf = (outputs: ReadonlyMap<string, StackOutput>): Record<string, unknown> =>
  Object.fromEntries(Array.from(outputs, ([name, { value }]) => [`Outputs.${name}`, value]))
