/** A stack while something happens to it: its resources so far, its status, and its events. */
import type { ResourceProperties } from '../../core/cloudformation/types.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { pathOf } from '../resources/create-resource.ts'
import type { NestedActions, Owner } from '../resources/owner.ts'
import type { MadeResource } from '../resources/wish.ts'
import type { StackSources } from '../sources.ts'
import type { SkippedPart, Stack, StackEvent, StackResource } from '../stack.ts'
import { setStack, type CloudFormationState } from '../state.ts'
import type { ResourceDeclaration } from '../template/template.ts'

/** Which stack it is, and on whose behalf it changes. */
export interface RunRequest {
  readonly name: string
  readonly id: string
  readonly tags: Readonly<Record<string, string>>
  readonly sources: StackSources
  readonly cause: JournalRecord
  readonly runsFunctions: boolean
  readonly nested: NestedActions
}

/** The resource that an event is about. */
export interface EventSubject {
  readonly id: string
  readonly declaration: Pick<ResourceDeclaration, 'Type'>
}

const STACK = 'AWS::CloudFormation::Stack'

export class StackRun implements Owner {
  readonly world: World
  readonly state: CloudFormationState
  /** The stack before. Undefined for a new one. */
  readonly before: Stack | undefined
  readonly resources: Map<string, StackResource>
  /** The parts without an effect, by resource. */
  readonly parts: Map<string, readonly SkippedPart[]> = new Map()
  protected readonly events: StackEvent[]
  protected status = ''
  protected reason: string | undefined
  readonly #request: RunRequest

  constructor(world: World, state: CloudFormationState, request: RunRequest, before?: Stack) {
    this.world = world
    this.state = state
    this.before = before
    this.#request = request
    this.events = [...(before?.events ?? [])]
    this.resources = new Map(before?.resources)
    for (const part of before?.skipped ?? [])
      this.parts.set(part.logicalId, [...(this.parts.get(part.logicalId) ?? []), part])
  }

  get name(): string {
    return this.#request.name
  }
  get id(): string {
    return this.#request.id
  }
  get tags(): Readonly<Record<string, string>> {
    return this.#request.tags
  }
  get sources(): StackSources {
    return this.#request.sources
  }
  get cause(): JournalRecord {
    return this.#request.cause
  }
  get runsFunctions(): boolean {
    return this.#request.runsFunctions
  }
  get nested(): NestedActions {
    return this.#request.nested
  }

  /** Changes the status of the stack. */
  become(status: string, reason?: string): void {
    this.status = status
    this.reason = reason
    this.events.push({
      id: this.world.ids.uuid('stack-event'),
      at: this.world.clock.now(),
      logicalId: this.name,
      physicalId: this.id,
      type: STACK,
      status,
      reason,
      properties: undefined,
    })
  }

  /** Notes what happens to a resource. */
  note(
    { id, declaration }: EventSubject,
    status: string,
    details: {
      readonly physicalId?: string
      readonly reason?: string
      readonly properties?: ResourceProperties
    } = {},
  ): void {
    const { physicalId = '', reason, properties } = details
    const at = this.world.clock.now()
    const type = declaration.Type
    this.events.push({ id: '', at, logicalId: id, physicalId, type, status, reason, properties })
  }

  /** Keeps a resource that was made or changed. */
  keep(
    declaration: ResourceDeclaration,
    made: MadeResource & { readonly logicalId: string; readonly properties: ResourceProperties },
    parts: readonly SkippedPart[],
  ): StackResource {
    const { logicalId, properties } = made
    const before = this.resources.get(logicalId)
    const now = this.world.clock.now()
    const resource: StackResource = {
      logicalId,
      type: declaration.Type,
      physicalId: made.id,
      properties,
      attributes: made.attributes ?? {},
      path: pathOf(declaration.Metadata),
      metadata: declaration.Metadata,
      skipped: parts.find(({ property }) => property === undefined)?.reason,
      answer: made.answer,
      policies: {
        deletion: textOf(declaration.DeletionPolicy),
        replacement: textOf(declaration.UpdateReplacePolicy),
      },
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
      status: before ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE',
      statusReason: undefined,
    }
    this.parts.set(logicalId, parts)
    this.resources.set(logicalId, resource)
    return resource
  }

  findResource(type: string, physicalId: string): StackResource | undefined {
    const isIt = (one: StackResource): boolean => one.physicalId === physicalId && one.type === type
    for (const resource of this.resources.values()) if (isIt(resource)) return resource
    for (const { deletedAt, resources } of this.state.stacks.values()) {
      if (deletedAt !== undefined) continue
      for (const resource of resources.values()) if (isIt(resource)) return resource
    }
    return undefined
  }

  /** Puts the stack, as far as it has come, into the region. */
  show(): Stack {
    const stack = this.toStack()
    setStack(this.state, stack)
    return stack
  }

  /** The stack as it was before, with the resources of now. */
  protected toStack(): Stack {
    if (!this.before) throw new Error('A new stack is a deployment.')
    return {
      ...this.before,
      resources: new Map(this.resources),
      events: [...this.events],
      status: this.status,
      statusReason: this.reason,
    }
  }

  /** Puts the stack into the region as a deleted one. */
  end(): void {
    const resources = new Map<string, StackResource>()
    for (const [id, resource] of this.before?.resources ?? [])
      resources.set(id, { ...resource, status: 'DELETE_COMPLETE' })
    setStack(this.state, { ...this.toStack(), resources, deletedAt: this.world.clock.now() })
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined
