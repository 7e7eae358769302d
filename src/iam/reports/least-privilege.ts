/** The smallest policy that allows what a run did. */
import type { PolicyDocument, StatementDocument } from '../../core/policies/document.ts'
import type { CallRecord } from '../../core/journal.ts'
import type { Access, World } from '../../core/world/world.ts'
import { isOfFunction, roleOfCall, usedPermissions } from './used.ts'

/** What the function's calls needed, and what Lambda needs of its role. */
export const leastPrivilegeOfFunction = (world: World, name: string): PolicyDocument =>
  documentOf([
    ...usedPermissions(world, `${name}.leastPrivilege()`, isOfFunction(name)),
    ...(world.ports.functions.needsOf?.(name) ?? []),
  ])

export function leastPrivilegeOfRole(world: World, arn: string): PolicyDocument {
  const isOfRole = (record: CallRecord): boolean => roleOfCall(world, record) === arn
  return documentOf([
    ...usedPermissions(world, `${arn}.leastPrivilege()`, isOfRole),
    ...needsOfFunctions(world, arn),
  ])
}

/** What Lambda needs of a role, for all functions that have it. */
function needsOfFunctions(world: World, role: string): readonly Access[] {
  const lambda = world.services.find(({ id }) => id === 'lambda')
  if (!lambda || !world.holds(lambda)) return []
  const { functions } = world.ports
  const names = functions.names().filter((name) => functions.roleOf?.(name) === role)
  return names.flatMap((name) => functions.needsOf?.(name) ?? [])
}

/** One statement for each set of resources, with all the actions on it. */
function documentOf(used: readonly Access[]): PolicyDocument {
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
