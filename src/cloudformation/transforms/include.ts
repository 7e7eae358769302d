/**
 * `AWS::Include`: parts of a template that other files hold.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-include.html
 */
import { isObject } from '../../core/json.ts'
import { UnsupportedError } from '../../core/errors.ts'
import { setOwn } from '../../core/set-own.ts'
import type { World } from '../../core/world/world.ts'

/** Reads a file that a template names. Undefined for a place that cannot be read here. */
export type ReadPart = (location: string) => unknown

/** Replaces every `Fn::Transform` by the content of its file, beside the members around it. */
export function include(value: unknown, world: World, read: ReadPart): unknown {
  if (Array.isArray(value)) return value.map((entry) => include(entry, world, read))
  if (!isObject(value)) return value
  const made: Record<string, unknown> = {}
  for (const [key, entry] of Object.entries(value)) {
    if (key !== 'Fn::Transform') setOwn(made, key, include(entry, world, read))
    else
      for (const [name, member] of Object.entries(contentOf(entry, world, read)))
        setOwn(made, name, include(member, world, read))
  }
  return made
}

function contentOf(transform: unknown, world: World, read: ReadPart): Record<string, unknown> {
  const { Name: name, Parameters: parameters } = isObject(transform) ? transform : {}
  const location = isObject(parameters) ? parameters['Location'] : undefined
  const content =
    name === 'AWS::Include' && typeof location === 'string' ? read(location) : undefined
  if (isObject(content)) return content
  const what = `Fn::Transform ${String(name)} ${typeof location === 'string' ? location : ''}`
  throw world.refuse(new UnsupportedError({ service: 'CloudFormation', operation: what.trim() }))
}
