/**
 * Bucket policies: their form, and whether they let everyone in. Requests without a signature are
 * the only ones that a policy is asked about.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
import { UnsupportedError } from '../../core/errors.ts'
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
  readonly Statement: readonly Statement[]
}

const listOf = <Value>(given: OneOrMore<Value> | undefined): readonly Value[] =>
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
  return { Statement }
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
    listOf(patterns).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()))
  const isResource = (patterns: OneOrMore<string> | undefined): boolean =>
    listOf(patterns).some((pattern) => matches(pattern, resource))
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

/** `*` stands for any text, `?` for one character. Takes linear time for each star. */
function matches(pattern: string, text: string): boolean {
  let [p, t, star, retry] = [0, 0, -1, 0]
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++
      retry = t
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++
      t++
    } else if (star >= 0) {
      p = star + 1
      t = ++retry
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}
