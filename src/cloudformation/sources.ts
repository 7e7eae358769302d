/** Where the parts of a stack come from that its template only names: handlers, files, nested stacks. */
import type { ResourceProperties } from '../core/cloudformation/types.ts'

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

/** Reads a file that a template names. Undefined for a place that cannot be read here. */
export type ReadPart = (location: string) => unknown

/** The template of a nested stack. */
export interface NestedTemplate {
  readonly document: unknown
  readonly source: unknown
  readonly sources: StackSources
}

/** Finds the template behind a `TemplateURL`. Undefined if it cannot be read here. */
export type NestedStacks = (url: string) => NestedTemplate | undefined

export interface StackSources {
  readonly handlers?: HandlerSource
  readonly nested?: NestedStacks
  readonly read?: ReadPart
  /** Returns the error to throw for one that arose in this template: it names the template's file. */
  explain?(error: unknown): unknown
}
