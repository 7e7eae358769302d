/** A stack while a template makes or changes it. */
import { isServiceError } from '../../core/errors.ts'
import { isObject } from '../../core/json.ts'
import type { World } from '../../core/world/world.ts'
import { callQuietly } from '../calls/call-quietly.ts'
import type { Scope } from '../intrinsics/scope.ts'
import type { Parameter, SkippedPart, Stack, StackOptions, StackOutput } from '../stack.ts'
import { setStack, type CloudFormationState } from '../state.ts'
import type { Template } from '../template/template.ts'
import { toParameters } from './parameters.ts'
import { planOf, type Plan } from './plan.ts'
import { checkRules } from './rules.ts'
import { scopeOf } from './scope-of.ts'
import { StackRun, type RunRequest } from './stack-run.ts'

export interface DeploymentRequest extends RunRequest {
  readonly template: Template
  /** The text or object of the template, for GetTemplate. */
  readonly source: unknown
  readonly parameters: Readonly<Record<string, unknown>>
  readonly capabilities: readonly string[]
  readonly options: StackOptions
  /** Parts that lost their effect before this template was made. */
  readonly skipped: readonly SkippedPart[]
  readonly parent: Stack['parent']
  readonly changeSetId: string | undefined
}

export class Deployment extends StackRun {
  readonly request: DeploymentRequest
  readonly parameters: ReadonlyMap<string, Parameter>
  readonly imports: Set<string> = new Set()
  readonly scope: Scope
  readonly plan: Plan
  outputs: ReadonlyMap<string, StackOutput> = new Map()

  /** Throws a TemplateError before anything exists. `before`: the stack that is changed. */
  constructor(
    world: World,
    state: CloudFormationState,
    request: DeploymentRequest,
    before?: Stack,
  ) {
    super(world, state, request, before)
    this.request = request
    const { template } = request
    this.parameters = toParameters(template.parameters, request.parameters, (name) =>
      readSsm(world, name),
    )
    const { parameters, resources, imports } = this
    this.scope = scopeOf(world, state, { ...request, parameters, resources, imports })
    checkRules(template, this.scope)
    this.plan = planOf(template, this.scope)
  }

  protected override toStack(): Stack {
    const { request, world, before } = this
    const now = world.clock.now()
    return {
      name: request.name,
      id: request.id,
      generation: world.generation,
      description: request.template.description,
      parameters: this.parameters,
      resources: new Map(this.resources),
      imports: new Set(this.imports),
      outputs: this.outputs,
      skipped: [...request.skipped, ...[...this.parts.values()].flat()],
      tags: request.tags,
      capabilities: request.capabilities,
      source: request.source,
      template: request.template,
      sources: request.sources,
      options: request.options,
      events: [...this.events],
      createdAt: before?.createdAt ?? now,
      // A stack that a change set will create has not been created yet.
      updatedAt: before?.template && now,
      deletedAt: undefined,
      status: this.status,
      statusReason: this.reason,
      changeSetId: request.changeSetId,
      parent: request.parent,
    }
  }

  /** Puts the stack back as it was before, with what has happened since. */
  revert(): void {
    if (this.before) setStack(this.state, { ...super.toStack(), updatedAt: this.world.clock.now() })
  }
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
