/**
 * Decides about a request, in AWS's order.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import { statementsAbout, type Policy, type Statement } from './document.ts'
import { accountOf, type Naming, type Principal } from './principals.ts'
import type { ConditionKeys } from './variables.ts'

/** The kinds of policies, as AWS's messages order them. */
export type PolicyKind =
  'identity' | 'resource' | 'boundary' | 'session' | 'serviceControl' | 'resourceControl'

/** The policies that apply to a request. */
export interface PolicySet {
  /** Undefined for the account's root user, who may do everything that no guard forbids. */
  readonly identity: readonly Policy[] | undefined
  readonly resource?: Policy | undefined
  readonly boundary?: Policy | undefined
  /** The policies that AssumeRole was given. Together they are one limit. */
  readonly session?: readonly Policy[] | undefined
  /** From the organization's root to the account. At each level one policy must allow. */
  readonly serviceControl?: readonly (readonly Policy[])[] | undefined
  readonly resourceControl?: readonly (readonly Policy[])[] | undefined
}

export interface PolicyRequest {
  readonly principal: Principal
  /** `s3:GetObject` */
  readonly action: string
  /** An ARN, or `*` for actions that name none. */
  readonly resource: string
  readonly resourceAccount: string
  readonly keys: ConditionKeys
  /**
   * Whether the policy of the resource must allow as well: trust policies of roles, and policies of
   * keys.
   */
  readonly needsResourcePolicy?: boolean
}

export interface Decision {
  readonly decision: 'allowed' | 'implicitDeny' | 'explicitDeny'
  /** The kind of the policy that decided, or of the one that is missing. */
  readonly by: PolicyKind
  /** The statement that decided. Undefined for an implicit deny. */
  readonly statement: Statement | undefined
}

export interface Found {
  deny: Statement | undefined
  allow: Statement | undefined
  /** The strongest way in which an allowing statement names the principal. */
  naming: Naming
}

const STRENGTH: Readonly<Record<string, number>> = { self: 3, role: 2, account: 1 }

const strengthOf = (naming: Naming): number => (naming === undefined ? 0 : (STRENGTH[naming] ?? 0))

const isWeaker = (naming: Naming, than: Naming): boolean => strengthOf(naming) <= strengthOf(than)

/** Finds the statements of policies that match a request. */
export function search(
  policies: readonly Policy[],
  { principal, keys, resource, action: given }: Omit<PolicyRequest, 'resourceAccount'>,
): Found {
  const action = given.toLowerCase()
  const found: Found = {
    deny: undefined,
    allow: undefined,
    naming: undefined,
  }
  for (const policy of policies) {
    for (const statement of statementsAbout(policy, action)) {
      const { principals, effect, conditions } = statement
      const naming = principals ? principals(principal) : 'self'
      if (naming === undefined) continue
      // Another statement could add nothing to what was found.
      const known = effect === 'Deny' ? found.deny !== undefined : isWeaker(naming, found.naming)
      if (known || !statement.coversResource(resource, keys) || !holdAll(conditions, keys)) continue
      if (effect === 'Deny') found.deny = statement
      else {
        found.allow = statement
        found.naming = naming
      }
    }
  }
  return found
}

function holdAll(conditions: Statement['conditions'], keys: ConditionKeys): boolean {
  for (const holds of conditions) if (!holds(keys)) return false
  return true
}

const NONE: Found = { deny: undefined, allow: undefined, naming: undefined }

/** What each kind of policy says about a request. */
type Findings = Readonly<Record<PolicyKind, Found>>

function searchAll(set: PolicySet, request: PolicyRequest): Findings {
  const { identity, resource, boundary, session, serviceControl, resourceControl } = set
  return {
    identity: identity ? search(identity, request) : NONE,
    resource: resource ? search([resource], request) : NONE,
    boundary: boundary ? search([boundary], request) : NONE,
    session: session ? search(session, request) : NONE,
    serviceControl: serviceControl ? search(serviceControl.flat(), request) : NONE,
    resourceControl: resourceControl ? search(resourceControl.flat(), request) : NONE,
  }
}

/** The order in which explicit denies are named. */
const DENIES: readonly PolicyKind[] = [
  'serviceControl',
  'resourceControl',
  'resource',
  'identity',
  'boundary',
  'session',
]

/**
 * Decides about a request.
 *
 * An explicit deny in any policy wins. Then every guard that exists must allow, and the policies of
 * the identity or of the resource must grant; of both, if they belong to different accounts.
 */
export function evaluate(set: PolicySet, request: PolicyRequest): Decision {
  const findings = searchAll(set, request)
  for (const kind of DENIES) {
    const { deny } = findings[kind]
    if (deny) return { decision: 'explicitDeny', by: kind, statement: deny }
  }
  const missing = missingControl(set, request) ?? missingGrant(set, request, findings)
  if (missing) return { decision: 'implicitDeny', by: missing, statement: undefined }
  const { identity, resource } = findings
  return resource.allow && !identity.allow
    ? { decision: 'allowed', by: 'resource', statement: resource.allow }
    : { decision: 'allowed', by: 'identity', statement: identity.allow }
}

const CONTROLS = ['serviceControl', 'resourceControl'] as const

/** AWS: each level of the organization must allow. */
function missingControl(set: PolicySet, request: PolicyRequest): PolicyKind | undefined {
  for (const kind of CONTROLS) {
    const levels = set[kind]
    if (levels?.some((level) => !search(level, request).allow)) return kind
  }
  return undefined
}

/** The kind of policy that does not grant a request which nothing denies. */
function missingGrant(
  set: PolicySet,
  request: PolicyRequest,
  findings: Findings,
): PolicyKind | undefined {
  const { principal, resourceAccount, needsResourcePolicy } = request
  const naming = findings.resource.allow ? findings.resource.naming : undefined
  const account = accountOf(principal)
  // Services and everyone have no policies of their own.
  if (account === undefined) return naming === undefined ? 'resource' : undefined
  const isOwn = account === resourceAccount
  if (naming === undefined && (!isOwn || needsResourcePolicy)) return 'resource'
  // AWS: a policy that names the user or the session grants by itself, and no guard limits it; one
  // that names the role grants by itself as well, but the guards limit it.
  if (isOwn && naming === 'self') return undefined
  const grants = set.identity === undefined || findings.identity.allow !== undefined
  if (!grants && !(isOwn && naming === 'role')) return 'identity'
  if (set.boundary && !findings.boundary.allow) return 'boundary'
  return set.session && !findings.session.allow ? 'session' : undefined
}
