/**
 * Finds names that a template does not define, also in branches that are not taken, where nothing is
 * evaluated.
 */
import { isObject } from '../../core/json.ts'
import { didYouMean } from '../../core/errors.ts'
import { TemplateError, type Path } from '../errors.ts'
import { isConstant, toAttribute } from '../intrinsics/evaluate.ts'
import { unresolved } from '../intrinsics/references.ts'
import type { Scope } from '../intrinsics/scope.ts'
import { type Template } from '../template/template.ts'

export function checkReferences({ resources, outputs }: Template, scope: Scope): void {
  const isDefined = (name: string): boolean =>
    resources.has(name) || name === 'AWS::NoValue' || scope.parameter(name) !== undefined
  const inResources = { ...scope, block: 'Resources' }
  for (const [id, { Properties, DependsOn = [] }] of resources) {
    visit(Properties, isDefined, inResources, ['Resources', id, 'Properties'])
    for (const name of typeof DependsOn === 'string' ? [DependsOn] : DependsOn) {
      if (!resources.has(name)) throw unresolved(name, inResources, ['Resources', id, 'DependsOn'])
    }
  }
  const inOutputs = { ...scope, block: 'Outputs' }
  for (const [name, { Value }] of outputs)
    visit(Value, isDefined, inOutputs, ['Outputs', name, 'Value'])
}

type IsDefined = (name: string) => boolean

function visit(value: unknown, isDefined: IsDefined, scope: Scope, path: Path): void {
  if (isConstant(value)) return
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) visit(entry, isDefined, scope, [...path, index])
    return
  }
  if (!isObject(value)) return
  const { Ref: ref, 'Fn::GetAtt': attribute } = value
  const isAlone = Object.keys(value).length === 1
  if (isAlone && typeof ref === 'string' && !isDefined(ref))
    throw unresolved(ref, scope, [...path, 'Ref'])
  if (isAlone && attribute !== undefined) {
    const [id] = toAttribute(attribute)
    if (typeof id === 'string' && !isDefined(id)) throw undefinedResource(id, scope, path)
  }
  for (const [key, entry] of Object.entries(value)) visit(entry, isDefined, scope, [...path, key])
}

// Seen: CreateStack in public issues
const undefinedResource = (id: string, scope: Scope, path: Path): TemplateError =>
  new TemplateError(
    `Template error: instance of Fn::GetAtt references undefined resource ${id}`,
    [...path, 'Fn::GetAtt'],
    didYouMean(id, scope.names()),
  )
