/** What a role may do because the test connected its function with other resources. */
import type { StatementDocument } from '../core/policies/document.ts'
import type { World } from '../core/world/world.ts'
import { roleByArn } from './directory.ts'
import { documentOf, statementsIn } from './documents/statements.ts'
import { iam } from './service.ts'
import { changed, type Role } from './state.ts'

/** The inline policy that holds these statements. CDK's has the same name, with a hash. */
export const GRANTED_POLICY = 'DefaultPolicy'

/** Adds a statement to a role, as CDK's grants do. Does nothing for a role that does not exist. */
export function grantToRole(world: World, roleArn: string, statement: StatementDocument): void {
  const state = world.state(iam)
  const role = roleByArn(state, roleArn)
  if (!role) return
  const add = (to: Role): Role => {
    const statements = statementsIn(to.inline.get(GRANTED_POLICY))
    const text = JSON.stringify(statement)
    if (statements.some((one) => JSON.stringify(one) === text)) return to
    const inline = new Map(to.inline).set(GRANTED_POLICY, documentOf([...statements, statement]))
    return { ...to, inline }
  }
  const { declared } = role
  state.roles.set(role.name, { ...add(role), declared: declared && add(declared) })
  changed(state)
}
