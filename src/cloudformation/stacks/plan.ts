/**
 * The order in which the resources of a template are created. The template is evaluated once
 * without its resources: this finds wrong functions and names before anything exists.
 */
import { TemplateError, type Path } from '../errors.ts'
import { evaluate } from '../intrinsics/evaluate.ts'
import { unknownCondition } from '../intrinsics/conditions.ts'
import { UNKNOWN, type Scope } from '../intrinsics/scope.ts'
import type { ResourceDeclaration, Template } from '../template/template.ts'
import { checkReferences } from './check-references.ts'

export interface Plan {
  /** Logical ids in the order of creation. Resources whose condition is false are left out. */
  readonly order: readonly string[]
  /** The resources that each one refers to. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>
}

export function planOf(template: Template, scope: Scope): Plan {
  const { resources } = template
  // Also those that nothing uses.
  for (const name of template.conditions.keys()) scope.condition(name, ['Conditions', name])
  checkReferences(template, scope)
  const enabled = new Set<string>()
  for (const [id, { Condition }] of resources) {
    if (isEnabled(Condition, scope, 'Resources', template, ['Resources', id, 'Condition']))
      enabled.add(id)
  }
  const needs = new Map<string, ReadonlySet<string>>()
  for (const id of enabled) {
    const declaration = resources.get(id)
    if (declaration) needs.set(id, needsOf(id, declaration, enabled, scope))
  }
  checkOutputs(template, enabled, scope)
  return { order: orderOf(needs), needs }
}

/** Whether a resource or an output exists. */
export function isEnabled(
  condition: string | undefined,
  scope: Scope,
  block: string,
  { conditions }: Template,
  path: Path,
): boolean {
  if (condition === undefined) return true
  const value = scope.condition(condition, path)
  if (value !== undefined) return value
  throw unknownCondition(condition, block, conditions.keys(), path)
}

/** The scope of the evaluation before creation: it notes which resources a value needs. */
const withoutResources = (
  scope: Scope,
  enabled: ReadonlySet<string>,
  needed: Set<string>,
  block: string,
): Scope => {
  const find = (id: string): unknown => {
    if (!enabled.has(id)) return undefined
    needed.add(id)
    return UNKNOWN
  }
  return { ...scope, block, ref: find, attribute: find }
}

function needsOf(
  id: string,
  { Properties, DependsOn = [] }: ResourceDeclaration,
  enabled: ReadonlySet<string>,
  scope: Scope,
): ReadonlySet<string> {
  const needed = new Set<string>()
  const inside = withoutResources(scope, enabled, needed, 'Resources')
  evaluate(Properties, inside, ['Resources', id, 'Properties'])
  // AWS: aws-attribute-dependson.html: a resource that does not exist is not waited for
  for (const other of typeof DependsOn === 'string' ? [DependsOn] : DependsOn) {
    if (enabled.has(other)) needed.add(other)
  }
  return needed
}

function checkOutputs(template: Template, enabled: ReadonlySet<string>, scope: Scope): void {
  const inside = withoutResources(scope, enabled, new Set(), 'Outputs')
  for (const [name, { Value, Condition, Export }] of template.outputs) {
    const path: Path = ['Outputs', name]
    if (!isEnabled(Condition, scope, 'Outputs', template, [...path, 'Condition'])) continue
    evaluate(Value, inside, [...path, 'Value'])
    evaluate(Export?.Name, inside, [...path, 'Export', 'Name'])
  }
}

/** Each resource after those that it needs, otherwise in the order of the template. */
function orderOf(needs: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const order: string[] = []
  const done = new Set<string>()
  let waiting = [...needs.keys()]
  while (waiting.length > 0) {
    const rest: string[] = []
    for (const id of waiting) {
      const isReady = [...(needs.get(id) ?? [])].every((needed) => done.has(needed))
      if (!isReady) {
        rest.push(id)
        continue
      }
      done.add(id)
      order.push(id)
    }
    // Seen: serverless-application-model#1044
    if (rest.length === waiting.length) {
      const circle = circleIn(rest, needs)
      throw new TemplateError(`Circular dependency between resources: [${circle.join(', ')}]`, [
        'Resources',
        circle[0] ?? '',
      ])
    }
    waiting = rest
  }
  return order
}

/** Leaves out resources that wait for the circle without being part of it. */
function circleIn(
  waiting: readonly string[],
  needs: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  let circle = waiting
  for (;;) {
    const needed = new Set(circle.flatMap((id) => [...(needs.get(id) ?? [])]))
    const smaller = circle.filter((id) => needed.has(id))
    if (smaller.length === circle.length) return circle
    circle = smaller
  }
}
