/**
 * Parses and checks the projection of a read: `ProjectionExpression` or the legacy
 * `AttributesToGet`.
 */
import { nestedKeyPath } from './errors.ts'
import type { Path, Projection } from './grammar/tree.ts'
import {
  checkAttributesToGet,
  checkParameterForms,
  scopeOf,
  type ExpressionInput,
} from './parameters.ts'
import { rooms } from '../rooms.ts'
import type { TablePlan } from '../schema/plan.ts'

export interface ProjectionInput extends ExpressionInput {
  readonly ProjectionExpression?: string
  readonly AttributesToGet?: readonly string[]
}

const FORMS = { expressions: ['ProjectionExpression'], legacy: ['AttributesToGet'] }

/**
 * Parses the projection of a request without other expressions. `checkKeys` runs at the point where
 * AWS checks the request's keys.
 */
export function parseProjectionOf(
  input: ProjectionInput,
  checkKeys?: () => void,
): Projection | undefined {
  checkParameterForms(input, FORMS)
  checkKeys?.()
  const { AttributesToGet, ProjectionExpression } = input
  checkAttributesToGet(AttributesToGet)
  if (ProjectionExpression === undefined) {
    return AttributesToGet && rooms.expressions().fromAttributesToGet(AttributesToGet)
  }
  const scope = scopeOf(input)
  const projection = rooms.expressions().parseProjection(ProjectionExpression, scope)
  scope.checkAllUsed()
  return projection
}

/** Refuses paths into key attributes, which are scalars. */
export function checkKeyPaths(plan: TablePlan, paths: readonly Path[]): void {
  let nested: Set<string> | undefined
  for (const path of paths) if (path.length > 1) (nested ??= new Set()).add(path[0])
  if (!nested) return
  for (const { name } of plan.attributes) if (nested.has(name)) throw nestedKeyPath('Key', name)
  for (const index of plan.indexes) {
    for (const { name } of index.local ? index.key.sort : index.attributes) {
      if (nested.has(name)) throw nestedKeyPath('IndexKey', name)
    }
  }
}
