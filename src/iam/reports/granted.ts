/** The permissions that roles were given, and how often calls used them. */
import { compileGlob } from '../../core/policies/glob.ts'
import { compilePolicy, type StatementDocument } from '../../core/policies/document.ts'
import type { Use } from '../../core/reporting/use.ts'
import { isStale } from '../../core/world/generation.ts'
import type { World } from '../../core/world/world.ts'
import { GRANTED_POLICY } from '../grants.ts'
import { iamModeOf } from '../options.ts'
import { iam } from '../service.ts'
import type { IamState, Role } from '../state.ts'
import { roleOfCall, usedPermissions, type UsedPermission } from './used.ts'

/**
 * Returns a use for each action and resource that the own policies of a role allow. Policies of AWS
 * are left out, which no one can make smaller, and what the test's connections brought.
 */
export function grantedPermissions(world: World): readonly Use[] {
  if (iamModeOf(world) === 'off' || !world.holds(iam)) return []
  const state = world.state(iam)
  const used = usedByRole(world)
  return [...state.roles.values()]
    .filter((role) => !isStale(role, world))
    .flatMap((role) => usesOf(state, role, used.get(role.arn) ?? []))
}

function usedByRole(world: World): ReadonlyMap<string, readonly UsedPermission[]> {
  const byRole = new Map<string, UsedPermission[]>()
  for (const used of usedPermissions(world, 'region.coverage()', () => true)) {
    const role = roleOfCall(world, used.record)
    if (role === undefined) continue
    const known = byRole.get(role)
    if (known) known.push(used)
    else byRole.set(role, [used])
  }
  return byRole
}

function usesOf(state: IamState, role: Role, used: readonly UsedPermission[]): Use[] {
  return documentsOf(state, role)
    .flatMap((document) => compilePolicy(document, role.name).statements)
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ document }) => pairsOf(document))
    .map(({ action, resource }) => {
      const isAction = compileGlob(action.toLowerCase())
      // A variable may have had any value.
      const isResource = compileGlob(resource.replaceAll(/\$\{[^}]*\}/g, '*'))
      const count = used.filter(
        (one) => isAction(one.action.toLowerCase()) && isResource(one.resource),
      ).length
      return { name: `${role.name} ${action} on ${resource}`, uses: count }
    })
}

function documentsOf(state: IamState, { inline, attached }: Role): string[] {
  const own = [...inline].filter(([name]) => name !== GRANTED_POLICY)
  const managed = attached.flatMap((arn) => {
    const policy = state.policies.get(arn)
    return policy?.versions.find(({ id }) => id === policy.defaultVersion)?.document ?? []
  })
  return [...own.map(([, document]) => document), ...managed]
}

/** Each action with each resource. Statements that say what they do not cover have none. */
function pairsOf({ Action, Resource }: StatementDocument): { action: string; resource: string }[] {
  const actions = [Action ?? []].flat() as readonly string[]
  const resources = [Resource ?? []].flat() as readonly string[]
  return actions.flatMap((action) => resources.map((resource) => ({ action, resource })))
}
