/** The stacks of a region. */
import type { Stack } from './stack.ts'

export interface CloudFormationState {
  /** By id, in the order of their creation. Replaced as a whole, so that forks share it. */
  stacks: ReadonlyMap<string, Stack>
}

export const createState = (): CloudFormationState => ({ stacks: new Map() })

export const forkState = ({ stacks }: CloudFormationState): CloudFormationState => ({ stacks })

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
