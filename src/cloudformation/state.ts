/** The stacks of a region. */
import type { ChangeSet } from './change-set.ts'
import type { Stack } from './stack.ts'

export interface CloudFormationState {
  /** By id, in the order of their creation. Replaced as a whole, so that forks share it. */
  stacks: ReadonlyMap<string, Stack>
  /** By id, in the order of their creation. Replaced as a whole as well. */
  changeSets: ReadonlyMap<string, ChangeSet>
}

export const createState = (): CloudFormationState => ({
  stacks: new Map(),
  changeSets: new Map(),
})

export const forkState = ({ stacks, changeSets }: CloudFormationState): CloudFormationState => ({
  stacks,
  changeSets,
})

/** Stacks are definitions: a reset keeps them. */
export function resetState(): void {}

export function setStack(state: CloudFormationState, stack: Stack): void {
  state.stacks = new Map(state.stacks).set(stack.id, stack)
}

/** Leaves no trace of a stack. */
export function forgetStack(state: CloudFormationState, id: string): void {
  const stacks = new Map(state.stacks)
  stacks.delete(id)
  state.stacks = stacks
}

/** The stack with this name or id. By name, a deleted stack does not count. */
export function findStack(state: CloudFormationState, nameOrId: string): Stack | undefined {
  const byId = state.stacks.get(nameOrId)
  if (byId) return byId
  return [...state.stacks.values()].find(
    ({ name, deletedAt }) => name === nameOrId && deletedAt === undefined,
  )
}

export function setChangeSet(state: CloudFormationState, set: ChangeSet): void {
  state.changeSets = new Map(state.changeSets).set(set.id, set)
}

export function deleteChangeSet(state: CloudFormationState, id: string): void {
  const changeSets = new Map(state.changeSets)
  changeSets.delete(id)
  state.changeSets = changeSets
}

/** The change set with this id, or with this name for this stack. */
export const findChangeSet = (
  { changeSets }: CloudFormationState,
  nameOrId: string,
  stackId: string | undefined,
): ChangeSet | undefined =>
  changeSets.get(nameOrId) ??
  [...changeSets.values()].find((set) => set.name === nameOrId && set.stackId === stackId)

/** A value that a stack gives to other stacks of the region. */
export interface Export {
  readonly name: string
  readonly value: unknown
  readonly stack: Stack
}

export function* exportsOf({ stacks }: CloudFormationState): Iterable<Export> {
  for (const stack of stacks.values()) {
    if (stack.deletedAt !== undefined) continue
    for (const { exportName, value } of stack.outputs.values()) {
      if (exportName !== undefined) yield { name: exportName, value, stack }
    }
  }
}
