/** The stacks that import a value. */
import type { CloudFormationState } from '../state.ts'

export const importersOf = ({ stacks }: CloudFormationState, exportName: string): string[] =>
  [...stacks.values()]
    .filter(({ deletedAt, imports }) => deletedAt === undefined && imports.has(exportName))
    .map(({ name }) => name)
