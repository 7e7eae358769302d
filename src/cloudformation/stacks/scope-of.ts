/** The scope in which the values of one stack are evaluated. */
import { formatArn } from '../../core/arn.ts'
import { didYouMean } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { TemplateError, type Path } from '../errors.ts'
import { evaluateCondition, unknownCondition } from '../intrinsics/conditions.ts'
import { evaluate } from '../intrinsics/evaluate.ts'
import type { Scope } from '../intrinsics/scope.ts'
import { exportsOf, type CloudFormationState } from '../state.ts'
import type { Template } from '../template/template.ts'
import { resolveReference } from './dynamic-references.ts'
import type { Parameter } from '../stack.ts'
import { pseudoParameter } from './pseudo-parameters.ts'
import type { StackResource } from '../stack.ts'

/** The resources that exist so far. */
export type Resources = Map<string, StackResource>

export interface ScopeParts {
  readonly name: string
  readonly id: string
  readonly template: Template
  readonly parameters: ReadonlyMap<string, Parameter>
  readonly resources: Resources
  /** Receives the names of imported values. */
  readonly imports: Set<string>
}

export function scopeOf(world: World, state: CloudFormationState, parts: ScopeParts): Scope {
  const { template, parameters, resources, imports } = parts
  const conditions = new Map<string, boolean | 'evaluating'>()
  const scope: Scope = {
    block: 'Resources',
    mappings: template.mappings,
    parameter: (name) =>
      parameters.get(name)?.resolved ?? pseudoParameter(name, world.options, parts),
    ref: (id) => resources.get(id)?.physicalId,
    attribute: (id, name, path) => attributeOf(world, resources.get(id), name, path),
    condition: (name) => conditionOf(name),
    importValue(name, path) {
      imports.add(name)
      return importedValue(state, name, path)
    },
    dynamicReference: (text, path) => resolveReference(world, text, path),
    availabilityZones: (region) =>
      ['a', 'b', 'c'].map((zone) => `${region === '' ? world.options.region : region}${zone}`),
    *names() {
      yield* template.resources.keys()
      yield* parameters.keys()
    },
  }

  function conditionOf(name: string): boolean | undefined {
    if (!template.conditions.has(name)) return undefined
    const known = conditions.get(name)
    if (typeof known === 'boolean') return known
    const path: Path = ['Conditions', name]
    if (known === 'evaluating') {
      // Unverified: the text
      throw new TemplateError(
        `Template format error: Circular dependency between conditions: [${name}]`,
        path,
      )
    }
    conditions.set(name, 'evaluating')
    const value = evaluateCondition(
      template.conditions.get(name),
      withoutResources(scope),
      path,
      evaluate,
    )
    conditions.set(name, value)
    return value
  }

  /** Conditions are evaluated before any resource exists. */
  const withoutResources = (outer: Scope): Scope => ({
    ...outer,
    block: 'Conditions',
    ref: () => undefined,
    attribute: () => undefined,
    condition(name, path) {
      const value = conditionOf(name)
      if (value !== undefined) return value
      throw unknownCondition(name, 'Conditions', template.conditions.keys(), path)
    },
  })
  return scope
}

/**
 * An attribute that the resource's type returns, or else one of the properties that the template
 * gave it.
 */
function attributeOf(
  world: World,
  resource: StackResource | undefined,
  name: string,
  path: Path,
): unknown {
  if (!resource) return undefined
  const { attributes, properties, skipped, type, answer } = resource
  if (Object.hasOwn(attributes, name)) return attributes[name]
  if (answer !== undefined) {
    // Seen: stack events in public issues
    throw new TemplateError(
      `CustomResource attribute error: Vendor response doesn't contain ${name} attribute in object ${answer}`,
      path,
      didYouMean(name, Object.keys(attributes)),
    )
  }
  // Unverified: the properties of a resource are attributes as well, as its schema lists them
  if (Object.hasOwn(properties, name)) return properties[name]
  if (skipped !== undefined) return standIn(world, resource, name)
  throw new TemplateError(
    // Seen: CreateStack in public issues
    `Template error: resource ${resource.logicalId} does not support attribute type ${name} in Fn::GetAtt`,
    path,
    didYouMean(name, Object.keys(attributes)) ??
      `${type} has ${Object.keys(attributes).join(', ') || 'no attributes'}.`,
  )
}

/** An attribute of a resource that has no effect: it only keeps other values in their form. */
function standIn(
  { options: { region, accountId } }: World,
  { type, physicalId }: StackResource,
  name: string,
): string {
  if (!/Arn$/i.test(name)) return `${physicalId}.${name}`
  const [, service = 'custom', kind = 'resource'] = type.toLowerCase().split('::')
  return formatArn(service, region, accountId, `${kind}/${physicalId}`)
}

function importedValue(state: CloudFormationState, name: string, path: Path): unknown {
  const names: string[] = []
  for (const exported of exportsOf(state)) {
    if (exported.name === name) return exported.value
    names.push(exported.name)
  }
  // AWS: a stack that imports a missing export
  throw new TemplateError(
    `No export named ${name} found. Rollback requested by user.`,
    path,
    didYouMean(name, names),
  )
}
