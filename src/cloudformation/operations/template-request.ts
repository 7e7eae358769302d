/** What CreateStack, UpdateStack and CreateChangeSet say about a stack. */
import { isImmutableBytes } from '../../core/collections/immutable-bytes.ts'
import { isServiceError, ServiceError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { callQuietly } from '../calls/call-quietly.ts'
import { TemplateError } from '../errors.ts'
import * as limits from '../limits.ts'
import type { StackDescription } from '../stack-description.ts'
import type { StackSources } from '../sources.ts'
import { NO_OPTIONS, type Stack } from '../stack.ts'
import { parseTemplate } from '../template/parse.ts'
import { checkCapabilities } from './capabilities.ts'

export interface TemplateInput {
  readonly StackName: string
  readonly TemplateBody?: string
  readonly TemplateURL?: string
  readonly UsePreviousTemplate?: boolean
  readonly Parameters?: readonly {
    readonly ParameterKey?: string
    readonly ParameterValue?: string
    readonly UsePreviousValue?: boolean
  }[]
  readonly Capabilities?: readonly string[]
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[]
  readonly RoleARN?: string
  readonly TimeoutInMinutes?: number
  readonly DisableRollback?: boolean
  readonly EnableTerminationProtection?: boolean
}

/** The members that all three have, and that are acted on. */
export const TEMPLATE_MEMBERS: readonly string[] = [
  ...['StackName', 'TemplateBody', 'TemplateURL', 'Capabilities', 'Tags.Key', 'Tags.Value'],
  ...['Parameters.ParameterKey', 'Parameters.ParameterValue', 'Parameters.UsePreviousValue'],
  ...['RoleARN', 'DisableRollback', 'ClientRequestToken'],
]

/** `stack`: the one that is changed. Its values stand for those that the input leaves out. */
export function toDescription(
  world: World,
  input: TemplateInput,
  cause: JournalRecord,
  stack?: Stack,
): StackDescription {
  const source = textOf(world, input, stack)
  const document =
    typeof source === 'string' ? parseTemplate(source).value : (source as Record<string, unknown>)
  checkCapabilities(document, input.Capabilities ?? [])
  return {
    name: stack?.name ?? input.StackName,
    document,
    source,
    parameters: parametersOf(input, stack),
    tags: input.Tags ? pairs(input.Tags) : (stack?.tags ?? {}),
    capabilities: input.Capabilities ?? [],
    sources: { nested: nestedIn(world), ...stack?.sources },
    options: {
      ...(stack?.options ?? NO_OPTIONS),
      isRollbackDisabled: input.DisableRollback === true,
      ...(input.RoleARN !== undefined && { roleArn: input.RoleARN }),
      ...(input.TimeoutInMinutes !== undefined && { timeoutInMinutes: input.TimeoutInMinutes }),
      ...(input.EnableTerminationProtection !== undefined && {
        isProtected: input.EnableTerminationProtection,
      }),
    },
    cause,
    parent: stack?.parent,
  }
}

function textOf(world: World, input: TemplateInput, stack: Stack | undefined): unknown {
  const { TemplateBody: body, TemplateURL: url, UsePreviousTemplate: isPrevious } = input
  if (isPrevious === true && stack) return stack.source
  if (url !== undefined && body === undefined) return bodyAt(world, url)
  return bodyOf(body)
}

export function bodyOf(text: string | undefined): string {
  if (text === undefined) {
    throw new ServiceError(
      'ValidationError',
      'Either Template URL or Template Body must be specified.',
    )
  }
  if (Buffer.byteLength(text) <= limits.TEMPLATE_BODY_BYTES) return text
  // AWS: the constraint of TemplateBody
  throw new ServiceError(
    'ValidationError',
    `1 validation error detected: Value '${text}' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${limits.TEMPLATE_BODY_BYTES}`,
  )
}

/** A template in a bucket of the region. */
export function bodyAt(world: World, url: string): string {
  const place = placeOf(url)
  // Seen: CreateStack in public issues
  if (!place) throw new ServiceError('ValidationError', 'TemplateURL must be a supported URL.')
  try {
    const { Body: body } = callQuietly(world, 's3', 'GetObject', place)
    return isImmutableBytes(body) ? body.text() : String(body)
  } catch (error) {
    if (!isServiceError(error)) throw error
    // Seen: CreateStack in public issues
    throw new ServiceError(
      'ValidationError',
      `S3 error: ${error.message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
    )
  }
}

/** `https://bucket.s3.eu-west-1.amazonaws.com/key`, `https://s3.amazonaws.com/bucket/key`. */
function placeOf(url: string): { readonly Bucket: string; readonly Key: string } | undefined {
  if (!URL.canParse(url)) return undefined
  const { hostname, pathname } = new URL(url)
  const [, own] = /^(?:(.+)\.)?s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com(?:\.cn)?$/.exec(hostname) ?? [
    undefined,
    null,
  ]
  if (own === null) return undefined
  const path = decodeURIComponent(pathname.slice(1))
  const [first = '', ...rest] = path.split('/')
  return own === undefined ? { Bucket: first, Key: rest.join('/') } : { Bucket: own, Key: path }
}

/** Nested stacks of a template that a client gave have their templates in buckets as well. */
const nestedIn =
  (world: World): NonNullable<StackSources['nested']> =>
  (url) => {
    if (!placeOf(url)) return undefined
    const source = bodyAt(world, url)
    return { document: parseTemplate(source).value, source, sources: { nested: nestedIn(world) } }
  }

function parametersOf(
  { Parameters: given = [] }: TemplateInput,
  stack: Stack | undefined,
): Record<string, string> {
  const values: Record<string, string> = {}
  for (const { ParameterKey: key = '', ParameterValue, UsePreviousValue } of given) {
    if (UsePreviousValue !== true) {
      values[key] = ParameterValue ?? ''
      continue
    }
    const previous = stack?.parameters.get(key)
    if (!previous) {
      // Seen: UpdateStack in public issues
      throw new TemplateError(
        `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
        [],
      )
    }
    values[key] = previous.value
  }
  return values
}

const pairs = (list: NonNullable<TemplateInput['Tags']>): Record<string, string> =>
  Object.fromEntries(list.map(({ Key = '', Value = '' }) => [Key, Value]))
