/** Authorizers with an id: all but IAM's, which is not an authorizer on AWS. */
import type { AuthorizerDefinition } from '../api/authorizers/definition.ts'

export type IdentifiedDefinition = Exclude<AuthorizerDefinition, { readonly kind: 'iam' }>

export const isIdentified = (
  definition: AuthorizerDefinition,
): definition is IdentifiedDefinition => definition.kind !== 'iam'

/** `check`, or `check-2` if another authorizer has that name. */
export function unusedName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted
  for (let n = 2; taken.has(name); n++) name = `${wanted}-${n}`
  return name
}
