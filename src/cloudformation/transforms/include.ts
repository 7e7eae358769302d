/**
 * `Fn::Transform`: parts of a template that other files hold (`AWS::Include`), or that a macro makes.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-include.html
 */
import { isObject } from '../../core/json.ts'
import { UnsupportedError } from '../../core/errors.ts'
import type { Steps } from '../../core/maybe-promise.ts'
import { setOwn } from '../../core/set-own.ts'
import { runMacro } from './macro.ts'
import type { Transformation } from './transformation.ts'

/** Replaces every `Fn::Transform` by what it stands for, beside the members around it. */
export function* include(value: unknown, around: Transformation): Steps<unknown> {
  if (!hasTransform(value)) return value
  if (Array.isArray(value)) {
    const made: unknown[] = []
    for (const entry of value) made.push(yield* include(entry, around))
    return made
  }
  if (!isObject(value)) return value
  const made: Record<string, unknown> = {}
  for (const [key, entry] of Object.entries(value))
    if (key !== 'Fn::Transform') setOwn(made, key, yield* include(entry, around))
  for (const one of [value['Fn::Transform'] ?? []].flat()) {
    const content = yield* contentOf(one, made, around)
    if (!isObject(content)) return content
    for (const [name, member] of Object.entries(content))
      setOwn(made, name, yield* include(member, around))
  }
  return made
}

/** Most templates have none, and are not copied. */
function hasTransform(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasTransform)
  if (!isObject(value)) return false
  for (const key in value) if (key === 'Fn::Transform' || hasTransform(value[key])) return true
  return false
}

/** AWS: intrinsic-function-reference-transform.html: a macro receives the siblings of the function. */
function* contentOf(
  transform: unknown,
  siblings: Record<string, unknown>,
  around: Transformation,
): Steps<unknown> {
  const { Name: name, Parameters: given } = isObject(transform) ? transform : {}
  const parameters = isObject(given) ? given : {}
  if (name !== 'AWS::Include')
    return yield* runMacro({ name: String(name), fragment: { ...siblings }, parameters }, around)
  const location = parameters['Location']
  const content = typeof location === 'string' ? around.read(location) : undefined
  if (isObject(content)) return content
  // On AWS the parts that a template includes are in a bucket.
  const what = `Fn::Transform AWS::Include ${typeof location === 'string' ? location : ''}`
  throw around.world.refuse(
    new UnsupportedError({ service: 'CloudFormation', operation: what.trim() }),
  )
}
