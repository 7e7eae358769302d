/** The smallest policy that allows what a run did. */
import type { PolicyDocument, StatementDocument } from '../../core/policies/document.ts'
import type { World } from '../../core/world/world.ts'
import { isOfFunction, roleOfCall, usedPermissions, type UsedPermission } from './used.ts'

export const leastPrivilegeOfFunction = (world: World, name: string): PolicyDocument =>
  documentOf(usedPermissions(world, `${name}.leastPrivilege()`, isOfFunction(name)))

export const leastPrivilegeOfRole = (world: World, arn: string): PolicyDocument =>
  documentOf(
    usedPermissions(
      world,
      `${arn}.leastPrivilege()`,
      (record) => roleOfCall(world, record) === arn,
    ),
  )

/** One statement for each set of resources, with all the actions on it. */
function documentOf(used: readonly UsedPermission[]): PolicyDocument {
  const resourcesOf = new Map<string, Set<string>>()
  for (const { action, resource } of used) {
    const resources = resourcesOf.get(action)
    if (resources) resources.add(resource)
    else resourcesOf.set(action, new Set([resource]))
  }
  const groups = new Map<string, { actions: string[]; resources: string[] }>()
  for (const [action, found] of resourcesOf) {
    const resources = [...found].sort()
    const key = resources.join(' ')
    const group = groups.get(key)
    if (group) group.actions.push(action)
    else groups.set(key, { actions: [action], resources })
  }
  const statements = [...groups.values()].map(({ actions, resources }): StatementDocument => ({
    Effect: 'Allow',
    Action: only(actions.sort()),
    Resource: only(resources),
  }))
  return { Version: '2012-10-17', Statement: statements }
}

const only = (list: readonly string[]): string | readonly string[] =>
  list.length === 1 ? (list[0] ?? '') : list
