/** How the functions of a stack get their handlers. */
import type { ResourceProperties } from '../../core/cloudformation/types.ts'

/** The function resource whose handler is asked for. */
export interface FunctionResource {
  readonly logicalId: string
  readonly path: string | undefined
  readonly functionName: string | undefined
  readonly properties: ResourceProperties
  readonly metadata: unknown
}

/** Finds handlers. Returns a text that says how to give one to a function without. */
export type HandlerSource = (resource: FunctionResource) => unknown
