/** Creates a stack: everything that its template describes, or nothing. */
import { isObject } from '../../core/json.ts'
import type { CreatedResource } from '../../core/cloudformation/types.ts'
import { isServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { TemplateError } from '../errors.ts'
import { evaluate } from '../intrinsics/evaluate.ts'
import { NO_VALUE, type Scope } from '../intrinsics/scope.ts'
import { exportsOf, setStack, type CloudFormationState } from '../state.ts'
import { type ResourceDeclaration, type Template } from '../template/template.ts'
import { callQuietly } from './call-quietly.ts'
import { checkRules } from './rules.ts'
import { createResource } from './create-resource.ts'
import type { HandlerSource } from './handler-source.ts'
import { toParameters } from './parameters.ts'
import { isEnabled, planOf } from './plan.ts'
import { findResourceType } from './resource-types.ts'
import type { CreateNested, NestedStacks } from './nested-stack.ts'
import { scopeOf, type Resources } from './scope-of.ts'
import type { SkippedPart, Stack, StackOutput, StackResource } from '../stack.ts'

export interface StackRequest {
  readonly name: string
  readonly id: string
  readonly template: Template
  /** The text or object of the template, for GetTemplate. */
  readonly source: unknown
  readonly parameters: Readonly<Record<string, unknown>>
  readonly tags: Readonly<Record<string, string>>
  readonly capabilities: readonly string[]
  readonly handlers: HandlerSource
  /** Parts that lost their effect before this template was made. */
  readonly skipped: readonly SkippedPart[]
  /** Creates a nested stack. Undefined where templates cannot be read. */
  readonly nested?: NestedStacks
  /** Creates a stack of its own, for a nested one. */
  readonly createStack: CreateNested
}

/** A resource that could not be created. */
export interface CreationFailure {
  readonly logicalId: string
  readonly type: string
  readonly error: Error
}

/** Thrown after everything that had been created was deleted again. */
export class StackFailure extends Error {
  readonly failure: CreationFailure

  constructor(failure: CreationFailure) {
    super(failure.error.message, { cause: failure.error })
    this.failure = failure
  }
}

export function deploy(world: World, state: CloudFormationState, request: StackRequest): Stack {
  const { template } = request
  const parameters = toParameters(template.parameters, request.parameters, (name) =>
    readSsm(world, name),
  )
  const resources: Resources = new Map()
  const imports = new Set<string>()
  const scope = scopeOf(world, state, { ...request, parameters, resources, imports })
  checkRules(template, scope)
  const { order, needs } = planOf(template, scope)
  const skipped: SkippedPart[] = [...request.skipped]
  for (const id of order) {
    const declaration = template.resources.get(id)
    if (declaration)
      create(world, state, request, {
        id,
        declaration,
        scope,
        resources,
        skipped,
        needs: needs.get(id) ?? new Set(),
      })
  }
  const stack: Stack = {
    name: request.name,
    id: request.id,
    generation: world.generation,
    description: template.description,
    parameters,
    resources,
    imports,
    outputs: outputsOf(template, scope, state),
    skipped,
    tags: request.tags,
    capabilities: request.capabilities,
    source: request.source,
    createdAt: world.clock.now(),
    deletedAt: undefined,
    status: 'CREATE_COMPLETE',
    statusReason: undefined,
  }
  setStack(state, stack)
  return stack
}

// CDK's bootstrap stack is not in the region; templates only compare its version.
const BOOTSTRAP = /^\/cdk-bootstrap\/[a-z0-9]+\/version$/
const BOOTSTRAP_VERSION = '30'

function readSsm(world: World, name: string): string | undefined {
  try {
    const { Parameter: found } = callQuietly(world, 'ssm', 'GetParameter', { Name: name })
    return isObject(found) ? String(found['Value']) : undefined
  } catch (error) {
    if (!isServiceError(error)) throw error
    return BOOTSTRAP.test(name) ? BOOTSTRAP_VERSION : undefined
  }
}

interface Step {
  readonly id: string
  readonly declaration: ResourceDeclaration
  readonly scope: Scope
  readonly resources: Resources
  readonly skipped: SkippedPart[]
  /** The resources that it refers to. */
  readonly needs: ReadonlySet<string>
}

function create(world: World, state: CloudFormationState, request: StackRequest, step: Step): void {
  const { id, declaration, scope, resources, skipped } = step
  try {
    const given = evaluate(declaration.Properties ?? {}, scope, ['Resources', id, 'Properties'])
    const properties = given === NO_VALUE || !isObject(given) ? {} : given
    const parts: SkippedPart[] = []
    const made = createResource(world, request, { id, declaration, properties, parts })
    skipped.push(...parts)
    resources.set(id, toResource(world, step, properties, made, parts))
  } catch (error) {
    if (skipDependent(world, step, error)) return
    undo(world, resources)
    if (error instanceof TemplateError) throw error
    throw new StackFailure({ logicalId: id, type: declaration.Type, error: error as Error })
  }
}

/**
 * A resource that cannot exist because one that it refers to has no effect here has none either.
 * Returns false if the error has another cause.
 */
function skipDependent(world: World, step: Step, error: unknown): boolean {
  const { id, declaration, resources, skipped, needs } = step
  const missing = [...needs].find((needed) => resources.get(needed)?.skipped !== undefined)
  if (missing === undefined || !isServiceError(error)) return false
  const { Type: type } = declaration
  const reason = `It needs '${missing}', which has no effect.`
  const part: SkippedPart = { logicalId: id, type, property: undefined, reason }
  skipped.push(part)
  resources.set(id, toResource(world, step, {}, { id }, [part]))
  return true
}

function toResource(
  world: World,
  { id, declaration }: Step,
  properties: StackResource['properties'],
  made: CreatedResource,
  parts: readonly SkippedPart[],
): StackResource {
  const metadata = declaration.Metadata
  const path = isObject(metadata) ? metadata['aws:cdk:path'] : undefined
  return {
    logicalId: id,
    type: declaration.Type,
    physicalId: made.id,
    properties,
    attributes: made.attributes ?? {},
    path: typeof path === 'string' ? path : undefined,
    metadata,
    skipped: parts.find(({ property }) => property === undefined)?.reason,
    createdAt: world.clock.now(),
  }
}

/** Deletes the resources of a stack, the newest first. */
export function undo(world: World, resources: ReadonlyMap<string, StackResource>): void {
  for (const { type, physicalId: id, properties, skipped } of [...resources.values()].reverse()) {
    if (skipped !== undefined) continue
    findResourceType(world, type)?.delete?.({
      world,
      id,
      properties,
      call: (service, operation, input) => callQuietly(world, service, operation, input),
    })
  }
}

function outputsOf(
  template: Template,
  given: Scope,
  state: CloudFormationState,
): ReadonlyMap<string, StackOutput> {
  const scope: Scope = { ...given, block: 'Outputs' }
  const outputs = new Map<string, StackOutput>()
  for (const [name, { Value, Condition, Export, Description }] of template.outputs) {
    const path = ['Outputs', name]
    if (!isEnabled(Condition, scope, 'Outputs', template, [...path, 'Condition'])) continue
    const value = evaluate(Value, scope, [...path, 'Value'])
    if (value === NO_VALUE) continue
    const exported = Export && evaluate(Export.Name, scope, [...path, 'Export', 'Name'])
    const exportName = exported === undefined ? undefined : String(exported)
    if (exportName !== undefined) checkExport(exportName, state, path)
    outputs.set(name, { value: printed(value), exportName, description: Description })
  }
  return outputs
}

/** Outputs are text; a test may read a list as a list. */
const printed = (value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value

function checkExport(name: string, state: CloudFormationState, path: readonly string[]): void {
  for (const other of exportsOf(state)) {
    if (other.name !== name) continue
    // Seen: CreateStack in public issues
    throw new TemplateError(
      `Export with name ${name} is already exported by stack ${other.stack.name}.`,
      [...path, 'Export'],
    )
  }
}
