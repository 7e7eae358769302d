/** A stack as the world keeps it. Immutable, so that forks share it. */
import type { Declared } from '../core/world/generation.ts'
import type { ResourceProperties } from '../core/cloudformation/types.ts'

/** Text, or a list for the types of lists. Numbers are handed on as text. */
export type ParameterValue = string | readonly string[]

export interface Parameter {
  /** As given, or the default. */
  readonly value: string
  /** The value of an SSM parameter that `value` names. */
  readonly resolved: ParameterValue
  readonly isSecret: boolean
}

export interface StackResource {
  readonly logicalId: string
  readonly type: string
  /** What `Ref` returns. */
  readonly physicalId: string
  /** With every intrinsic function resolved. */
  readonly properties: ResourceProperties
  readonly attributes: Readonly<Record<string, unknown>>
  /** The path of the construct that made it, in CDK's templates: `Shop/Orders/Resource`. */
  readonly path: string | undefined
  /** The resource's own metadata in the template. */
  readonly metadata: unknown
  /** Why nothing stands for it in this region. Undefined for a resource that exists. */
  readonly skipped: string | undefined
  readonly createdAt: number
}

/** A part of a template without an effect. */
export interface SkippedPart {
  readonly logicalId: string
  readonly type: string
  /** Undefined if the whole resource has no effect. */
  readonly property: string | undefined
  readonly reason: string
}

export interface StackOutput {
  readonly value: unknown
  readonly exportName: string | undefined
  readonly description: string | undefined
}

export interface Stack extends Declared {
  readonly name: string
  /** Its ARN. */
  readonly id: string
  readonly description: string | undefined
  readonly parameters: ReadonlyMap<string, Parameter>
  readonly resources: ReadonlyMap<string, StackResource>
  readonly outputs: ReadonlyMap<string, StackOutput>
  /** The names of the exports that it imports. */
  readonly imports: ReadonlySet<string>
  readonly skipped: readonly SkippedPart[]
  readonly tags: Readonly<Record<string, string>>
  readonly capabilities: readonly string[]
  /** The text that GetTemplate returns, or the object it was given as. */
  readonly source: unknown
  readonly createdAt: number
  readonly deletedAt: number | undefined
  readonly status: string
  readonly statusReason: string | undefined
}
