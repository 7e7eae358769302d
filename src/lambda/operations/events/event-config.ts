/** The configuration of asynchronous events in requests and answers. */
import { parseArn } from '../../../core/arn.ts'
import { UnsupportedError } from '../../../core/errors.ts'
import type { World } from '../../../core/world/world.ts'
import {
  LATEST,
  versionOf,
  type EventConfig,
  type FunctionDefinition,
} from '../../definition/definition.ts'
import { formatFunctionArn, parseFunctionName } from '../../definition/function-name.ts'
import * as errors from '../../deployment-errors.ts'
import type { LambdaState } from '../../state.ts'

export interface EventConfigInput {
  readonly FunctionName: string
  readonly Qualifier?: string
  readonly MaximumRetryAttempts?: number
  readonly MaximumEventAgeInSeconds?: number
  readonly DestinationConfig?: {
    readonly OnSuccess?: { readonly Destination?: string }
    readonly OnFailure?: { readonly Destination?: string }
  }
}

export const EVENT_CONFIG: readonly string[] = [
  'FunctionName',
  'Qualifier',
  'MaximumRetryAttempts',
  'MaximumEventAgeInSeconds',
  'DestinationConfig.OnSuccess.Destination',
  'DestinationConfig.OnFailure.Destination',
]

export interface Configured {
  readonly definition: FunctionDefinition
  readonly qualifier: string
  readonly arn: string
}

/** Finds the function, version or alias that a request configures. */
export function findConfigured(
  world: World,
  state: LambdaState,
  { FunctionName, Qualifier }: EventConfigInput,
  notFound: () => Error = errors.configuredFunctionNotFound,
): Configured {
  const parsed = parseFunctionName(FunctionName, world.options, Qualifier)
  const { name, qualifier = LATEST } = parsed
  const definition = state.definitions.get(name)
  if (!definition) throw notFound()
  if (!definition.aliases.has(qualifier) && !versionOf(definition, qualifier)) throw notFound()
  return { definition, qualifier, arn: formatFunctionArn(world.options, name, qualifier) }
}

/** The configuration that `registerFunction` gave counts as that of `$LATEST`. */
export const ownConfig = ({ definition, qualifier }: Configured): EventConfig | undefined =>
  definition.eventConfigs.get(qualifier) ??
  (qualifier === LATEST ? definition.eventDefaults : undefined)

export function checkEventConfig(world: World, input: EventConfigInput, { arn }: Configured): void {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input
  const given = [MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig]
  if (given.every((member) => member === undefined)) throw errors.emptyEventConfig()
  for (const side of ['OnSuccess', 'OnFailure'] as const) {
    const destination = DestinationConfig?.[side]?.Destination
    if (destination) checkDestination(world, destination, side, arn)
  }
}

function checkDestination(world: World, text: string, side: string, own: string): void {
  const destination = parseArn(text)
  if (!destination) throw errors.invalidDestination(text)
  if (destination.service === 'lambda') {
    const unqualified = (arn: string): string => arn.split(':').slice(0, 7).join(':')
    if (unqualified(text) === unqualified(own)) throw errors.destinationIsItself()
    return
  }
  if (!['events', 's3', 'sns', 'sqs'].includes(destination.service)) {
    throw errors.invalidDestination(text)
  }
  const receiver = world.ports.receiver?.(destination.service)
  if (!receiver) {
    const parameter = `DestinationConfig.${side}`
    throw world.refuse(new UnsupportedError({ service: 'Lambda', parameter }, text))
  }
  if (!receiver.has(text)) throw errors.invalidDestination(text)
}

/** Returns the configuration of a request; members that it leaves out come from `before`. */
export function toEventConfig(
  world: World,
  { MaximumRetryAttempts, MaximumEventAgeInSeconds: age, DestinationConfig }: EventConfigInput,
  before?: EventConfig,
): EventConfig {
  const { OnSuccess, OnFailure } = DestinationConfig ?? {}
  return {
    retryAttempts: MaximumRetryAttempts ?? before?.retryAttempts,
    maxEventAgeMs: age === undefined ? before?.maxEventAgeMs : age * 1000,
    onSuccess: OnSuccess ? toStored(world, OnSuccess.Destination) : before?.onSuccess,
    onFailure: OnFailure ? toStored(world, OnFailure.Destination) : before?.onFailure,
    modifiedAt: world.clock.now(),
  }
}

/** Functions are stored by name. Empty text removes a destination. */
function toStored(world: World, destination: string | undefined): string | undefined {
  if (!destination) return undefined
  if (parseArn(destination)?.service !== 'lambda') return destination
  const { name, qualifier } = parseFunctionName(destination, world.options)
  return qualifier === undefined ? name : `${name}:${qualifier}`
}

// Recorded: test_lambda_api TestLambdaEventInvokeConfig: both sides are there, also if empty.
export function toEventConfigAnswer(
  world: World,
  arn: string,
  { retryAttempts, maxEventAgeMs, onSuccess, onFailure, modifiedAt }: EventConfig,
): Record<string, unknown> {
  return {
    LastModified: new Date(modifiedAt),
    FunctionArn: arn,
    ...(retryAttempts !== undefined && { MaximumRetryAttempts: retryAttempts }),
    ...(maxEventAgeMs !== undefined && { MaximumEventAgeInSeconds: maxEventAgeMs / 1000 }),
    DestinationConfig: {
      OnSuccess: toDestination(world, onSuccess),
      OnFailure: toDestination(world, onFailure),
    },
  }
}

function toDestination(world: World, stored: string | undefined): { Destination?: string } {
  if (stored === undefined) return {}
  if (stored.startsWith('arn:')) return { Destination: stored }
  const { name, qualifier } = parseFunctionName(stored, world.options)
  return { Destination: formatFunctionArn(world.options, name, qualifier) }
}
