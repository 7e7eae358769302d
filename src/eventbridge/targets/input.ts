/**
 * What a target receives: the event, a constant text (Input), a part (InputPath), or a template
 * (InputTransformer).
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
import { isJson } from '../../core/json.ts'
import type { Text } from '../../core/late-text.ts'
import type { EventEnvelope, PrintedEvent } from './envelope.ts'
import { valueAt } from './path.ts'
import type { StoredTarget } from './target.ts'

/** What the input of a target is made of. */
export interface InputFacts {
  readonly event: PrintedEvent
  /** When the bus took the event, in milliseconds since 1970. */
  readonly ingestedAt: number
  readonly ruleName: string
  ruleArn(): string
}

/** Whether a target receives the event as it is. */
export const takesWholeEvent = ({ Input, InputPath, InputTransformer }: StoredTarget): boolean =>
  Input === undefined && InputPath === undefined && InputTransformer === undefined

/** Text to deliver, or why there is none. */
export type TargetInput = Text | { readonly why: string }

export function inputFor(target: StoredTarget, facts: InputFacts): TargetInput {
  const { Input, InputPath, InputTransformer } = target
  if (Input !== undefined) return Input
  if (InputTransformer) return transform(InputTransformer, facts)
  if (InputPath === undefined) return facts.event.json
  const value = valueAt(facts.event.envelope, InputPath)
  // Unverified: an event without the path is lost.
  if (value === undefined) return { why: `The event has nothing at the InputPath ${InputPath}.` }
  return JSON.stringify(value)
}

const PLACEHOLDER = /<([A-Za-z0-9._-]+)>/g

const PREDEFINED = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
]

/** Returns the first variable of a template that nothing defines. */
export function unknownPlaceholder({
  InputPathsMap = {},
  InputTemplate,
}: NonNullable<StoredTarget['InputTransformer']>): string | undefined {
  const names = Array.from(InputTemplate.matchAll(PLACEHOLDER), ([, name = '']) => name)
  return names.find((name) => !Object.hasOwn(InputPathsMap, name) && !PREDEFINED.includes(name))
}

function transform(
  { InputPathsMap = {}, InputTemplate }: NonNullable<StoredTarget['InputTransformer']>,
  facts: InputFacts,
): TargetInput {
  const { envelope } = facts.event
  const valueOf = (name: string): unknown =>
    Object.hasOwn(InputPathsMap, name)
      ? valueAt(envelope, InputPathsMap[name] ?? '')
      : predefined(name, envelope, facts)
  // Recorded: ev-tf-1: a template of quoted lines keeps its quotes, and need not be JSON.
  if (InputTemplate.trimStart().startsWith('"')) {
    return InputTemplate.replace(PLACEHOLDER, (_, name) => toPlainText(valueOf(name)))
  }
  const text = fillJson(InputTemplate, valueOf)
  return isJson(text) ? text : { why: 'The InputTransformer made text that is not JSON.' }
}

function predefined(
  name: string,
  envelope: EventEnvelope,
  { ruleArn, ruleName, ingestedAt }: InputFacts,
): unknown {
  switch (name) {
    case 'aws.events.rule-arn':
      return ruleArn()
    case 'aws.events.rule-name':
      return ruleName
    case 'aws.events.event.ingestion-time':
      return new Date(ingestedAt).toISOString()
    case 'aws.events.event.json':
      return envelope
    default: {
      // Recorded: without detail, and with another spelling of detail-type.
      const { detail: _, 'detail-type': detailType, ...rest } = envelope
      const { version, id, ...others } = rest
      return { version, id, detailType, ...others }
    }
  }
}

/**
 * Fills a JSON template: a variable outside quotes becomes JSON, one inside quotes plain text.
 * Recorded: ev-tf-v-01 to 06; ev-tf-bad-1: an object inside quotes breaks the JSON.
 */
function fillJson(template: string, valueOf: (name: string) => unknown): string {
  let isQuoted = false
  return template.replace(/\\.|"|<([A-Za-z0-9._-]+)>/g, (match, name: string | undefined) => {
    if (match === '"') isQuoted = !isQuoted
    if (name === undefined) return match
    const value = valueOf(name)
    // Unverified: a path without a value is an empty text outside quotes as well.
    if (!isQuoted) return JSON.stringify(value ?? '')
    if (typeof value === 'string') return JSON.stringify(value).slice(1, -1)
    return value === undefined ? '' : JSON.stringify(value)
  })
}

/** Recorded: ev-tf-v-10: `[ACTIVE,INACTIVE]`; `{acc_id:1,sf_id:baz}`; a missing value is empty. */
function toPlainText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toPlainText).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, each]) => `${key}:${toPlainText(each)}`)
    return `{${members.join(',')}}`
  }
  return value === undefined ? '' : String(value)
}
