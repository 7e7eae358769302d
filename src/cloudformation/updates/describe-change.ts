/**
 * A change as DescribeChangeSet returns it.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
 */
import { isDeepStrictEqual } from 'node:util'
import type { ResourceProperties } from '../../core/cloudformation/types.ts'
import { isObject } from '../../core/json.ts'
import { hasUnknown, toAttribute } from '../intrinsics/evaluate.ts'
import { UNKNOWN } from '../intrinsics/scope.ts'
import { NESTED_STACK } from '../resources/nested-stack.ts'
import { isRetained } from '../stacks/delete.ts'
import type { Deployment } from '../stacks/deployment.ts'
import type { ResourceChange } from './changes.ts'
import { isReplacedBy } from './replacements.ts'

// Recorded: CF::test_change_set_* (describe-change-set-*-prop-values)
export function describeChange(deployment: Deployment, change: ResourceChange): object {
  const { action, logicalId, type, resource, replacement, after } = change
  const before = resource?.properties
  return {
    Type: 'Resource',
    ResourceChange: {
      ...policyOf(change),
      Action: action,
      LogicalResourceId: logicalId,
      ...(resource && { PhysicalResourceId: resource.physicalId }),
      ResourceType: type,
      ...(replacement !== undefined && { Replacement: replacement }),
      Scope: action === 'Modify' ? scopeOf(change) : [],
      Details: action === 'Modify' ? detailsOf(deployment, change) : [],
      ...(before && { BeforeContext: contextOf(before) }),
      ...(action !== 'Remove' && { AfterContext: contextOf(after) }),
    },
  }
}

/** What happens to the physical resource that exists. */
function policyOf({ action, resource, replacement }: ResourceChange): object {
  if (action === 'Remove')
    return { PolicyAction: isRetained(resource?.policies.deletion) ? 'Retain' : 'Delete' }
  if (action === 'Modify' && replacement === 'True') {
    const keeps = isRetained(resource?.policies.replacement)
    return { PolicyAction: keeps ? 'ReplaceAndRetain' : 'ReplaceAndDelete' }
  }
  return {}
}

const scopeOf = ({ names, isTagged }: ResourceChange): string[] => [
  ...(names.some((name) => name !== 'Tags') || names.length === 0 ? ['Properties'] : []),
  ...(isTagged || names.includes('Tags') ? ['Tags'] : []),
]

// Recorded: the context of a value that is known only later
const LATER = '{{changeSet:KNOWN_AFTER_APPLY}}'

const contextOf = (properties: ResourceProperties): string =>
  JSON.stringify({ Properties: printable(properties) })

/** As texts, because the values of a template are texts to CloudFormation. */
function printable(value: unknown): unknown {
  if (value === UNKNOWN) return LATER
  if (Array.isArray(value)) return value.map(printable)
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, printable(entry)]))
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
}

function detailsOf(deployment: Deployment, change: ResourceChange): object[] {
  const { type, names, isTagged, resource, after } = change
  const details = names.flatMap((name) => {
    const target = {
      Attribute: name === 'Tags' ? 'Tags' : 'Properties',
      ...(name !== 'Tags' && { Name: name }),
      RequiresRecreation: isReplacedBy(type, name) ? 'Always' : 'Never',
      Path: `/Properties/${name}`,
      ...valuesOf(resource?.properties[name], after[name]),
    }
    return sourcesOf(deployment, change, name).map((source) => ({ Target: target, ...source }))
  })
  if (details.length === 0 && type === NESTED_STACK) {
    const Target = { Attribute: 'Properties', RequiresRecreation: 'Never' }
    return [{ Target, Evaluation: 'Dynamic', ChangeSource: 'Automatic' }]
  }
  if (isTagged && !names.includes('Tags')) {
    const Target = { Attribute: 'Tags', RequiresRecreation: 'Never' }
    details.push({ Target, Evaluation: 'Static', ChangeSource: 'DirectModification' } as never)
  }
  return details
}

function valuesOf(before: unknown, after: unknown): object {
  const text = (value: unknown): string => {
    const printed = printable(value)
    return typeof printed === 'string' ? printed : JSON.stringify(printed)
  }
  return {
    ...(before !== undefined && { BeforeValue: text(before) }),
    ...(after !== undefined && { AfterValue: text(after) }),
    AttributeChangeType: before === undefined ? 'Add' : after === undefined ? 'Remove' : 'Modify',
  }
}

/**
 * Why a property changes. A value that refers to something else changes with it, and may change by
 * itself as well.
 */
function sourcesOf(deployment: Deployment, change: ResourceChange, name: string): object[] {
  const { before, request } = deployment
  const expression = expressionOf(request.template.resources.get(change.logicalId), name)
  const former = expressionOf(before?.template?.resources.get(change.logicalId), name)
  const causes = [...causesIn(expression, deployment)]
  const evaluation = hasUnknown(change.after[name]) ? 'Dynamic' : 'Static'
  if (causes.length === 0 || !isDeepStrictEqual(expression, former))
    return [{ Evaluation: evaluation, ChangeSource: 'DirectModification' }]
  return [
    ...causes.map(({ source, entity }) => ({
      Evaluation: source === 'ParameterReference' ? 'Static' : evaluation,
      ChangeSource: source,
      CausingEntity: entity,
    })),
    // AWS: using-cfn-updating-stacks-changesets-samples.html (a change of a parameter)
    ...(causes.some(({ source }) => source === 'ParameterReference')
      ? [{ Evaluation: 'Dynamic', ChangeSource: 'DirectModification' }]
      : []),
  ]
}

function expressionOf(declaration: unknown, name: string): unknown {
  const properties = isObject(declaration) ? declaration['Properties'] : undefined
  return isObject(properties) ? properties[name] : undefined
}

interface Cause {
  readonly source: 'ParameterReference' | 'ResourceReference' | 'ResourceAttribute'
  readonly entity: string
}

function* causesIn(value: unknown, deployment: Deployment): Iterable<Cause> {
  if (Array.isArray(value)) {
    for (const entry of value) yield* causesIn(entry, deployment)
    return
  }
  if (!isObject(value)) return
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': sub } = value
  if (typeof ref === 'string') yield* causeOf(ref, deployment)
  if (attribute !== undefined)
    yield { source: 'ResourceAttribute', entity: toAttribute(attribute).join('.') }
  if (sub !== undefined) {
    const text: unknown = Array.isArray(sub) ? sub[0] : sub
    for (const [, name = ''] of String(text).matchAll(/\$\{([^!}]+)\}/g))
      if (name.includes('.')) yield { source: 'ResourceAttribute', entity: name }
      else yield* causeOf(name, deployment)
  }
  for (const entry of Object.values(value)) yield* causesIn(entry, deployment)
}

function* causeOf(name: string, { parameters, before, request }: Deployment): Iterable<Cause> {
  const parameter = parameters.get(name)
  if (parameter) {
    if (before?.parameters.get(name)?.value !== parameter.value)
      yield { source: 'ParameterReference', entity: name }
  } else if (request.template.resources.has(name))
    yield { source: 'ResourceReference', entity: name }
}
