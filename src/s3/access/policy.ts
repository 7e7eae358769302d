/**
 * Bucket policies: their form, and whether they let everyone in. Requests without a signature are
 * the only ones that a policy is asked about.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
import { UnsupportedError } from '../../core/errors.ts'
import { matchesGlob } from '../../core/patterns/glob.ts'
import { malformedPolicy } from '../errors/buckets.ts'

type OneOrMore<Value> = Value | readonly Value[]

export interface Statement {
  readonly Effect?: string
  readonly Principal?: string | Readonly<Record<string, OneOrMore<string>>>
  readonly NotPrincipal?: unknown
  readonly Action?: OneOrMore<string>
  readonly NotAction?: OneOrMore<string>
  readonly Resource?: OneOrMore<string>
  readonly NotResource?: OneOrMore<string>
  readonly Condition?: object
}

export interface Policy {
  readonly Version?: unknown
  readonly Statement: readonly Statement[]
}

export const listOf = <Value>(given: OneOrMore<Value> | undefined): readonly Value[] =>
  given === undefined ? [] : Array.isArray(given) ? (given as readonly Value[]) : [given as Value]

/** Recorded: s3-b-policy-1, s3-b-policy-3. */
export function parsePolicy(text: string): Policy {
  const policy = text.startsWith('{') ? parse(text) : undefined
  if (typeof policy !== 'object' || policy === null) {
    throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'")
  }
  const statements = Reflect.get(policy, 'Statement') as OneOrMore<Statement> | undefined
  if (statements === undefined) throw malformedPolicy('Missing required field Statement')
  const Statement = listOf(statements)
  for (const statement of Statement) checkStatement(statement)
  return { Version: Reflect.get(policy, 'Version'), Statement }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Not JSON: the caller says so.
    return undefined
  }
}

/** Seen: public reports quote S3. */
function checkStatement(statement: Statement): void {
  const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement
  if (Effect !== 'Allow' && Effect !== 'Deny') {
    throw malformedPolicy(
      Effect === undefined ? 'Missing required field Effect' : `Invalid effect: ${String(Effect)}`,
    )
  }
  if (Principal === undefined && NotPrincipal === undefined) {
    throw malformedPolicy('Missing required field Principal')
  }
  if (Action === undefined && NotAction === undefined) {
    throw malformedPolicy('Missing required field Action')
  }
  if (Resource === undefined && NotResource === undefined) {
    throw malformedPolicy('Missing required field Resource')
  }
}

/** Whether a statement is about everyone. */
const isForEveryone = ({ Principal }: Statement): boolean =>
  Principal === '*' || (typeof Principal === 'object' && listOf(Principal['AWS']).includes('*'))

/** Whether a policy lets everyone do something, without any condition. */
export const isPublicPolicy = ({ Statement }: Policy): boolean =>
  Statement.some(
    (statement) =>
      statement.Effect === 'Allow' && isForEveryone(statement) && !hasCondition(statement),
  )

const hasCondition = ({ Condition }: Statement): boolean =>
  Condition !== undefined && Object.keys(Condition).length > 0

/** A request without a signature, as conditions see it. */
export interface AnonymousRequest {
  readonly action: string
  /** The ARN of a bucket or an object. */
  readonly resource: string
  readonly isEncrypted: boolean
}

/** A request of a service of AWS for one of its resources. */
export interface ServiceRequest extends AnonymousRequest {
  /** `cloudfront.amazonaws.com` */
  readonly service: string
  readonly sourceArn: string
  readonly sourceAccount: string
}

/**
 * Whether a policy lets a service of AWS do something for one of its resources. A Deny for everyone
 * counts as well.
 *
 * AWS: private-content-restricting-access-to-s3.html
 */
export function letsService({ Statement }: Policy, request: ServiceRequest): boolean {
  const about = Statement.filter(
    (statement) =>
      (isForService(statement, request.service) || isForEveryone(statement)) &&
      isAbout(statement, request) &&
      isMetForService(statement, request),
  )
  return (
    about.some(({ Effect }) => Effect === 'Allow') && !about.some(({ Effect }) => Effect === 'Deny')
  )
}

const isForService = ({ Principal }: Statement, service: string): boolean =>
  typeof Principal === 'object' && listOf(Principal['Service']).includes(service)

/** The operators that compare texts, and whether they know wildcards. */
const TEXT_OPERATORS: Readonly<Record<string, boolean>> = {
  StringEquals: false,
  StringLike: true,
  ArnEquals: true,
  ArnLike: true,
}

function isMetForService(statement: Statement, request: ServiceRequest): boolean {
  const { Condition = {} } = statement
  const facts: Readonly<Record<string, string>> = {
    'aws:sourcearn': request.sourceArn,
    'aws:sourceaccount': request.sourceAccount,
  }
  const others: Record<string, Record<string, unknown>> = {}
  for (const [operator, keys] of Object.entries(Condition)) {
    const hasWildcards = TEXT_OPERATORS[operator]
    for (const [key, values] of Object.entries(keys as object)) {
      const fact = facts[key.toLowerCase()]
      if (hasWildcards === undefined || fact === undefined) {
        ;(others[operator] ??= {})[key] = values
        continue
      }
      const wanted = listOf(values as OneOrMore<string>)
      const isEqual = (value: string): boolean =>
        hasWildcards ? matchesGlob(value, fact) : value === fact
      if (!wanted.some(isEqual)) return false
    }
  }
  return isMet({ ...statement, Condition: others }, request)
}

/** Whether a policy allows a request of anyone. */
export function letsEveryone({ Statement }: Policy, request: AnonymousRequest): boolean {
  const about = Statement.filter(
    (statement) =>
      isForEveryone(statement) && isAbout(statement, request) && isMet(statement, request),
  )
  return (
    about.some(({ Effect }) => Effect === 'Allow') && !about.some(({ Effect }) => Effect === 'Deny')
  )
}

function isAbout(statement: Statement, { action, resource }: AnonymousRequest): boolean {
  const { Action, NotAction, Resource, NotResource } = statement
  const isAction = (patterns: OneOrMore<string> | undefined): boolean =>
    listOf(patterns).some((pattern) => matchesGlob(pattern.toLowerCase(), action.toLowerCase()))
  const isResource = (patterns: OneOrMore<string> | undefined): boolean =>
    listOf(patterns).some((pattern) => matchesGlob(pattern, resource))
  return (
    (NotAction === undefined ? isAction(Action) : !isAction(NotAction)) &&
    (NotResource === undefined ? isResource(Resource) : !isResource(NotResource))
  )
}

/** Evaluates the condition of nearly every policy, and refuses others by name. */
function isMet({ Condition = {} }: Statement, { isEncrypted }: AnonymousRequest): boolean {
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys as object).every(([key, value]) => {
      if (operator === 'Bool' && key.toLowerCase() === 'aws:securetransport') {
        return String(value).toLowerCase() === String(isEncrypted)
      }
      throw new UnsupportedError({
        service: 'S3',
        parameter: `the condition ${operator} on ${key} for a request without a signature`,
      })
    }),
  )
}
