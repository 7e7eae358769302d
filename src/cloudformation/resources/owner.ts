/** The stack that a resource belongs to, as its creation, change and deletion see it. */
import type { JournalRecord } from '../../core/journal.ts'
import type { Steps } from '../../core/maybe-promise.ts'
import type { World } from '../../core/world/world.ts'
import type { NestedTemplate, StackSources } from '../sources.ts'
import type { Stack, StackResource } from '../stack.ts'

export interface Owner {
  readonly world: World
  readonly name: string
  readonly id: string
  readonly tags: Readonly<Record<string, string>>
  readonly sources: StackSources
  /** The record that invocations of functions are caused by. */
  readonly cause: JournalRecord
  /** Whether custom resources run their functions. Otherwise texts stand for what they would return. */
  readonly runsFunctions: boolean
  readonly nested: NestedActions
  /** Returns a resource of any stack, this one's included, by what `Ref` returns of it. */
  findResource(type: string, physicalId: string): StackResource | undefined
  /** Shows the stack as far as it has come. Called before something is waited for. */
  show(): void
}

/** What a stack does to the stacks inside it. */
export interface NestedActions {
  create(owner: Owner, name: string, template: NestedTemplate, parameters: object): Steps<Stack>
  update(owner: Owner, id: string, template: NestedTemplate, parameters: object): Steps<Stack>
  delete(owner: Owner, id: string): Steps<void>
}
