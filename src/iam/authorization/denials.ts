/** What was denied, why, and what would allow it. */
import type { JournalRecord } from '../../core/journal.ts'
import type { StatementDocument } from '../../core/policies/document.ts'
import type { Decision } from '../../core/policies/evaluate.ts'
import { nameOfPrincipal } from '../../core/policies/principals.ts'
import type { Access, World } from '../../core/world/world.ts'
import { nounOfKind } from './messages.ts'
import type { Subject } from './policy-sets.ts'

/** A request that permissions did not allow. */
export interface DenialRecord extends JournalRecord {
  readonly kind: 'denial'
  readonly causedBy: JournalRecord
  /** `arn:aws:sts::123456789012:assumed-role/place/place` */
  readonly principal: string
  /** The role of a session. Undefined for users and services. */
  readonly role: string | undefined
  /** `dynamodb:PutItem` */
  readonly action: string
  /** The ARN of the resource, or `*`. */
  readonly resource: string
  /** Whether a statement denies it, or none allows it. */
  readonly decision: 'explicitDeny' | 'implicitDeny'
  /** The statement that denies it. Undefined for an implicit deny. */
  readonly statement: StatementDocument | undefined
  /** The policy that the statement is in: a name or an ARN. */
  readonly policy: string | undefined
  /** A sentence that says which statement decided, or which one is missing. */
  readonly reason: string
  /**
   * The smallest statement that would allow it, for the policy that `reason` names. Undefined if a
   * statement denies it, which no other statement can change.
   */
  readonly fix: StatementDocument | undefined
}

export function noteDenial(
  world: World,
  subject: Subject,
  { action, resource }: Access,
  decision: Decision,
  cause: JournalRecord,
): DenialRecord {
  const { principal } = subject
  const { statement } = decision
  return world.journal.append<DenialRecord>({
    kind: 'denial',
    at: world.clock.now(),
    causedBy: cause,
    principal: nameOfPrincipal(principal),
    role: principal.kind === 'session' ? principal.roleArn : undefined,
    action,
    resource,
    decision: decision.decision === 'explicitDeny' ? 'explicitDeny' : 'implicitDeny',
    statement: statement?.document,
    policy: statement?.policy.name,
    reason: reasonOf(subject, { action, resource }, decision),
    fix: fixOf(subject, { action, resource }, decision),
  })
}

function reasonOf(
  { principal, isMissing }: Subject,
  { action, resource }: Access,
  { statement, by }: Decision,
): string {
  const holder = principal.kind === 'session' ? principal.roleArn : nameOfPrincipal(principal)
  const noun = nounOfKind(by)
  if (statement) {
    const { document, index, policy } = statement
    const name = document.Sid === undefined ? `Statement ${index + 1}` : `Statement ${document.Sid}`
    return `${name} of the ${noun} ${policy.name} denies ${action} on ${resource}.`
  }
  if (by === 'resource')
    return `${resource} has no ${noun} that allows ${nameOfPrincipal(principal)} ${action}.`
  if (isMissing) return `${holder} does not exist, so that nothing allows it ${action}.`
  return `${holder} has no ${noun} that allows ${action} on ${resource}.`
}

function fixOf(
  { principal }: Subject,
  { action: Action, resource: Resource }: Access,
  { statement, by }: Decision,
): StatementDocument | undefined {
  if (statement) return undefined
  if (by !== 'resource') return { Effect: 'Allow', Action, Resource }
  return { Effect: 'Allow', Principal: principalOf(principal), Action, Resource }
}

const principalOf = (principal: Subject['principal']): unknown => {
  switch (principal.kind) {
    case 'service':
      return { Service: principal.name }
    case 'federated':
      return { Federated: principal.name }
    case 'anonymous':
      return '*'
    case 'session':
      return { AWS: principal.roleArn }
    default:
      return { AWS: principal.arn }
  }
}
