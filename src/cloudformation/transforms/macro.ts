/**
 * Macros: functions that rewrite a template or a part of it.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros-author.html
 */
import { isObject } from '../../core/json.ts'
import { waitFor, type Steps } from '../../core/maybe-promise.ts'
import type { World } from '../../core/world/world.ts'
import { TemplateError } from '../errors.ts'
import { cloudformation } from '../service.ts'
import type { Transformation } from './transformation.ts'

interface MacroCall {
  readonly name: string
  readonly fragment: unknown
  readonly parameters: Readonly<Record<string, unknown>>
}

/** Returns the fragment that the macro's function makes of the given one. */
export function* runMacro(
  { name, fragment, parameters }: MacroCall,
  { world, parameters: values, cause }: Transformation,
): Steps<unknown> {
  const { region, accountId } = world.options
  const macro = functionOf(world, name)
  // Seen: CreateStack in public issues
  if (macro === undefined)
    throw new TemplateError(`No transform named ${accountId}::${name} found.`, ['Transform'])
  const requestId = world.ids.uuid('macro')
  const outcome = yield* waitFor(
    world.ports.functions.invoke({
      function: macro,
      event: {
        region,
        accountId,
        fragment,
        transformId: `${accountId}::${name}`,
        params: parameters,
        requestId,
        templateParameterValues: values,
      },
      type: 'RequestResponse',
      cause,
    }),
  )
  const answer: unknown = outcome?.payload
  const { status, fragment: made, errorMessage } = isObject(answer) ? answer : {}
  if (status === 'success') return made
  // Recorded: CF::engine/test_template_engine (macros that fail)
  const reason = outcome?.unobservedError?.errorMessage ?? errorMessage
  throw new TemplateError(
    `Transform ${accountId}::${name} failed with: ${typeof reason === 'string' ? reason : `Invalid response`}.`,
    ['Transform'],
  )
}

/** The function behind a macro that a stack of the region defines. */
function functionOf(world: World, name: string): string | undefined {
  for (const { deletedAt, resources } of world.state(cloudformation).stacks.values()) {
    if (deletedAt !== undefined) continue
    for (const { type, properties } of resources.values()) {
      const isIt = type === 'AWS::CloudFormation::Macro' && properties['Name'] === name
      if (isIt) return String(properties['FunctionName'])
    }
  }
  return undefined
}
