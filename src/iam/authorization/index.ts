/** Authorization: a step of every call from outside, in regions that enforce permissions. */
import { isServiceError, UnsupportedError, type ServiceError } from '../../core/errors.ts'
import type { CallRecord, JournalRecord } from '../../core/journal.ts'
import type { Decision } from '../../core/policies/evaluate.ts'
import { nameOfPrincipal } from '../../core/policies/principals.ts'
import type {
  CallerIdentity,
  PermissionAnswer,
  PermissionQuestion,
  Permissions,
} from '../../core/world/identity-ports.ts'
import type { Access, Operation, World } from '../../core/world/world.ts'
import { decide } from './decide.ts'
import { noteDenial } from './denials.ts'
import { accessDenied, deniedMessage, expiredCredentials, unknownCredentials } from './messages.ts'
import { cachedSubjects, foreignSubject, subjectOf, type Subject } from './policy-sets.ts'

export type { DenialRecord } from './denials.ts'

/**
 * Returns the service's refusal of a call, or undefined for one that is allowed.
 *
 * @throws UnsupportedError for an operation that does not name its permissions, unless its caller
 *   may do everything
 */
export function authorizeCall(
  world: World,
  operation: Operation,
  record: CallRecord,
): ServiceError | undefined {
  const subject = findSubject(world, record)
  if (isServiceError(subject)) return subject
  for (const access of accessesOf(world, operation, record, subject)) {
    const decision = decide(world, subject, { access, at: record.at, input: record.input })
    if (decision.decision !== 'allowed') return denied(world, subject, access, decision, record)
  }
  return undefined
}

/** Returns who makes a call, or the refusal of credentials that AWS would not take. */
function findSubject(world: World, record: CallRecord): Subject | ServiceError {
  const cached = cachedSubjects(world)
  const key = keyOfCredentials(world, record)
  const { caller, service } = record
  const known = cached.get(key)
  if (known && known.sessionToken === caller?.sessionToken && known.expiresAt > world.clock.now())
    return known.subject
  if (caller && !isKnown(world, caller.accessKeyId)) return unknownCredentials(service)
  const identity = identify(world, record)
  if (isServiceError(identity)) {
    return identity.code.startsWith('Expired')
      ? expiredCredentials(service)
      : unknownCredentials(service)
  }
  const subject = subjectOf(world, identity)
  cached.set(key, {
    subject,
    sessionToken: caller?.sessionToken,
    expiresAt: identity.session?.expiresAt ?? Infinity,
  })
  return subject
}

/** The access key of a call, or the function that makes it with its role. */
function keyOfCredentials(world: World, { caller, causedBy }: CallRecord): string {
  if (caller) return caller.accessKeyId
  if (causedBy.kind !== 'invocation') return ''
  const name = String(Reflect.get(causedBy, 'functionName'))
  return `${name} ${world.ports.functions.roleOf?.(name) ?? ''}`
}

/** AWS: a role's or user's access key, or that of a session. */
function isKnown(world: World, accessKeyId: string): boolean {
  const user = world.ports.identities?.userOf(accessKeyId)
  return user ? user.isActive : world.ports.callerIdentities?.knows(accessKeyId) === true
}

function identify(
  world: World,
  { caller, causedBy }: Pick<CallRecord, 'caller' | 'causedBy'>,
): CallerIdentity | ServiceError {
  const identities = world.ports.callerIdentities
  if (!identities) throw new Error('A region always knows its callers.')
  try {
    return identities.identify(caller ?? OWN, causedBy)
  } catch (error) {
    if (isServiceError(error)) return error
    throw error
  }
}

/** No one has this key: the credentials of the test, or of a function. */
const OWN = { accessKeyId: '' }

function accessesOf(
  world: World,
  operation: Operation,
  { service, input }: CallRecord,
  subject: Subject,
): readonly Access[] {
  if (operation.access) return operation.access(input, world)
  if (subject.policies.identity === undefined && !subject.policies.session) return []
  const title = world.services.find(({ id }) => id === service)?.title ?? service
  throw world.refuse(
    new UnsupportedError({
      service: title,
      operation: operation.name,
      parameter: "under iam: 'enforce', for callers other than the test itself,",
    }),
  )
}

function denied(
  world: World,
  subject: Subject,
  access: Access,
  decision: Decision,
  record: CallRecord,
): ServiceError {
  noteDenial(world, subject, access, decision, record)
  const principal = nameOfPrincipal(subject.principal)
  return accessDenied(record.service, { ...access, principal, decision })
}

/** The port `permissions` of a region that enforces them. */
export const permissions = (world: World): Pick<Permissions, 'decide' | 'decideFor'> => ({
  decide: ({ principal, ...question }) => {
    const caller = 'arn' in principal ? callerOf(principal) : undefined
    const subject = caller ? subjectOf(world, caller) : foreignSubject(principal)
    return answer(world, subject, question)
  },
  decideFor: (caller, question) => answer(world, subjectOf(world, caller), question),
})

const callerOf = (principal: Extract<PermissionQuestion['principal'], { arn: string }>) =>
  ({
    accessKeyId: '',
    accountId: principal.account,
    arn: principal.arn,
    userId: '',
    ...(principal.kind === 'session' && { roleArn: principal.roleArn }),
  }) satisfies CallerIdentity

function answer(
  world: World,
  subject: Subject,
  {
    action,
    resource,
    context,
    resourcePolicy: given,
    cause,
  }: Omit<PermissionQuestion, 'principal'> & { readonly cause: JournalRecord },
): PermissionAnswer {
  const access = { action, resource, ...(context && { context }) }
  const decision = decide(world, subject, {
    access,
    given,
    at: world.clock.now(),
    input: undefined,
  })
  if (decision.decision === 'allowed') return { isAllowed: true, decision: 'allowed' }
  noteDenial(world, subject, access, decision, cause)
  const principal = nameOfPrincipal(subject.principal)
  const refused = { ...access, principal, decision }
  return {
    isAllowed: false,
    decision: decision.decision,
    message: deniedMessage(refused),
    error: accessDenied(action.slice(0, action.indexOf(':')), refused),
  }
}
