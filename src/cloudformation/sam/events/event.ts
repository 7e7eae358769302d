/** One event of a function, and the parts that its translations share. */
import type { Properties, SamContext } from '../context.ts'
import { invalidEvent } from '../errors.ts'

/** What an event source invokes: the function, or the alias that is published automatically. */
export interface InvokeTarget {
  /** For `FunctionName`. */
  readonly name: Properties
  /** The function's ARN, or the alias's. */
  readonly arn: Properties
}

/** One event of a function. */
export interface SamEvent {
  /** Its name in the function. */
  readonly name: string
  /** The function's logical id. */
  readonly functionId: string
  readonly type: string
  readonly properties: Properties
  readonly target: InvokeTarget
  /** The condition that the function has. */
  readonly own: Properties
}

/** A required property of an event. */
export function required(event: SamEvent, property: string): unknown {
  const value = event.properties[property]
  if (value !== undefined) return value
  throw invalidEvent(event.functionId, event.name, `Missing required property '${property}'.`)
}

/** `<Function><Event>` */
export const idOf = ({ functionId, name }: SamEvent): string => `${functionId}${name}`

/** Lets a service invoke the function. */
export function allow(
  event: SamEvent,
  context: SamContext,
  principal: string,
  source: unknown,
  suffix = 'Permission',
): void {
  context.add(
    `${idOf(event)}${suffix}`,
    'AWS::Lambda::Permission',
    {
      Action: 'lambda:InvokeFunction',
      FunctionName: event.target.name,
      Principal: principal,
      SourceArn: source,
    },
    event.own,
  )
}
