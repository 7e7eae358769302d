/** The policies of a principal, compiled and kept until one of them changes. */
import { compilePolicy, type Policy, type PolicyDocument } from '../../core/policies/document.ts'
import type { Decision, PolicySet } from '../../core/policies/evaluate.ts'
import { principalOfArn, type Principal } from '../../core/policies/principals.ts'
import type { ConditionKeys } from '../../core/policies/variables.ts'
import type { CallerIdentity } from '../../core/world/identity-ports.ts'
import type { World } from '../../core/world/world.ts'
import { roleByArn } from '../directory.ts'
import { policyDocument } from '../documents/find-policy.ts'
import { serviceControlPoliciesOf } from '../options.ts'
import { iam } from '../service.ts'
import type { IamState, ManagedPolicy, PolicyHolder, Role, User } from '../state.ts'

/** A principal with its policies and the facts that conditions ask about. */
export interface Subject {
  readonly principal: Principal
  readonly caller: CallerIdentity | undefined
  readonly policies: Omit<PolicySet, 'resource'>
  /** Tags of the user, or of the role and its session. */
  readonly tags: ReadonlyMap<string, string>
  /** Whether it is a role or user that does not exist. */
  readonly isMissing: boolean
  /** The latest decisions, by resource and action. */
  readonly decisions: Map<string, Map<string, RememberedDecision>>
}

export interface RememberedDecision {
  readonly decision: Decision
  /** The policy of the resource at that time. */
  readonly resourcePolicy: Policy | undefined
  /** The condition keys that it depends on, and their values. */
  readonly asked: ReadonlyMap<string, ReturnType<ConditionKeys>>
}

interface Compiled {
  readonly revision: object
  readonly subjects: Map<string, Subject>
  /** The subjects of sessions, by access key, and of functions, by name and role. */
  readonly byCredentials: Map<string, CachedSubject>
}

/** A subject, as long as its credentials stay the same. */
export interface CachedSubject {
  readonly subject: Subject
  readonly sessionToken: string | undefined
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** Returns the subjects of credentials that were seen since the last change of a policy. */
export const cachedSubjects = (world: World): Map<string, CachedSubject> =>
  compiledIn(world.state(iam)).byCredentials

function compiledIn(state: IamState): Compiled {
  let known = compiled.get(state)
  if (known?.revision !== state.revision) {
    known = { revision: state.revision, subjects: new Map(), byCredentials: new Map() }
    compiled.set(state, known)
  }
  return known
}

const compiled = new WeakMap<IamState, Compiled>()
/** Policies never change: an update makes another one. */
const managed = new WeakMap<ManagedPolicy, Policy>()

/** Returns the subject that a caller is, from the second time on without compiling anything. */
export function subjectOf(world: World, caller: CallerIdentity): Subject {
  const state = world.state(iam)
  const known = compiledIn(state)
  const { session } = caller
  const key = session ? caller.accessKeyId : `${caller.arn} ${caller.roleArn ?? ''}`
  let subject = known.subjects.get(key)
  if (!subject) known.subjects.set(key, (subject = createSubject(world, state, caller)))
  return subject
}

function createSubject(world: World, state: IamState, caller: CallerIdentity): Subject {
  const { arn, roleArn, session, accountId, isUnlimited } = caller
  const principal = principalOfArn(arn, roleArn)
  // AWS: GetFederationToken: a federated user has the policies of the user who asked.
  const own = session?.parentArn ?? arn
  const holder = roleArn === undefined ? userByArn(state, own) : roleByArn(state, roleArn)
  const isForeign = accountId !== world.options.accountId
  const isRoot = principalOfArn(own).kind === 'root'
  const tags = new Map([...(holder?.tags ?? []), ...(session?.tags ?? [])])
  return {
    principal,
    caller,
    // The policies of other accounts are not known here; what they may reach here is decided by
    // the policies of the resources.
    policies: {
      identity: isUnlimited || isRoot || isForeign ? undefined : identityPolicies(state, holder),
      boundary: boundaryOf(state, holder),
      session: sessionPolicies(state, session),
      serviceControl: isForeign ? undefined : controlsOf(world),
    },
    tags,
    isMissing: !holder && !isUnlimited && !isRoot && !isForeign,
    decisions: new Map(),
  }
}

/** By the list of documents, which all regions of an account share. */
const controls = new WeakMap<readonly PolicyDocument[], readonly (readonly Policy[])[]>()

/** The service control policies: one level, with FullAWSAccess where no policy allows anything. */
function controlsOf(world: World): readonly (readonly Policy[])[] | undefined {
  const documents = serviceControlPoliciesOf(world)
  if (!documents) return undefined
  let levels = controls.get(documents)
  if (!levels) {
    const given = documents.map((document, index) =>
      compilePolicy(document, String(document.Id ?? `serviceControlPolicies[${index}]`)),
    )
    const allows = given.some(({ statements }) => statements.some((one) => one.effect === 'Allow'))
    levels = [allows ? given : [compilePolicy(FULL_ACCESS, 'FullAWSAccess'), ...given]]
    controls.set(documents, levels)
  }
  return levels
}

const FULL_ACCESS: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
}

function userByArn(state: IamState, arn: string): User | undefined {
  const user = state.users.get(arn.slice(arn.lastIndexOf('/') + 1))
  return user?.arn === arn ? user : undefined
}

function identityPolicies(state: IamState, holder: Role | User | undefined): Policy[] {
  if (!holder) return []
  const groups = 'groups' in holder ? holder.groups : []
  const holders = [holder, ...groups.flatMap((name) => state.groups.get(name) ?? [])]
  return holders.flatMap((one) => policiesOf(state, one))
}

/** The inline and attached policies of a user, group or role. */
const policiesOf = (state: IamState, { inline, attached }: PolicyHolder): Policy[] => [
  ...[...inline].map(([name, document]) => compilePolicy(document, name)),
  ...attached.flatMap((arn) => managedPolicy(state, arn) ?? []),
]

/** Compiles a managed policy. Undefined for an ARN that names none. */
function managedPolicy(state: IamState, arn: string): Policy | undefined {
  const stored = state.policies.get(arn)
  const known = stored && managed.get(stored)
  if (known) return known
  const document = policyDocument(state, arn)
  if (document === undefined) return undefined
  const policy = compilePolicy(document, arn)
  if (stored) managed.set(stored, policy)
  return policy
}

function boundaryOf(state: IamState, holder: Role | User | undefined): Policy | undefined {
  if (holder?.boundary === undefined) return undefined
  return (
    managedPolicy(state, holder.boundary) ?? {
      name: holder.boundary,
      statements: [],
      covering: new Map(),
    }
  )
}

function sessionPolicies(
  state: IamState,
  session: CallerIdentity['session'],
): Policy[] | undefined {
  if (!session || (session.policy === undefined && session.policyArns.length === 0))
    return undefined
  const { policy, policyArns } = session
  return [
    ...(policy === undefined ? [] : [compilePolicy(policy, 'the session policy')]),
    ...policyArns.flatMap((arn) => managedPolicy(state, arn) ?? []),
  ]
}

/** The subject of a principal without credentials here: a service, or everyone. */
export const foreignSubject = (principal: Principal): Subject => ({
  principal,
  caller: undefined,
  policies: { identity: [] },
  tags: new Map(),
  isMissing: false,
  decisions: new Map(),
})
