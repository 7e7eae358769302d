/** Who answers the requests of a custom resource: the function or topic behind its service token. */
import { isObject } from '../../core/json.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { waitFor, type Steps } from '../../core/maybe-promise.ts'
import type { ResourceProperties } from '../../core/cloudformation/types.ts'
import type { World } from '../../core/world/world.ts'
import { askFunction, askTopic } from './ask.ts'
import { makeCall } from './aws-call.ts'
import { askFramework, type Framework } from './framework.ts'
import { toEvent, type CustomWish } from './request.ts'
import type { CustomAnswer } from './response.ts'

/** A function of a stack, as a service token finds it. */
export interface ProviderFunction {
  readonly logicalId: string
  readonly properties: ResourceProperties
}

export interface Surroundings {
  readonly world: World
  /** The record that the invocations are caused by. */
  readonly cause: JournalRecord
  /** Returns the function of any stack that has this name. */
  findFunction(name: string): ProviderFunction | undefined
}

type Provider =
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'framework'; readonly framework: Framework }
  | { readonly kind: 'call' }
  | { readonly kind: 'topic'; readonly arn: string }
  | { readonly kind: 'none'; readonly reason: string }

// CDK gives the function of AwsCustomResource this logical id in every app.
const AWS_CALL = /^AWS679f53fac002430cb0da5b7982bd2287/

function providerOf({ world, findFunction }: Surroundings, token: unknown): Provider {
  const text = typeof token === 'string' ? token : ''
  if (/^arn:[^:]+:sns:/.test(text)) return { kind: 'topic', arn: text }
  const [, region, name] = /^arn:[^:]+:lambda:([^:]+):\d+:function:(.+)$/.exec(text) ?? []
  if (name === undefined)
    return { kind: 'none', reason: `Its ServiceToken '${text}' is no function and no topic.` }
  const made = findFunction(name)
  if (made && AWS_CALL.test(made.logicalId)) return { kind: 'call' }
  const framework = made && frameworkOf(made.properties)
  const needed = framework ? [framework.onEvent, framework.isComplete ?? framework.onEvent] : [text]
  const missing = needed.find((one) => !world.ports.functions.canRun(one))
  if (region !== world.options.region || missing !== undefined) {
    const what = (missing ?? text).replace(/^.*:function:/, '')
    return { kind: 'none', reason: `Its function '${what}' has no handler.` }
  }
  return framework ? { kind: 'framework', framework } : { kind: 'function', name: text }
}

/** The functions that a function of CDK's provider framework names in its environment. */
function frameworkOf(properties: ResourceProperties): Framework | undefined {
  const environment = properties['Environment']
  const variables = isObject(environment) ? environment['Variables'] : undefined
  if (properties['Handler'] !== 'framework.onEvent' || !isObject(variables)) return undefined
  const { USER_ON_EVENT_FUNCTION_ARN: onEvent, USER_IS_COMPLETE_FUNCTION_ARN: isComplete } =
    variables
  if (typeof onEvent !== 'string') return undefined
  return { onEvent, isComplete: typeof isComplete === 'string' ? isComplete : undefined }
}

/** Why nothing answers the requests of this token here. Undefined if something does. */
export function missingProvider(around: Surroundings, token: unknown): string | undefined {
  const provider = providerOf(around, token)
  return provider.kind === 'none' ? provider.reason : undefined
}

/** Sends a request and waits for the answer. Throws a ServiceError that says why it failed. */
export function* ask(around: Surroundings, wish: CustomWish): Steps<CustomAnswer> {
  const { world, cause } = around
  const provider = providerOf(around, wish.properties['ServiceToken'])
  const event = toEvent(world, wish)
  switch (provider.kind) {
    case 'call':
      return yield* makeCall(world, wish, event)
    case 'framework':
      return yield* waitFor(askFramework(world, provider.framework, event, cause))
    case 'topic':
      return yield* waitFor(askTopic(world, provider.arn, event))
    case 'function':
      return yield* waitFor(askFunction(world, provider.name, event, cause))
    case 'none':
      // The provider went before its resource: there is nobody to tell.
      return {
        physicalId: wish.physicalId ?? wish.logicalId,
        requestId: event.RequestId,
        data: {},
      }
  }
}
