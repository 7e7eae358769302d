/** A service of the Serverless Framework, with its variables resolved. */
import { isObject } from '../../core/json.ts'

export type Properties = Record<string, unknown>

export interface ServerlessFunction {
  /** Its name in the file: `place`. */
  readonly key: string
  readonly properties: Properties
  readonly events: readonly ServerlessEvent[]
}

/** `- http: GET orders` has the type `http` and the value `GET orders`. */
export interface ServerlessEvent {
  readonly type: string
  readonly value: unknown
}

export interface Service {
  readonly name: string
  readonly stage: string
  readonly provider: Properties
  readonly custom: Properties
  readonly functions: readonly ServerlessFunction[]
  readonly plugins: readonly string[]
  readonly package: Properties
  readonly layers: Properties
}

export const membersOf = (value: unknown): Properties => (isObject(value) ? value : {})

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export const listOf = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]

/** Whether a value is a function of CloudFormation: `{ Ref: 'Queue' }`. */
export function isIntrinsic(value: unknown): boolean {
  const [name, ...others] = isObject(value) ? Object.keys(value) : []
  return others.length === 0 && (name === 'Ref' || name?.startsWith('Fn::') === true)
}

export function toService(document: Properties, stage: string): Service {
  const { service, provider, custom, functions, plugins } = document
  const named = isObject(service) ? service['name'] : service
  return {
    name: String(named ?? 'service'),
    stage,
    provider: membersOf(provider),
    custom: membersOf(custom),
    functions: listOf(functions).flatMap((group) =>
      Object.entries(membersOf(group)).map(([key, value]) => toFunction(key, membersOf(value))),
    ),
    plugins: listOf(isObject(plugins) ? plugins['modules'] : plugins).map(String),
    package: membersOf(document['package']),
    layers: membersOf(document['layers']),
  }
}

const toFunction = (key: string, properties: Properties): ServerlessFunction => ({
  key,
  properties,
  events: listOf(properties['events']).flatMap((event) =>
    typeof event === 'string'
      ? [{ type: event, value: {} }]
      : Object.entries(membersOf(event)).map(([type, value]) => ({ type, value })),
  ),
})
