/** One event of a function, and the permission that it needs. */
import { ref, type Draft } from '../draft.ts'
import type { ServerlessFunction, Service } from '../service.ts'

/** One event and what it belongs to. */
export interface EventSource {
  readonly service: Service
  readonly fn: ServerlessFunction
  readonly functionId: string
  readonly value: unknown
  /** Its place among the function's events of the same type, from 1. */
  readonly number: number
}

/** Lets a service invoke a function. */
export function allow(
  { functionId: id }: Pick<EventSource, 'functionId'>,
  draft: Draft,
  name: string,
  principal: string,
  source?: unknown,
): void {
  const permission = `${id}Permission${name}`
  if (draft.has(permission)) return
  draft.add(permission, 'AWS::Lambda::Permission', {
    FunctionName: ref(id),
    Action: 'lambda:InvokeFunction',
    Principal: principal,
    SourceArn: source,
  })
}
