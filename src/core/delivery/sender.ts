/**
 * Who delivers: whether the receiver lets it, and the statement that lets it. AWS: a service needs a
 * statement in the policy of the receiver, or a role that it takes on.
 */
import { parseArn } from '../arn.ts'
import type { ServiceError } from '../errors.ts'
import type { JournalRecord } from '../journal.ts'
import type { Principal } from '../policies/principals.ts'
import type {
  FunctionSender,
  PermissionQuestion,
  Sender,
  ServiceSender,
  TemporaryCredentials,
} from '../world/identity-ports.ts'
import { serviceOfArn, worldOfArn } from '../world/resource-owner.ts'
import type { Access, Caller, World } from '../world/world.ts'

export type { FunctionSender, Sender, ServiceSender }

/** What a delivery does at its receiver, by the service in the receiver's ARN. */
const ACTIONS: Readonly<Record<string, string>> = {
  events: 'events:PutEvents',
  'execute-api': 'execute-api:Invoke',
  kinesis: 'kinesis:PutRecord',
  lambda: 'lambda:InvokeFunction',
  s3: 's3:PutObject',
  sns: 'sns:Publish',
  sqs: 'sqs:SendMessage',
}

/** The services whose resources have policies that let other services in. */
const WITH_POLICIES = /^arn:[^:]+:(lambda|sns|sqs):/

/**
 * Checks that a receiver lets a sender deliver, in a region that enforces permissions. `sender` is
 * asked only there.
 *
 * @throws ServiceError with the refusal of the receiver
 */
export function checkSender(
  world: World,
  receiver: string,
  cause: JournalRecord,
  sender: () => Sender | undefined,
): void {
  if (world.ports.permissions?.isEnforced !== true) return
  const from = sender()
  const action = ACTIONS[parseArn(receiver)?.service ?? '']
  if (!from || action === undefined) return
  const { role } = from
  if (role === undefined) {
    // Unverified: receivers of other kinds let every service of the account in.
    if ('service' in from && WITH_POLICIES.test(receiver))
      ask(world, serviceOf(from), {
        action,
        resource: receiver,
        context: contextOf(world, from),
        cause,
      })
    return
  }
  if ('service' in from) {
    const context = contextOf(world, from)
    ask(world, serviceOf(from), { action: 'sts:AssumeRole', resource: role, context, cause })
  }
  const session = 'service' in from ? labelOf(from) : from.functionName
  const resource = resourceOf(action, receiver)
  ask(world, sessionOf(role, session), { action, resource, cause })
}

/** Whether the role of a function allows an action. A refusal is recorded. */
export const mayAct = (
  world: World,
  { role, functionName }: FunctionSender,
  question: Omit<PermissionQuestion, 'principal'>,
): boolean =>
  world.ports.permissions?.decide({ principal: sessionOf(role, functionName), ...question })
    .isAllowed !== false

/**
 * Returns the credentials of a session of the sender's role, for services whose calls the policies
 * of that role decide about. Sessions are used again until they expire.
 *
 * @throws ServiceError where the role's trust policy does not let the sender in
 */
export function takeOnRole(
  world: World,
  { role, ...from }: ServiceSender & { readonly role: string },
  sessionName: string,
  cause: JournalRecord,
): Caller | undefined {
  const context = contextOf(world, from)
  ask(world, serviceOf(from), { action: 'sts:AssumeRole', resource: role, context, cause })
  const { callerIdentities, credentialIssuer } = world.ports
  let sessions = sessionsOf.get(world)
  if (!sessions) sessionsOf.set(world, (sessions = new Map()))
  const key = `${role} ${sessionName}`
  const known = sessions.get(key)
  const isUsable =
    known !== undefined &&
    known.expiration.getTime() > world.clock.now() &&
    callerIdentities?.knows(known.accessKeyId) === true
  const seconds = SESSION_SECONDS
  const issued = isUsable ? known : credentialIssuer?.issue({ roleArn: role, sessionName, seconds })
  if (!issued) return undefined
  sessions.set(key, issued)
  return { accessKeyId: issued.accessKeyId, sessionToken: issued.sessionToken }
}

const SESSION_SECONDS = 3_600

/** By role and name of the session. */
const sessionsOf = new WeakMap<World, Map<string, TemporaryCredentials>>()

/** Asks for one permission. Throws the refusal of the service that the action belongs to. */
function ask(
  world: World,
  principal: Principal,
  question: Omit<PermissionQuestion, 'principal'>,
): void {
  const error: ServiceError | undefined = world.ports.permissions?.decide({
    principal,
    ...question,
  }).error
  if (error) throw error
}

const serviceOf = ({ service }: ServiceSender): Principal => ({ kind: 'service', name: service })

/** AWS: confused-deputy.html: what the services say of the resource that they act for. */
const contextOf = (
  { options }: World,
  { sourceArn }: ServiceSender,
): Readonly<Record<string, string>> => ({
  'aws:SourceArn': sourceArn,
  'aws:SourceAccount': options.accountId,
})

/** The session of a role. Unverified: how services name theirs. */
function sessionOf(role: string, session: string): Principal {
  const { partition = 'aws', account = '' } = parseArn(role) ?? {}
  const name = role.slice(role.lastIndexOf('/') + 1)
  return {
    kind: 'session',
    arn: `arn:${partition}:sts::${account}:assumed-role/${name}/${session}`,
    roleArn: role,
    account,
  }
}

/** `sns` for `sns.amazonaws.com`. */
const labelOf = ({ service }: ServiceSender): string => service.split('.', 1)[0] ?? service

/**
 * Adds the statement to a receiver's policy that AWS's console and CDK add when they connect it with
 * a source. Does nothing for receivers without policies.
 */
export function letIn(world: World, receiver: string, sender: ServiceSender): void {
  const action = ACTIONS[parseArn(receiver)?.service ?? '']
  if (action === undefined || !WITH_POLICIES.test(receiver)) return
  const owner = serviceOfArn(world, receiver)
  const home = worldOfArn(world, receiver)
  if (!owner || !home.holds(owner)) return
  const { service, sourceArn } = sender
  const source = parseArn(sourceArn)?.resource ?? sourceArn
  const statement = {
    Sid: `${labelOf(sender)}-${source.replaceAll(/[^\w-]+/g, '-').replace(/-+$/, '')}`,
    Effect: 'Allow',
    Principal: { Service: service },
    Action: action,
    Resource: receiver,
    Condition: { ArnLike: { 'AWS:SourceArn': sourceArn } },
  } as const
  owner.room().addToPolicy?.(home.state(owner), receiver, statement, home)
}

/** Lets a function's role send to a receiver, as CDK's grants do. */
export function letRoleSend(world: World, role: string | undefined, receiver: string): void {
  const Action = ACTIONS[parseArn(receiver)?.service ?? '']
  if (role === undefined || Action === undefined) return
  const Resource = resourceOf(Action, receiver)
  world.ports.identities?.grant(role, { Effect: 'Allow', Action, Resource })
}

/** What a role needs to send to a receiver. Nothing for receivers of unknown kinds. */
export function accessToSend(receiver: string): readonly Access[] {
  const action = ACTIONS[parseArn(receiver)?.service ?? '']
  return action === undefined ? [] : [{ action, resource: resourceOf(action, receiver) }]
}

/** AWS: the objects of a bucket have ARNs of their own. */
const resourceOf = (action: string, receiver: string): string =>
  action === 's3:PutObject' ? `${receiver}/*` : receiver
