/** A stack as the world keeps it. Immutable, so that forks share it. */
import type { Declared } from '../core/world/generation.ts'
import type { ResourceProperties } from '../core/cloudformation/types.ts'
import type { StackSources } from './sources.ts'
import type { Template } from './template/template.ts'

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
  /** Of a custom resource: the object with its provider's answer, for messages. */
  readonly answer: string | undefined
  readonly policies: ResourcePolicies
  readonly createdAt: number
  readonly updatedAt: number
  /** `CREATE_COMPLETE` */
  readonly status: string
  readonly statusReason: string | undefined
}

/** AWS: aws-attribute-deletionpolicy.html, aws-attribute-updatereplacepolicy.html */
export interface ResourcePolicies {
  readonly deletion: string | undefined
  readonly replacement: string | undefined
}

/** What happened to a stack or one of its resources. */
export interface StackEvent {
  readonly id: string
  readonly at: number
  readonly logicalId: string
  readonly physicalId: string
  readonly type: string
  readonly status: string
  readonly reason: string | undefined
  readonly properties: ResourceProperties | undefined
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
  /** As its transforms leave it. Undefined for a stack that never had any. */
  readonly template: Template | undefined
  readonly sources: StackSources
  readonly options: StackOptions
  /** The oldest first. */
  readonly events: readonly StackEvent[]
  readonly createdAt: number
  readonly updatedAt: number | undefined
  readonly deletedAt: number | undefined
  readonly status: string
  readonly statusReason: string | undefined
  /** The change set that made it what it is. */
  readonly changeSetId: string | undefined
  /** Of a nested stack: the ids of the stack around it, and of the outermost. */
  readonly parent: { readonly id: string; readonly root: string } | undefined
}

export interface StackOptions {
  /** Whether DeleteStack is refused. */
  readonly isProtected: boolean
  readonly isRollbackDisabled: boolean
  readonly timeoutInMinutes: number | undefined
  readonly roleArn: string | undefined
}

export const NO_OPTIONS: StackOptions = {
  isProtected: false,
  isRollbackDisabled: false,
  timeoutInMinutes: undefined,
  roleArn: undefined,
}
