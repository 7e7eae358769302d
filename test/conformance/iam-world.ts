/** Decisions about requests under policies. */
import { compilePolicy, type Policy } from '../../src/core/policies/document.ts'
import { evaluate, type PolicySet } from '../../src/core/policies/evaluate.ts'
import { principalOfArn } from '../../src/core/policies/principals.ts'
import type { Json, JsonObject } from './case.ts'
import type { Part } from './part.ts'

const list = (value: Json | undefined, name: string): Policy[] =>
  value === undefined
    ? []
    : [value].flat().map((one, index) => compilePolicy(one as JsonObject, `${name}${index}`))

/** Levels of an organization: a list of lists, or one level. */
const levels = (value: Json | undefined, name: string): Policy[][] | undefined => {
  if (value === undefined) return undefined
  const isNested = Array.isArray(value) && value.every((level) => Array.isArray(level))
  return isNested ? value.map((level) => list(level, name)) : [list(value, name)]
}

const optional = (value: Json | undefined, name: string): Policy[] | undefined =>
  value === undefined ? undefined : list(value, name)

const KINDS = ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp']

function toSet(policies: JsonObject): PolicySet {
  for (const kind of Object.keys(policies)) {
    if (!KINDS.includes(kind)) throw new Error(`given.policies.${kind} is not known to the runner`)
  }
  const { identity, resource, boundary, session, scp, rcp } = policies
  return {
    identity: list(identity, 'identity'),
    resource: list(resource, 'resource')[0],
    boundary: list(boundary, 'boundary')[0],
    session: optional(session, 'session'),
    serviceControl: levels(scp, 'scp'),
    resourceControl: levels(rcp, 'rcp'),
  }
}

const MEMBERS = ['kind', 'principal', 'action', 'resource', 'resourceAccount', 'context']

export const iamWorld: Part = {
  given: {
    roles: ({ region }, roles) => {
      for (const [name, given] of Object.entries(roles as JsonObject)) {
        const unknown = Object.keys(given as JsonObject)
        if (unknown.length > 0) throw new Error(`given.roles.${name}.${unknown[0]} is not known`)
        region.createRole(name)
      }
    },
    policies: (world, policies) => {
      world.kept.set('policies', toSet(policies as JsonObject))
    },
  },
  when: {
    authorize({ kept }, when) {
      for (const member of Object.keys(when)) {
        if (!MEMBERS.includes(member)) throw new Error(`when.${member} is not known to the runner`)
      }
      const { principal, action, resource, resourceAccount, context = {} } = when
      const keys = new Map(
        Object.entries(context as JsonObject).map(([key, value]) => [
          key.toLowerCase(),
          Array.isArray(value) ? value.map(String) : String(value as string),
        ]),
      )
      return {
        ...evaluate(kept.get('policies') as PolicySet, {
          principal: principalOfArn(principal as string),
          action: action as string,
          resource: resource as string,
          resourceAccount: resourceAccount as string,
          keys: (key) => keys.get(key),
        }),
      }
    },
  },
  then: {
    decision: (check, expected) => check.match('decision', check.outcome['decision'], expected),
  },
}
