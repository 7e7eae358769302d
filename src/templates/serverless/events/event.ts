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

/** How the ids of a function's events begin: `Place`. */
export const baseOf = ({ functionId }: Pick<EventSource, 'functionId'>): string =>
  functionId.replace(/LambdaFunction$/, '')

/** Lets a service invoke a function. Returns the id of the permission. */
export function allow(
  source: Pick<EventSource, 'functionId'>,
  draft: Draft,
  name: string,
  principal: string,
  sourceArn?: unknown,
): string {
  const permission = `${baseOf(source)}LambdaPermission${name}`
  if (draft.has(permission)) return permission
  draft.add(permission, 'AWS::Lambda::Permission', {
    FunctionName: ref(source.functionId),
    Action: 'lambda:InvokeFunction',
    Principal: principal,
    SourceArn: sourceArn,
  })
  return permission
}
