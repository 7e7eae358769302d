/**
 * The section `Globals`.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
import { isObject } from '../../core/json.ts'
import { didYouMean } from '../../core/errors.ts'
import { setOwn } from '../../core/set-own.ts'
import type { Properties } from './context.ts'
import { invalidGlobals } from './errors.ts'

const KINDS = [
  'Function',
  'Api',
  'HttpApi',
  'SimpleTable',
  'StateMachine',
  'LayerVersion',
  'WebSocketApi',
  'CapacityProvider',
]

/** The properties of a resource of this type on top of the globals. */
export function withGlobals(globals: unknown, type: string, properties: Properties): Properties {
  const kind = type.replace('AWS::Serverless::', '')
  const common = isObject(globals) ? globals[kind] : undefined
  return isObject(common) ? (merge(common, properties) as Properties) : properties
}

export function checkGlobals(globals: unknown): void {
  if (!isObject(globals)) return
  const unknown = Object.keys(globals).find((kind) => !KINDS.includes(kind))
  if (unknown === undefined) return
  throw invalidGlobals(
    `'${unknown}' is not supported. Must be one of the following values - [${KINDS.map((kind) => `'${kind}'`).join(', ')}]`,
    didYouMean(unknown, KINDS),
  )
}

/** Maps are merged deeply, lists appended after the globals', other values replaced. */
function merge(common: unknown, own: unknown): unknown {
  if (own === undefined) return common
  if (Array.isArray(common) && Array.isArray(own)) return [...common, ...(own as unknown[])]
  if (!isObject(common) || !isObject(own) || isIntrinsic(common) || isIntrinsic(own)) return own
  const merged: Properties = { ...common }
  for (const [key, value] of Object.entries(own)) {
    setOwn(merged, key, merge(Object.hasOwn(common, key) ? common[key] : undefined, value))
  }
  return merged
}

function isIntrinsic(value: Properties): boolean {
  const [name, ...others] = Object.keys(value)
  return others.length === 0 && (name === 'Ref' || name?.startsWith('Fn::') === true)
}
