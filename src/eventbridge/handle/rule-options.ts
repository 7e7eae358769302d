/** The options of `bus.rule`, and how they become a target. */
import { checkNames, nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { toReference } from '../../core/resources/reference.ts'
import type { ResourceKind } from '../../core/resources/resource-kind.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import type { World } from '../../core/world/world.ts'
import { BUS_KIND } from '../buses/names.ts'
import { DESTINATION_KIND } from '../connections/api-destination.ts'
import type { StoredTarget, TargetHttpParameters } from '../targets/target.ts'

/**
 * A function, queue, bus, stream, topic or log group: its handle or ARN, or the name of a function.
 * An API destination, or a route of API Gateway: its ARN.
 */
export type RuleTarget = string | { readonly arn: string }

/**
 * Options of `bus.rule`.
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html
 */
export interface RuleOptions {
  /** A constant that the target receives in place of the event. */
  readonly input?: unknown
  /** The part of the event that the target receives: `$.detail`. Default: the whole event. */
  readonly inputPath?: string
  /** A template, with variables in angle brackets: `{"order": <id>}`. */
  readonly inputTransformer?: {
    /** The paths of the variables: `{ id: '$.detail.id' }`. */
    readonly inputPathsMap?: Readonly<Record<string, string>>
    readonly inputTemplate: string
  }
  /** Further attempts after a failed one: up to 185, which is the default. */
  readonly retryAttempts?: number
  /** The age at which an event is given up: one minute to 24 hours. Default 24 hours. */
  readonly maxEventAge?: Duration
  /** Receives the events that were given up: a queue by handle, name or ARN. */
  readonly deadLetterQueue?: RuleTarget
  /** What an API destination, or a route of API Gateway, is called with. */
  readonly http?: {
    /** Take the places of `*` in the path, in order. */
    readonly pathParameters?: readonly string[]
    readonly headers?: Readonly<Record<string, string>>
    readonly query?: Readonly<Record<string, string>>
  }
  /** The message group of a FIFO queue. */
  readonly messageGroupId?: string
  /** Default: none. */
  readonly description?: string
  /** Default true. */
  readonly enabled?: boolean
}

const OPTIONS = [
  'input',
  'inputPath',
  'inputTransformer',
  'retryAttempts',
  'maxEventAge',
  'deadLetterQueue',
  'http',
  'messageGroupId',
  'description',
  'enabled',
]

const QUEUE: ResourceKind = { kind: 'queue', noun: 'a queue', arn: { service: 'sqs' } }

const TARGETS: readonly ResourceKind[] = [
  {
    kind: 'function',
    noun: 'a function',
    arn: { service: 'lambda', type: 'function', separator: ':', qualifier: ':' },
  },
  QUEUE,
  BUS_KIND,
  { kind: 'stream', noun: 'a stream', arn: { service: 'kinesis', type: 'stream' } },
  { kind: 'topic', noun: 'a topic', arn: { service: 'sns' } },
  {
    kind: 'log-group',
    noun: 'a log group',
    arn: { service: 'logs', type: 'log-group', separator: ':' },
  },
  DESTINATION_KIND,
  { kind: 'route', noun: 'a route', arn: { service: 'execute-api' } },
]

export function toTarget(
  world: World,
  caller: string,
  target: unknown,
  options: RuleOptions,
): StoredTarget {
  checkNames(options, caller, OPTIONS)
  const { arn } = toReference(target, TARGETS, {
    world,
    caller,
    option: 'target',
    bareName: 'function',
  })
  const { input, inputPath, inputTransformer, deadLetterQueue, http, messageGroupId } = options
  const dead =
    deadLetterQueue === undefined
      ? undefined
      : toReference(deadLetterQueue, [QUEUE], { world, caller, option: 'deadLetterQueue' })
  const retry = toRetryPolicy(options)
  return {
    Id: 'Target0',
    Arn: arn,
    ...(input !== undefined && { Input: JSON.stringify(input) }),
    ...(inputPath !== undefined && { InputPath: inputPath }),
    ...(inputTransformer && { InputTransformer: toTransformer(caller, inputTransformer) }),
    ...(http && { HttpParameters: toHttpParameters(caller, http) }),
    ...(messageGroupId !== undefined && { SqsParameters: { MessageGroupId: messageGroupId } }),
    ...(dead && { DeadLetterConfig: { Arn: dead.arn } }),
    ...(retry && { RetryPolicy: retry }),
  }
}

function toHttpParameters(
  caller: string,
  http: NonNullable<RuleOptions['http']>,
): TargetHttpParameters {
  checkNames(http, caller, ['pathParameters', 'headers', 'query'], 'member of http')
  const { pathParameters, headers, query } = http
  return {
    ...(pathParameters && { PathParameterValues: pathParameters }),
    ...(headers && { HeaderParameters: headers }),
    ...(query && { QueryStringParameters: query }),
  }
}

function toTransformer(
  caller: string,
  transformer: NonNullable<RuleOptions['inputTransformer']>,
): NonNullable<StoredTarget['InputTransformer']> {
  checkNames(transformer, caller, ['inputPathsMap', 'inputTemplate'], 'member of inputTransformer')
  const { inputPathsMap, inputTemplate } = transformer
  return {
    InputTemplate: inputTemplate,
    ...(inputPathsMap && { InputPathsMap: inputPathsMap }),
  }
}

function toRetryPolicy({ retryAttempts, maxEventAge }: RuleOptions): StoredTarget['RetryPolicy'] {
  if (retryAttempts === undefined && maxEventAge === undefined) return undefined
  return {
    ...(retryAttempts !== undefined && { MaximumRetryAttempts: retryAttempts }),
    ...(maxEventAge !== undefined && {
      MaximumEventAgeInSeconds: toMilliseconds(maxEventAge, 'maxEventAge') / 1_000,
    }),
  }
}

/** Reads a pattern of a test, which may spell `detail-type` as `detailType`. */
export function toPatternText(caller: string, pattern: unknown): string {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) {
    throw new MisuseError(
      `${caller} received ${nameOf(pattern)} as its pattern.`,
      "an event pattern, such as { source: ['shop'], detailType: ['OrderPlaced'] }",
    )
  }
  return JSON.stringify(withAwsSpelling(pattern))
}

function withAwsSpelling(pattern: object): object {
  const entries = Object.entries(pattern).map(([key, value]: [string, unknown]) => {
    if (key === 'detailType') return ['detail-type', value]
    if (key !== '$or' || !Array.isArray(value)) return [key, value]
    const choices = value.map((each: unknown) =>
      typeof each === 'object' && each !== null ? withAwsSpelling(each) : each,
    )
    return [key, choices]
  })
  return Object.fromEntries(entries) as object
}
