/** The checks of a template for which neither values of parameters nor resources are needed. */
import { UNKNOWN, type Scope } from '../intrinsics/scope.ts'
import type { Template } from '../template/template.ts'
import { planOf } from './plan.ts'
import { PSEUDO_PARAMETERS } from './pseudo-parameters.ts'

/** Throws a TemplateError as CreateStack would. Every condition counts as true. */
export function validateTemplate(template: Template): void {
  const { parameters, conditions, mappings, resources } = template
  const known = new Set([...parameters.keys(), ...PSEUDO_PARAMETERS])
  const scope: Scope = {
    block: 'Resources',
    mappings,
    parameter: (name) => (known.has(name) ? UNKNOWN : undefined),
    ref: () => undefined,
    attribute: () => undefined,
    condition: (name) => (conditions.has(name) ? true : undefined),
    importValue: () => UNKNOWN,
    dynamicReference: (text) => text,
    availabilityZones: () => ['a', 'b', 'c'],
    names: () => [...known, ...resources.keys()],
  }
  planOf(template, scope)
}
