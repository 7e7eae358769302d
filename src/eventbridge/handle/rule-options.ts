/** The options of `bus.rule`, and how they become a target. */
import { checkNames, nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { toRetryMembers, type RetryOptions } from '../../core/handles/target-options.ts'
import {
  BUS_KIND,
  FUNCTION_KIND,
  QUEUE_KIND,
  STREAM_KIND,
  TOPIC_KIND,
} from '../../core/resources/kinds.ts'
import { toReference } from '../../core/resources/reference.ts'
import type { ResourceKind } from '../../core/resources/resource-kind.ts'
import type { World } from '../../core/world/world.ts'
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
export interface RuleOptions extends RetryOptions {
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

const TARGETS: readonly ResourceKind[] = [
  FUNCTION_KIND,
  QUEUE_KIND,
  BUS_KIND,
  STREAM_KIND,
  TOPIC_KIND,
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
  const { input, inputPath, inputTransformer, http, messageGroupId } = options
  return {
    Id: 'Target0',
    Arn: arn,
    ...(input !== undefined && { Input: JSON.stringify(input) }),
    ...(inputPath !== undefined && { InputPath: inputPath }),
    ...(inputTransformer && { InputTransformer: toTransformer(caller, inputTransformer) }),
    ...(http && { HttpParameters: toHttpParameters(caller, http) }),
    ...(messageGroupId !== undefined && { SqsParameters: { MessageGroupId: messageGroupId } }),
    ...toRetryMembers(world, caller, options),
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
