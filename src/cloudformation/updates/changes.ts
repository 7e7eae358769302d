/** What a new template would change in a stack, before anything does. */
import { isDeepStrictEqual } from 'node:util'
import type { ResourceProperties } from '../../core/cloudformation/types.ts'
import { isObject } from '../../core/json.ts'
import { evaluate, hasUnknown } from '../intrinsics/evaluate.ts'
import { NO_VALUE, UNKNOWN, type Scope } from '../intrinsics/scope.ts'
import { NESTED_STACK } from '../resources/nested-stack.ts'
import { findResourceType } from '../resources/resource-types.ts'
import { findStack } from '../state.ts'
import type { StackResource } from '../stack.ts'
import type { Deployment } from '../stacks/deployment.ts'
import { isEnabled } from '../stacks/plan.ts'
import type { ResourceDeclaration } from '../template/template.ts'
import { isReplacedBy } from './replacements.ts'

export type Replacement = 'True' | 'False' | 'Conditional'

export interface ResourceChange {
  readonly action: 'Add' | 'Modify' | 'Remove'
  readonly logicalId: string
  readonly type: string
  /** The resource that exists. */
  readonly resource: StackResource | undefined
  readonly replacement: Replacement | undefined
  /** The names of the changed properties. */
  readonly names: readonly string[]
  /** Whether the tags of the stack change it. */
  readonly isTagged: boolean
  /** The properties to come. UNKNOWN inside where they depend on resources that do not exist yet. */
  readonly after: ResourceProperties
}

/** Each change, in the order of the deployment; removals last. */
export function changesOf(deployment: Deployment): readonly ResourceChange[] {
  const { before, plan, request } = deployment
  const changes: ResourceChange[] = []
  const fresh = new Set<string>()
  const scope = planningScope(deployment, fresh)
  for (const id of plan.order) {
    const declaration = request.template.resources.get(id)
    if (!declaration) continue
    const change = changeOf(deployment, id, declaration, scope)
    if (!change) continue
    if (change.action === 'Add' || change.replacement === 'True') fresh.add(id)
    changes.push(change)
  }
  for (const resource of [...(before?.resources.values() ?? [])].reverse()) {
    const { logicalId, type } = resource
    if (plan.order.includes(logicalId)) continue
    changes.push({
      ...{ action: 'Remove', logicalId, type, resource, replacement: undefined },
      ...{ names: [], isTagged: false, after: {} },
    })
  }
  return changes
}

/** Resources that are to be made have values only later. */
function planningScope({ scope, plan }: Deployment, fresh: ReadonlySet<string>): Scope {
  const coming = new Set(plan.order)
  const isLater = (id: string): boolean =>
    coming.has(id) && (fresh.has(id) || scope.ref(id) === undefined)
  return {
    ...scope,
    ref: (id) => (isLater(id) ? UNKNOWN : scope.ref(id)),
    attribute: (id, name, path) => (isLater(id) ? UNKNOWN : scope.attribute(id, name, path)),
  }
}

function changeOf(
  deployment: Deployment,
  id: string,
  declaration: ResourceDeclaration,
  scope: Scope,
): ResourceChange | undefined {
  const { Type: type } = declaration
  const resource = deployment.before?.resources.get(id)
  const given = evaluate(declaration.Properties ?? {}, scope, ['Resources', id, 'Properties'])
  const after = given === NO_VALUE || !isObject(given) ? {} : given
  const common = { logicalId: id, type, resource, after }
  if (!resource)
    return { ...common, action: 'Add', replacement: undefined, names: [], isTagged: false }
  const names = changedNames(resource.properties, after)
  const isTagged = hasOtherTags(deployment) && takesTags(deployment, resource)
  if (resource.type !== type)
    return { ...common, action: 'Modify', replacement: 'True', names, isTagged }
  if (names.length === 0 && !isTagged && !isNestedChanged(deployment, resource, after))
    return undefined
  return {
    ...common,
    action: 'Modify',
    replacement: replacementOf(type, names, after),
    names,
    isTagged,
  }
}

/** The properties whose values differ. */
export const changedNames = (
  before: ResourceProperties,
  after: ResourceProperties,
): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  )

function replacementOf(
  type: string,
  names: readonly string[],
  after: ResourceProperties,
): Replacement {
  const replacing = names.filter((name) => isReplacedBy(type, name))
  if (replacing.length === 0) return 'False'
  return replacing.every((name) => hasUnknown(after[name])) ? 'Conditional' : 'True'
}

export const hasOtherTags = ({ before, request }: Deployment): boolean =>
  before?.template !== undefined && !isDeepStrictEqual(before.tags, request.tags)

/** Whether the tags of a stack become tags of such a resource. */
const takesTags = ({ world }: Deployment, { type }: StackResource): boolean =>
  findResourceType(world, type)?.handles.includes('Tags') === true

/** The template of a nested stack may have changed behind the same URL. */
function isNestedChanged(
  { state, sources }: Deployment,
  { type, physicalId }: StackResource,
  after: ResourceProperties,
): boolean {
  if (type !== NESTED_STACK) return false
  const template = sources.nested?.(String(after['TemplateURL']))
  const nested = findStack(state, physicalId)
  return template !== undefined && !isDeepStrictEqual(nested?.source, template.source)
}

/** Whether the outputs change, of a template that changes no resource. */
export function hasOtherOutputs(deployment: Deployment): boolean {
  const { before, request, scope: given } = deployment
  const scope: Scope = { ...given, block: 'Outputs' }
  const values = new Map<string, string>()
  for (const [name, { Value, Condition, Export, Description }] of request.template.outputs) {
    const path = ['Outputs', name]
    if (!isEnabled(Condition, scope, 'Outputs', request.template, [...path, 'Condition'])) continue
    const value = evaluate(Value, scope, [...path, 'Value'])
    if (value === NO_VALUE) continue
    const exportName = Export && evaluate(Export.Name, scope, [...path, 'Export', 'Name'])
    values.set(name, JSON.stringify([printed(value), exportName, Description]))
  }
  const known = new Map<string, string>()
  for (const [name, { value, exportName, description }] of before?.outputs ?? [])
    known.set(name, JSON.stringify([printed(value), exportName, description]))
  return !isDeepStrictEqual(values, known)
}

const printed = (value: unknown): unknown => (Array.isArray(value) ? value : String(value))
