/** Decides whether a subject may take an action on a resource. */
import { parseArn } from '../../core/arn.ts'
import { compilePolicy, type Policy } from '../../core/policies/document.ts'
import { evaluate, type Decision } from '../../core/policies/evaluate.ts'
import type { ConditionKeys } from '../../core/policies/variables.ts'
import { serviceOfArn, worldOfArn } from '../../core/world/resource-owner.ts'
import type { Access, Service, World } from '../../core/world/world.ts'
import { keysOf } from './condition-keys.ts'
import type { RememberedDecision, Subject } from './policy-sets.ts'

/** The most resources whose decisions are remembered for one principal. */
const REMEMBERED = 5_000

interface Question {
  readonly access: Access
  /** The policy of the resource, where its service gives it. */
  readonly given?: Policy | undefined
  readonly at: number
  readonly input: unknown
}

export function decide(
  world: World,
  subject: Subject,
  { access, given, at, input }: Question,
): Decision {
  const { action, resource } = access
  const resourcePolicy = given ?? resourcePolicyOf(world, resource, action)
  const known = subject.decisions.get(resource)?.get(action)
  const isUsable = known !== undefined && known.resourcePolicy === resourcePolicy
  // Most decisions depend on no condition: then nothing is read of the request.
  if (isUsable && known.asked.size === 0) return known.decision
  const keys = keysOf({ world, subject, at, access, input })
  if (isUsable && areSame(known.asked, keys)) return known.decision
  const asked = new Map<string, ReturnType<ConditionKeys>>()
  const decision = evaluate(
    { ...subject.policies, resource: resourcePolicy },
    {
      principal: subject.principal,
      action,
      resource,
      resourceAccount: accountOfResource(resource) || world.options.accountId,
      keys(name) {
        const value = keys(name)
        asked.set(name, value)
        return value
      },
      needsResourcePolicy: needsResourcePolicy(action, resource),
    },
  )
  remember(subject, access, { decision, resourcePolicy, asked })
  return decision
}

function remember(
  { decisions }: Subject,
  { action, resource }: Access,
  decision: RememberedDecision,
): void {
  let ofResource = decisions.get(resource)
  if (!ofResource) {
    if (decisions.size >= REMEMBERED) decisions.clear()
    decisions.set(resource, (ofResource = new Map()))
  }
  // The actions of services are few.
  ofResource.set(action, decision)
}

/** Whether condition keys have the values of an earlier request. */
function areSame(asked: RememberedDecision['asked'], keys: ConditionKeys): boolean {
  for (const [name, value] of asked) if (!isSame(value, keys(name))) return false
  return true
}

type Value = ReturnType<ConditionKeys>

const isSame = (a: Value, b: Value): boolean =>
  a === b ||
  (typeof a === 'object' &&
    typeof b === 'object' &&
    a.length === b.length &&
    a.every((one, index) => one === b[index]))

// AWS: "Policy evaluation logic": trust policies of roles and policies of keys must allow themselves.
const needsResourcePolicy = (action: string, resource: string): boolean =>
  /^sts:(AssumeRole|TagSession$|SetSourceIdentity$)/.test(action) ||
  (action.startsWith('kms:') && resource.includes(':key/'))

const accountOfResource = (resource: string): string | undefined => parseArn(resource)?.account

/** By document: texts and objects that services keep for their resources. */
const compiledObjects = new WeakMap<object, Policy>()
const compiledTexts = new WeakMap<Service, Map<string, Policy>>()
const TEXTS = 500

/** Returns the policy of a resource. Undefined if it has none, or its service has none. */
function resourcePolicyOf(world: World, resource: string, action: string): Policy | undefined {
  if (!resource.startsWith('arn:')) return undefined
  const service = serviceOfArn(world, resource)
  if (!service) return undefined
  const home = worldOfArn(world, resource)
  if (!home.holds(service)) return undefined
  const room = service.room()
  if (!room.resourcePolicyOf) return undefined
  const document = room.resourcePolicyOf(home.state(service), resource, action, home)
  if (document === undefined) return undefined
  return typeof document === 'string'
    ? compiledText(service, document, resource)
    : compiledObject(document, resource)
}

function compiledObject(document: object, resource: string): Policy {
  let policy = compiledObjects.get(document)
  if (!policy) {
    // A list of statements, as Lambda keeps them.
    const given = Array.isArray(document)
      ? { Version: '2012-10-17', Statement: document as object[] }
      : document
    compiledObjects.set(document, (policy = compilePolicy(given, resource)))
  }
  return policy
}

function compiledText(service: Service, document: string, resource: string): Policy {
  let texts = compiledTexts.get(service)
  if (!texts) compiledTexts.set(service, (texts = new Map()))
  let policy = texts.get(document)
  if (!policy) {
    if (texts.size >= TEXTS) texts.clear()
    texts.set(document, (policy = compilePolicy(document, resource)))
  }
  return policy
}
