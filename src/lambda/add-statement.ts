/** The statements of services that the test connected with a function. */
import type { ServiceStatement } from '../core/policies/document.ts'
import type { LambdaState } from './state.ts'
import { withEntry, type FunctionDefinition } from './definition/definition.ts'

/** Adds a statement to the policy of a function, version or alias. */
export function addStatement(
  { definitions }: Pick<LambdaState, 'definitions'>,
  arn: string,
  statement: ServiceStatement,
): void {
  const [name = '', qualifier = ''] = arn.split(':').slice(6)
  const definition = definitions.get(name)
  if (!definition) return
  const add = (to: FunctionDefinition): FunctionDefinition => {
    const statements = to.policies.get(qualifier) ?? []
    return statements.some(({ Sid }) => Sid === statement.Sid)
      ? to
      : { ...to, policies: withEntry(to.policies, qualifier, [...statements, { ...statement }]) }
  }
  const { declared } = definition
  definitions.set(name, { ...add(definition), declared: declared && add(declared) })
}
