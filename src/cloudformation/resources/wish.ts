/** A template's wish for one resource, and what became of it. */
import type { CreatedResource, ResourceProperties } from '../../core/cloudformation/types.ts'
import type { SkippedPart } from '../stack.ts'
import type { ResourceDeclaration } from '../template/template.ts'

export interface Wish {
  readonly id: string
  readonly declaration: ResourceDeclaration
  /** With every intrinsic function resolved. */
  readonly properties: ResourceProperties
  /** Receives the parts of the resource without an effect. */
  readonly parts: SkippedPart[]
}

/** Notes a part without an effect. Without a property: the whole resource. */
export type Skip = (property: string | undefined, reason: string) => void

export const skipInto =
  ({ id, declaration, parts }: Wish): Skip =>
  (property, reason) =>
    void parts.push({ logicalId: id, type: declaration.Type, property, reason })

export interface MadeResource extends CreatedResource {
  /** Of a custom resource: the object with its provider's answer. */
  readonly answer?: string
}
